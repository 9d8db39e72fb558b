"""Answers for one person: reasons, what is not known, how long."""

from __future__ import annotations

from typing import Final

PHRASES: Final[dict[str, tuple[str, str]]] = {
    # answers
    "yes": ("yes", "да"),
    "no": ("no", "нет"),
    "unknown": ("unknown", "неизвестно"),
    "none": ("none", "нет значения"),
    "conflict": ("conflict", "противоречие"),
    "not covered": ("not covered", "не охвачено"),
    "heading on": ("On {day}", "На {day}"),
    "on": ("on {day}", "на {day}"),
    "today": (
        "No day is given, so the answers are for today, {day}.",
        "День не указан, поэтому ответы даны на сегодня, {day}.",
    ),
    "known": (
        "only what was published by {day} counts",
        "учитывается только опубликованное по {day}",
    ),
    "strict evidence": (
        "What it rests on is evidenced until {day} only.",
        "То, на чём он основан, подтверждено только по {day}.",
    ),
    "strict gap": ("What is not encoded could turn it.", "Незакодированное может изменить ответ."),
    "strict": (
        "old evidence and gaps make it unknown",
        "устаревшие данные и пробелы дают «неизвестно»",
    ),
    "set": ("set: {switches}", "задано: {switches}"),
    # kinds of position
    "duty": ("duty", "обязанность"),
    "liberty": ("liberty", "дозволение"),
    "liability": ("liability", "подверженность"),
    "prohibition": ("prohibition", "запрет"),
    "entitlement": ("entitlement", "право требования"),
    "power": ("power", "полномочие"),
    "immunity": ("immunity", "неприкосновенность"),
    "disability": ("disability", "отсутствие полномочия"),
    "measure": ("measure", "величина"),
    # reasons
    "why": ("Why", "Почему"),
    "closest": ("What came closest", "Что было ближе всего"),
    "depends": ("It depends on", "Зависит от"),
    "beside": ("Beside it", "Кроме того"),
    "silence": (
        "No rule speaks; where the law is silent, the answer is {otherwise}.",
        "Ни одна норма не применяется; при молчании закона ответ — {otherwise}.",
    ),
    "silence measure": (
        "No rule gives a value.",
        "Ни одна норма не даёт значения.",
    ),
    "silence possible": (
        "If no rule applies, the answer is {otherwise}.",
        "Если ни одна норма не применяется, ответ — {otherwise}.",
    ),
    "silence covered": (
        "The lawbook does not speak about this position on that day.",
        "Книга не охватывает этот вопрос на этот день.",
    ),
    "conflict says": (
        "These rules give different answers, and neither overrides the other.",
        "Эти нормы дают разные ответы, и ни одна не имеет преимущества.",
    ),
    "by": ("by {act}", "{act}"),
    "sources": ("sources {sources}", "источники {sources}"),
    "grade": ("grade {grade}", "надёжность {grade}"),
    "only with": (
        "a {kind} that is not set here (--with {id})",
        "{kind}, здесь не задано (--with {id})",
    ),
    "gives": ("gives {value}", "даёт {value}"),
    "is unknown": ("unknown", "неизвестно"),
    "not": ("not: ", "не: "),
    # what is not known
    "missing": ("What would settle it", "Что нужно узнать"),
    "approximate": (
        "There are too many open questions to work this out exactly: this is an approximation, "
        "and it may say unknown where there is an answer.",
        "Открытых вопросов слишком много для точного расчёта: это приближение, и оно может "
        "говорить «неизвестно» там, где ответ есть.",
    ),
    "contested": ("Contested", "Спорно"),
    "assumed": ("Taken to be no", "Принято за «нет»"),
    "assumed why": (
        "not given, and closed by what is given",
        "не указано, но исключено указанным",
    ),
    "while": ("As long as these stay as they are", "Пока остаётся без изменений"),
    "unless": ("Unless", "Если только не"),
    "may grant": ("may make it yes", "может дать «да»"),
    "may defeat": ("may make it no", "может дать «нет»"),
    "incomplete": ("Known to be missing here", "Известные пробелы"),
    # how long
    "through": ("through {day}", "по {day}"),
    "holds": ("How long", "Как долго"),
    "holds through": (
        "The answer holds through {last} and differs from {day}:",
        "Ответ действует по {last} и меняется с {day}:",
    ),
    "holds on": (
        "Nothing known here changes it before {day}.",
        "Ничто из известного здесь не меняет его до {day}.",
    ),
    "evidence": (
        "As last evidenced on {day}.",
        "По данным на {day}.",
    ),
    "turn holds": ("{what} holds from then on", "{what} — начинает выполняться"),
    "turn ends": ("{what} no longer holds", "{what} — больше не выполняется"),
    "turn rule": ("the rule {what} changes", "меняется норма {what}"),
    "turn rule by": ("the rule {what} changes by {act}", "норму {what} меняет {act}"),
    "turn state": ("the state “{what}” changes", "меняется состояние «{what}»"),
    "turn parameter": ("the value “{what}” changes", "меняется величина «{what}»"),
    "turn coverage": (
        "what the lawbook covers begins or ends",
        "начинается или кончается охват книги",
    ),
    "turn evidence": ("the evidence is older than that", "данные старше этого дня"),
    "turn search": ("it was not looked further", "дальше не проверялось"),
    # overviews
    "hint why": (
        "To see why: add --about POSITION, for example --about {position}",
        "Чтобы увидеть причины: добавьте --about ПОЗИЦИЯ, например --about {position}",
    ),
    "hint facts": (
        "Facts are words such as {fact}=…; `callup show {lawbook} facts` lists them.",
        "Факты — слова вида {fact}=…; их перечисляет `callup show {lawbook} facts`.",
    ),
    "other": ("Other", "Прочее"),
    "open": ("open: {facts}", "открыто: {facts}"),
    "more": ("and {count} more", "и ещё {count}"),
    "strip": (
        "# yes   . no   ? unknown   = a value   ! conflict   (blank) not covered or none",
        "# да   . нет   ? неизвестно   = значение   ! противоречие   (пусто) не охвачено",
    ),
    "onward": ("onward", "и далее"),
    "always was": ("always", "всегда"),
}
