"""Claims, and whether they can all be true."""

from __future__ import annotations

from typing import Final

PHRASES: Final[dict[str, tuple[str, str]]] = {
    "flow": ("over a period", "за период"),
    "stock": ("on a day", "на день"),
    "count": ("count", "подсчёт"),
    "estimate": ("estimate", "оценка"),
    "plan": ("plan", "план"),
    "target": ("target", "цель"),
    "claim": ("claim", "утверждение"),
    "saying": ("saying", "высказывание"),
    "quantity": ("quantity", "показатель"),
    "speaker": ("speaker", "говорящий"),
    "said against": ("Said against it", "Сказано против"),
    "own words": ("own words: {saying}", "собственные слова: {saying}"),
    "per month": ("{amount} a month", "{amount} в месяц"),
    "per day": ("{amount} a day", "{amount} в день"),
    "superseded": ("replaced by {claim}", "заменено на {claim}"),
    "denies": ("denies {claims}", "отрицает {claims}"),
    "counted so by": ("counted so by {speakers}", "так считают: {speakers}"),
    "window": ("{quantity}, {start} to {end}", "{quantity}, с {start} по {end}"),
    "between": ("from {low} to {high} {unit}", "от {low} до {high} {unit}"),
    "exactly": ("{low} {unit}", "{low} {unit}"),
    "at least": (
        "at least {low} {unit}; no upper bound",
        "не менее {low} {unit}; сверху не ограничено",
    ),
    "at most": (
        "at most {high} {unit}; no lower bound",
        "не более {high} {unit}; снизу не ограничено",
    ),
    "unbounded": ("nothing bounds it on either side", "ничто не ограничивает ни с одной стороны"),
    "contradictory": (
        "No number: these claims cannot all be true.",
        "Числа нет: эти утверждения не могут быть верны все сразу.",
    ),
    "binding": ("What holds the bounds", "Чем заданы границы"),
    "conflict sets": ("They cannot all be true", "Не могут быть верны все сразу"),
    "more conflicts": (
        "There may be more conflicts: the search was stopped at its bound.",
        "Противоречий может быть больше: поиск остановлен на пределе.",
    ),
    "step least": ("at least {number}", "не менее {number}"),
    "step most": ("at most {number}", "не более {number}"),
    "step times": ("{times} times: {step}", "{times} раз: {step}"),
    "sum": (
        "So at least {low} would be at most {high}.",
        "Тогда не менее {low} было бы не более {high}.",
    ),
    "by speaker": ("By speaker alone", "По каждому отдельно"),
    "against itself": ("contradicts itself", "противоречит себе"),
    "left out": ("Not counted", "Не учтено"),
    "rate chosen": (
        "A rate is taken as an average over the days certainly meant; `more than` includes the "
        "number; sums within a millionth of the largest number count as equal.",
        "Темп понимается как средний за дни, которые точно имеются в виду; `more than` включает "
        "само число; суммы в пределах миллионной доли наибольшего числа считаются равными.",
    ),
}
