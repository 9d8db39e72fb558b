"""A whole lawbook on one page."""

from __future__ import annotations

from typing import Final

PHRASES: Final[dict[str, tuple[str, str]]] = {
    "book language": ("In English", "По-русски"),
    "book about": (
        "What Callup encodes in the lawbook `{lawbook}`: made from its files, to be read side by "
        "side with the acts. `callup show {lawbook} --markdown` writes this page.",
        "Что Callup кодирует в книге `{lawbook}`: составлено по её файлам, чтобы читать рядом с "
        "актами. Эту страницу пишет `callup show {lawbook} --markdown --lang ru`.",
    ),
    "book contents": ("Contents", "Содержание"),
    "book coverage": ("What it covers and until when", "Что охвачено и по какой день"),
    "book rules as on": (
        "Rules read as on {day}, unless days stand beside them.",
        "Нормы даны в редакции на {day}, если рядом не указаны другие дни.",
    ),
    "book conditions": (
        "A rule applies where all conditions listed under it hold and none that begins with "
        "“not” does. Conditions stand as the files have them; the names in them are facts, terms, "
        "states and values set by acts, each with a place on this page.",
        "Норма применяется, если выполнены все условия под ней и не выполнено ни одно, "
        "начинающееся с «не». Условия приведены так, как записаны в файлах; имена в них — "
        "факты, понятия, состояния и величины, заданные актами, и у каждого есть место на этой "
        "странице.",
    ),
    "book grades": (
        "Sources have grades: A, the text of the act was seen; B, several secondary sources "
        "agree; C, one does.",
        "Источники имеют надёжность: A — изучен текст акта; B — согласны несколько вторичных "
        "источников; C — так говорит один.",
    ),
    "book grades used": (
        "How often each grade is given: {used}.",
        "Сколько раз дана каждая: {used}.",
    ),
    "book advice": (
        "This is not legal advice. `callup ask {lawbook}` answers for one person and one day.",
        "Это не юридическая консультация. `callup ask {lawbook}` отвечает для одного человека и "
        "одного дня.",
    ),
    "book otherwise": ("where nothing speaks", "при молчании"),
    "book no rules": ("none stands on that day", "на этот день нет ни одной"),
    "book other rules": ("rules of other days", "нормы других дней"),
    "book time line": ("Time line of acts", "Акты по времени"),
    "book states": ("States that acts declare", "Состояния, объявляемые актами"),
    "book territory": ("stands in regions", "действует по регионам"),
    "book no territory": ("stands everywhere or not at all", "действует повсеместно или никак"),
    "book set with": ("set it with", "задать"),
    "book regions": ("in regions", "в регионах"),
    "book never declared": (
        "no act of this lawbook declares it",
        "ни один акт этой книги его не объявляет",
    ),
    "book parameters": ("Values set by acts", "Величины, заданные актами"),
    "book by index": ("by {index}", "по {index}"),
    "book never set": (
        "no act of this lawbook sets it",
        "ни один акт этой книги её не задаёт",
    ),
    "book days": ("days", "дни"),
    "book index": ("for", "для"),
    "book value": ("value", "величина"),
    "book by": ("by", "акт"),
    "book why": ("why", "почему"),
    "book touches": ("positions it touches", "позиции, которых касается"),
    "book disputes": ("Disputes", "Споры"),
    "book disputes are": (
        "Exactly one reading of each holds, and it is open which.",
        "Верно ровно одно из толкований, и открыто, какое.",
    ),
    "book doubts": ("Doubts", "Сомнения"),
    "book doubts are": (
        "Questions about the law, to be answered yes or no, that rules name.",
        "Вопросы о праве с ответом «да» или «нет», на которые ссылаются нормы.",
    ),
    "book readings": ("Readings", "Толкования"),
    "book readings are": (
        "They change nothing unless a question switches them on.",
        "Они ничего не меняют, пока вопрос их не включит.",
    ),
    "book uncertain": (
        "Acts of uncertain day, and open states",
        "Акты с неизвестным днём и открытые состояния",
    ),
    "book open state": ("open whether it stands", "открыто, действует ли оно"),
    "book bills": ("Bills", "Законопроекты"),
    "book bills are": (
        "They change nothing unless a question brings them in as of a day.",
        "Они ничего не меняют, пока вопрос не введёт их с какого-либо дня.",
    ),
    "book open lists": ("Open lists", "Открытые перечни"),
    "book open lists are": (
        "Where one of these is given as *yes*, the facts that it closes count as *no* unless they "
        "are given, and the answer says what was assumed.",
        "Если одно из этих дано как «да», закрываемые им факты считаются «нет», пока не указаны, "
        "и ответ говорит, что принято.",
    ),
    "book rules": ("Rules", "Нормы"),
    "book not standing": ("does not stand", "не действует"),
    "book terms": ("Terms", "Понятия"),
    "book acts": ("Acts", "Акты"),
    "book number unknown": ("number unknown", "номер неизвестен"),
    "book facts": ("Facts that are asked for", "Факты, о которых спрашивается"),
    "book choices": ("Lists of values", "Списки значений"),
    "type boolean": ("yes or no", "да или нет"),
    "type integer": ("a whole number", "целое число"),
    "type number": ("a number", "число"),
    "type date": ("a day", "день"),
    "type money in": ("money in {of}", "сумма в {of}"),
    "type duration in": ("a duration in {of}", "срок в {of}"),
    "type choice of": ("one value of {of}", "одно значение из {of}"),
    "type set of": ("values of {of}", "значения из {of}"),
    "prevails": ("prevails", "преобладает"),
}
