"""The fixed words of the output in English and Russian, by what they speak of."""
