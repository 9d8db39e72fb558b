"""Tables of people: counts, pictures, and people made up."""

from __future__ import annotations

from typing import Final

PHRASES: Final[dict[str, tuple[str, str]]] = {
    "count yes": ("yes", "да"),
    "count no": ("no", "нет"),
    "count unknown": ("unknown", "неизвестно"),
    "count none": ("none", "нет значения"),
    "count conflict": ("conflict", "противоречие"),
    "count not covered": ("not covered", "не охвачено"),
    "count nobody": ("nobody", "никого"),
    "count nothing to give": (
        "nothing that could be given",
        "ничего из того, что можно указать",
    ),
    "count other sets": (
        "{sets} other sets of missing facts; `--json` lists all",
        "другие наборы недостающих фактов: {sets}; все перечисляет `--json`",
    ),
    "count refused": (
        "rows refused: {rows}; `callup run` lists them",
        "отклонено строк: {rows}; их перечисляет `callup run`",
    ),
    "count day by day": (
        "{position}: counted day by day, for its words do not tell on which days it turns",
        "{position}: посчитано день за днём: из слов нормы не видно, в какие дни ответ меняется",
    ),
    "count drawn": ("drawn: {file}", "нарисовано: {file}"),
    "sample written": (
        "{rows} made-up people (seed {seed}): {file}; no row is a real person",
        "выдуманных людей: {rows} (seed {seed}): {file}; ни одна строка не описывает человека",
    ),
    "sample by type": (
        "{count} facts have no table of their own and follow their type, such as {first}",
        "фактов без собственной таблицы, взятых по типу: {count}, например {first}",
    ),
    "turned people": ("How many have another answer", "У скольких изменился ответ"),
    "turned nobody": ("Nobody in the table.", "Ни у кого в таблице."),
    "turned by time": (
        "by their own days or the calendar",
        "из-за собственных дат или календаря",
    ),
    "chart other": ("other answers", "другие ответы"),
    "chart people": ("people", "человек"),
    "chart source": (
        "Lawbook {title}, {digest} · table {table}",
        "Книга «{title}», {digest} · таблица {table}",
    ),
    "chart window": ("{position}, {start} – {end}", "{position}, {start} – {end}"),
    "chart text": (
        "Counts over time of the answers to “{title}”, from {start} to {end}. On the first day "
        "yes {yes}, unknown {unknown}, no {no}; on the last yes {yes_end}, unknown {unknown_end}, "
        "no {no_end}.",
        "Число ответов на «{title}» с {start} по {end}. В первый день: да {yes}, неизвестно "
        "{unknown}, нет {no}; в последний: да {yes_end}, неизвестно {unknown_end}, нет {no_end}.",
    ),
}
