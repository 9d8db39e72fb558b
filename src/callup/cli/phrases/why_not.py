"""Why an answer is not another one, and what would turn it."""

from __future__ import annotations

from typing import Final

PHRASES: Final[dict[str, tuple[str, str]]] = {
    "contrast because": (
        "{title}: {answer}, because {reason}",
        "{title}: {answer}, так как {reason}",
    ),
    "contrast silence": ("no rule that would say otherwise applies", "иная норма не применяется"),
    "contrast fails": (
        "no rule applies; of the one that comes closest this does not hold: {conditions}",
        "ни одна норма не применяется; в ближайшей не выполняется: {conditions}",
    ),
    "contrast open": (
        "what is known leaves more than one answer possible",
        "при известном возможен не один ответ",
    ),
    "contrast not covered": (
        "the lawbook does not speak about it on that day",
        "на этот день свод об этом не говорит",
    ),
    "would be if": ("It would be otherwise if", "Ответ был бы иным, если бы"),
    "need": ("{fact} is {values}", "{fact} — {values}"),
    "need now": ("{fact} is {values} (now {now})", "{fact} — {values} (сейчас {now})"),
    "and also": ("; and ", "; и "),
    "or else": (" or ", " или "),
    "no facts would": (
        "No change of up to {count} facts that can change would turn it.",
        "Никакое изменение до {count} фактов, которые могут измениться, ответа не меняет.",
    ),
    "not all looked at": (
        "There are too many ways to look at all of them.",
        "Способов слишком много, просмотрены не все.",
    ),
    "turns by itself": (
        "By itself it turns on {day}: {answer}",
        "Сам по себе ответ меняется {day}: {answer}",
    ),
    "never by itself": (
        "By itself it does not turn before {day}.",
        "Сам по себе ответ не меняется до {day}.",
    ),
    "but for the law": ("Without an act", "Без акта"),
    "no act would": (
        "No act is such that without it the answer would be another one.",
        "Нет акта, без которого ответ был бы иным.",
    ),
}
