"""Reasons in words, in the languages that Callup speaks: why a claim is left out, why a part of a
statement came out as it did."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from callup.text.words import Words

LANGUAGES: Final = ("en", "ru")

REASONS: Final[dict[str, tuple[str, str]]] = {
    # why a claim does not count
    "a plan": ("a plan is no account of what happened", "план не говорит о том, что было"),
    "a target": ("a target is no account of what happened", "цель не говорит о том, что было"),
    "replaced": ("the speaker replaced it by {claim}", "говоривший заменил его на {claim}"),
    "uncertain stock": (
        "the day of a stock is not certain",
        "день, на который дано число, неточен",
    ),
    "no certain day": ("no day of its period is certain", "ни один день его периода не точен"),
    "uncertain flow": (
        "its period is uncertain, and {quantity} is not said never to fall",
        "его период неточен, а о {quantity} не сказано, что оно не убывает",
    ),
    # how a claim became a line of arithmetic
    "a month": ("{amount} a month over {count}", "{amount} в месяц за {count}"),
    "a day": ("{amount} a day over {count}", "{amount} в день за {count}"),
    "certain days": ("the days certainly meant", "дни, которые точно имеются в виду"),
    "possible days": ("all days that may be meant", "все дни, которые могут иметься в виду"),
    "days": ("{first} to {last}", "с {first} по {last}"),
    # why a part of a statement came out so
    "said": ("on record, by {who}", "есть в записи: {who}"),
    "decreed": ("the act sets this number", "это число устанавливает акт"),
    "not on record": (
        "the record holds no such word by then; that is no denial",
        "такой записи к этому дню нет; это не опровержение",
    ),
    "other numbers": (
        "on record by then is another number, {number} ({who}); that is no denial",
        "к этому дню записано другое число ({who}): {number}; это не опровержение",
    ),
    "perhaps later": (
        "it may have been said only after that day",
        "это могло быть сказано и после этого дня",
    ),
    "own denial": (
        "the record holds the speaker's own denial: {who}",
        "в записи есть отрицание самого говорившего: {who}",
    ),
    "own words": (
        "it is only reported of {who}, whose own words on record do not hold it: {words}",
        "так лишь передают слова ({who}); в записанных словах этого нет: {words}",
    ),
    "denied": ("the record holds its denial, by {who}", "в записи есть отрицание: {who}"),
    "no member": (
        "the record holds no such member of the series by then",
        "в ряду к этому дню нет такого члена",
    ),
    "a larger one": ("{claim} is larger: {number}", "{claim} больше: {number}"),
    "perhaps larger": (
        "{claim} may be larger: {number}",
        "{claim} может быть больше: {number}",
    ),
    "the largest": (
        "none of the {count} others since {since} is larger, and the record declares the series "
        "complete over these days; the next is {claim}: {number}",
        "ни один из {count} других с {since} не больше, и ряд за эти дни объявлен полным; "
        "следующий — {claim}: {number}",
    ),
    "largest alone": (
        "it is the only one since {since}, and the record declares the series complete",
        "с {since} он единственный, и ряд объявлен полным",
    ),
    "not complete": (
        "none on record since {since} is larger, but the series is declared complete only for "
        "{complete}",
        "в записи с {since} нет большего, но полным ряд объявлен лишь за {complete}",
    ),
    "average": (
        "{number} over {months} makes {each}",
        "{number} за {months} — это {each}",
    ),
    "no total": (
        "the record holds no total of theirs for this period by then",
        "их итога за этот период к этому дню в записи нет",
    ),
    "met": (
        "on their word at least {low} were reached by {day}; the plan asks for {plan}",
        "по их словам, к {day} достигнуто не менее {low}; план — {plan}",
    ),
    "not met": (
        "on their word at most {high} were reached by {day}; the plan asks for {plan}",
        "по их словам, к {day} достигнуто не более {high}; план — {plan}",
    ),
    "met open": (
        "their word leaves it open whether {plan} were reached by {day}",
        "по их словам нельзя решить, достигнуто ли {plan} к {day}",
    ),
    "contradictory": (
        "their own numbers cannot all be true",
        "их собственные числа не могут быть верны все сразу",
    ),
    "the law": ("the law gives {came}", "право даёт: {came}"),
    "depends on facts": (
        "it depends on what is not given: {missing}",
        "зависит от того, что не дано: {missing}",
    ),
    "depends": (
        "the law gives {came}; {switches} would turn it",
        "право даёт: {came}; {switches} меняет ответ",
    ),
    "unknown": ("it is unknown", "неизвестно"),
    "not covered": ("the lawbook does not cover that day", "книга не охватывает этот день"),
    "changed": ("it differs between the two days", "между двумя днями есть отличие"),
    "the same": ("it is the same on both days", "в оба дня одно и то же"),
    "on record": ("the act is on record: {days}", "акт есть в книге: {days}"),
    "published later": (
        "the act was not published by then",
        "акт к этому дню не был опубликован",
    ),
    "particular": (
        "{name}: the lawbook has {came}, not {wanted}",
        "{name}: в книге {came}, а не {wanted}",
    ),
    "particular open": (
        "{name}: the lawbook has {came}, so {wanted} is open",
        "{name}: в книге {came}, поэтому {wanted} остаётся открытым",
    ),
    "reading set": ("the question sets this reading", "это толкование задано вопросом"),
    "reading unset": ("the question sets it aside", "это толкование отклонено вопросом"),
    "reading open": ("some uphold this reading: {who}", "это толкование отстаивают: {who}"),
    "reading prevails": ("this reading prevails", "это толкование преобладает"),
    "other prevails": ("another reading prevails", "преобладает другое толкование"),
    "reading later": (
        "nobody is on record with this reading by then",
        "к этому дню такого толкования в записи нет",
    ),
    "outside": ("neither law nor record speaks of it", "ни право, ни запись об этом не говорят"),
}
"""By key, in the order of LANGUAGES."""


VALUES: Final[dict[str, tuple[str, str]]] = {
    "yes": ("yes", "да"),
    "no": ("no", "нет"),
    "unknown": ("unknown", "неизвестно"),
    "none": ("no value", "значения нет"),
    "conflict": ("two answers that contradict each other", "два ответа, противоречащих друг другу"),
    "not covered": ("that it is not covered", "что этот день не охвачен"),
    "differs": ("that it differs", "отличие"),
    "the same": ("that it is the same", "что отличия нет"),
    "said": ("that it was said", "чтобы это было сказано"),
    "on record": ("that it is on record", "чтобы он был в книге"),
    "holds": ("that it holds", "чтобы оно действовало"),
    "the largest": ("that it is the largest", "чтобы он был наибольшим"),
}
"""Answers that are no numbers and no names, in the order of LANGUAGES."""


AMOUNTS: Final[dict[str, str]] = {
    "about": "около",
    "more than": "более",
    "at least": "не менее",
    "less than": "менее",
    "at most": "не более",
    "up to": "до",
}
UNITS: Final[dict[str, tuple[str, tuple[str, str, str]]]] = {
    "month": ("month", ("месяц", "месяца", "месяцев")),
    "day": ("day", ("день", "дня", "дней")),
}


def amount_in_words(text: str) -> Words:
    """A number as a claim writes it; `_` between thousands is left to whoever shows it."""
    word = next((one for one in AMOUNTS if text.startswith(f"{one} ")), "")
    number = text.removeprefix(word).strip()
    low, to, high = number.partition(" to ")
    russian = f"от {low} до {high}" if to else f"{AMOUNTS.get(word, '')} {number}".strip()
    return Words((("en", text), ("ru", russian)))


def counted(number: Fraction, unit: str) -> Words:
    """So many months or days; two decimals of what is not whole."""
    whole = number.denominator == 1
    brief = str(number.numerator) if whole else f"{float(number):.2f}"
    english, forms = UNITS[unit]
    return Words(
        (
            ("en", f"{brief} {english}{'' if number == 1 else 's'}"),
            ("ru", f"{brief.replace('.', ',')} {forms[_form(number)]}"),
        )
    )


def _form(number: Fraction) -> int:
    """Which form of a Russian noun follows a number: for 1, for 2 and fractions, for 5."""
    if number.denominator != 1:
        return 1
    last, two = number.numerator % 10, number.numerator % 100
    if last == 1 and two != 11:
        return 0
    return 1 if 2 <= last <= 4 and not 12 <= two <= 14 else 2


def value_in_words(value: str) -> Words:
    """An answer as people read it; what is none of VALUES stands as it is."""
    shown = VALUES.get(value, (value.replace("_", ","), value.replace("_", ",")))
    return Words(tuple(zip(LANGUAGES, shown, strict=True)))


def because(key: str, **parts: object) -> Words:
    """The reason with its parts filled in, in every language. KeyError for one there is not."""
    phrases = zip(LANGUAGES, REASONS[key], strict=True)
    return Words(tuple((code, _filled(phrase, code, parts)) for code, phrase in phrases))


def _filled(phrase: str, code: str, parts: dict[str, object]) -> str:
    words = {k: v.get(code) if isinstance(v, Words) else str(v) for k, v in parts.items()}
    return phrase.format(**words)


def listed(many: list[Words]) -> Words:
    """Words one after the other, in every language."""
    return Words(tuple((code, ", ".join(one.get(code) for one in many)) for code in LANGUAGES))
