"""Days as lawbooks and records write them, in words of a language."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from markupsafe import Markup, escape

from callup.web.languages import Tongue

DAY: Final = timedelta(days=1)
WRITTEN: Final = re.compile(r"\b(\d{4})(?:-(\d\d))?(?:-(\d\d))?(~?)(?![\d-])")
PARTS: Final = {33: ("quarter", 1), 34: ("quarter", 2), 35: ("quarter", 3), 36: ("quarter", 4)}
PARTS.update({40: ("half year", 1), 41: ("half year", 2)})
"""What EDTF writes where a month would stand."""


def day_in_words(day: date | str, tongue: Tongue) -> Markup:
    """A day in full, with its form for machines; what is no day is told as `written`."""
    if isinstance(day, str):
        try:
            return day_in_words(date.fromisoformat(day), tongue)
        except ValueError:
            return escape(written(day, tongue))
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), tongue.day(day))


def written(text: str, tongue: Tongue) -> str:
    """Days, months, quarters and stretches of them in a text, such as 2025-01/2025-07-02~."""
    if text == "n.d.":
        return tongue("no date")
    if text.count("~") > 1:
        text = text.replace("~/", "/")
    told = WRITTEN.sub(lambda found: _part(found, tongue), text.replace("/", " – "))
    return told.replace(" or ", f" {tongue('or')} ")


def _part(found: re.Match[str], tongue: Tongue) -> str:
    year, month, day = (int(part or 0) for part in found.groups()[:3])
    try:
        if month in PARTS:
            key, n = PARTS[month]
            told = tongue(key, year=year, n=n)
        elif day:
            told = tongue.day(date(year, month, day)).replace(" ", "\u00a0")
        elif month:
            told = tongue.month(date(year, month, 1))
        else:
            told = str(year)
    except ValueError:
        return found.group()
    return tongue("about then", days=told) if found.group(4) else told


def stretch(start: date | None, end: date | None, tongue: Tongue) -> Markup:
    """From a day through the last one before `end`; an open side is said to be open."""
    first = day_in_words(start, tongue) if start else None
    last = day_in_words(end - DAY, tongue) if end else None
    if first is not None and last is not None:
        return first if first == last else Markup("{} – {}").format(first, last)
    if first is not None:
        return escape(tongue("since")).format(day=first)
    return escape(tongue("up to")).format(day=last) if last else escape(tongue("always was"))
