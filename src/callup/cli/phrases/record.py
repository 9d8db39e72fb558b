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
    "pool": ("People in {position} by law, {day}", "Люди в положении {position} по закону, {day}"),
    "pool band": (
        "from {low} to {high}; of {unknown} it is unknown",
        "от {low} до {high}; о {unknown} неизвестно",
    ),
    "pool within": ("what is claimed lies within", "названное лежит в этих пределах"),
    "pool above": ("what is claimed is more than there are", "названо больше, чем их есть"),
    "pool below": ("what is claimed is fewer than there are", "названо меньше, чем их есть"),
    "pool open": (
        "what is claimed may or may not be so many",
        "названное может быть столько, а может и не быть",
    ),
    "pool contradictory": (
        "the claims contradict each other, so nothing is compared",
        "утверждения противоречат друг другу, сравнить нечего",
    ),
    "pool file": (
        "counted in {file}, each row one person; {refused} rows refused",
        "подсчитано в {file}, строка — один человек; отклонено строк: {refused}",
    ),
    "band note": (
        "The band is what the claims allow together from the first day on; without a band they "
        "cannot all be true, and a red number stands at those in a conflict. A line rises to the "
        "number that a claim gives, dashed for a rate; a bar is its range, an arrow an open end. "
        "A claim that begins within the window rises from the lower edge of the band.",
        "Полоса — то, что утверждения вместе допускают с первого дня; если её нет, они не могут "
        "быть верны все сразу, и у противоречащих красный номер. Линия поднимается к названному "
        "числу, пунктир — темп; отрезок — промежуток, стрелка — открытый край. Утверждение, "
        "начинающееся внутри окна, поднимается от нижнего края полосы.",
    ),
    "band words": ("{title}: {outcome}", "{title}: {outcome}"),
    "quarter": ("{year}, quarter {n}", "{year}, {n}-й квартал"),
    "half year": ("{year}, half {n}", "{year}, {n}-е полугодие"),
    "thousands": (",", "\u202f"),
    "picture claims": (
        "Claims in the order in which they were said ({unit})",
        "Утверждения в порядке, в котором они сделаны ({unit})",
    ),
    "picture totals": ("Over a whole period", "За весь период"),
    "picture stocks": ("On a day", "На день"),
    "picture months": ("A month", "В месяц"),
    "picture days": ("A day", "В день"),
    "picture note": (
        "A bar is a range, a dot an exact number, an arrow an open end; plans and numbers that "
        "their speaker replaced are pale. The second days are those it is about.",
        "Полоса — промежуток, точка — точное число, стрелка — открытый край; планы и заменённые "
        "числа бледнее. Второй столбец дней — те, о которых речь.",
    ),
    "picture words": (
        "{title}: {count} claims on record, with their speakers, days and numbers.",
        "{title}: {count} утверждений в записи, с говорящими, днями и числами.",
    ),
    "number more than": ("more than {number}", "более {number}"),
    "number at least": ("at least {number}", "не менее {number}"),
    "number up to": ("up to {number}", "до {number}"),
    "number at most": ("at most {number}", "не более {number}"),
    "number less than": ("less than {number}", "менее {number}"),
    "number about": ("about {number}", "около {number}"),
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
        "Темп понимается как средний за дни, которые точно имеются в виду; «более» включает "
        "само число; суммы в пределах миллионной доли наибольшего числа считаются равными.",
    ),
}
