"""The command itself and its commands."""

from __future__ import annotations

from typing import Final

PHRASES: Final[dict[str, tuple[str, str]]] = {
    "usage": ("usage: callup COMMAND …", "использование: callup КОМАНДА …"),
    "first": ("The first thing to type:", "С чего начать:"),
    "advice": (
        "`callup COMMAND --help` tells the words of a command. Answers are not legal advice.",
        "`callup КОМАНДА --help` перечисляет слова команды. Ответы — не юридическая консультация.",
    ),
    "do ask": (
        "what the law of a day means for one person, and why",
        "что право на этот день значит для человека и почему",
    ),
    "do log": (
        "what acts did, in the order in which they began to operate",
        "что делали акты, в порядке начала действия",
    ),
    "do show": (
        "a lawbook, an act, a rule, a state, a position, a fact …",
        "книга, акт, норма, состояние, позиция, факт …",
    ),
    "do diff": (
        "what changed between two days, and for whom",
        "что изменилось между двумя днями и для кого",
    ),
    "do compare": (
        "whose answer differs between two laws",
        "чей ответ различается при двух законах",
    ),
    "do prove": (
        "whether something holds for all people on all days",
        "верно ли нечто для всех людей во все дни",
    ),
    "do blame": (
        "which act gave each condition of a rule its present form",
        "какой акт придал каждому условию нынешний вид",
    ),
    "do count": (
        "how many people of a table have which answer",
        "у скольких людей из таблицы какой ответ",
    ),
    "do sample": ("people made up, for trying things out", "выдуманные люди для проб"),
    "do run": ("the answers for a table of people", "ответы для таблицы людей"),
    "do claims": ("who says which number", "кто называет какое число"),
    "do reconcile": (
        "whether the numbers can all be true, and what they imply",
        "могут ли все числа быть верны и что из них следует",
    ),
    "do audit": (
        "a document, statement by statement, against law and record",
        "документ, утверждение за утверждением, против права и записи",
    ),
    "do test": ("run the cases of a lawbook", "проверить примеры книги"),
    "do check": ("everything that is wrong with a lawbook", "всё, что неверно в книге"),
    "do fmt": ("write a lawbook in its canonical form", "записать книгу в каноническом виде"),
    "do new": ("begin a lawbook", "начать книгу"),
    "do serve": ("pages for people and an HTTP API", "страницы для людей и HTTP API"),
    "do mcp": ("a read-only MCP server for assistants", "MCP-сервер только для чтения"),
    "serving": (
        "Open {address} in a browser. Ctrl-C stops it.",
        "Откройте {address} в браузере. Ctrl-C останавливает.",
    ),
    "serving everywhere": (
        "Who calls it from elsewhere is answered only under a name that --allow-host gives.",
        "Тем, кто обращается извне, она отвечает лишь под именами из --allow-host.",
    ),
    "do demo": (
        "what changed in July 2025, for whom, and what an article made of it",
        "что изменилось в июле 2025, для кого и что из этого сделала статья",
    ),
    "do schema": ("JSON Schema of the files, for editors", "JSON Schema файлов для редакторов"),
}
