"""Why an answer does not come now."""


class TooBusy(Exception):
    """More questions wait than a process takes on."""


class TooSlow(Exception):
    """An answer did not come in the time that one is given."""
