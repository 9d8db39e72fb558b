"""The fixed words of the output, in every language that the command line speaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from callup.text.words import Words

LANGUAGES: Final = ("en", "ru")

PHRASES: Final[dict[str, tuple[str, str]]] = {
    # the command itself
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
    "do blame": (
        "which act gave each condition of a rule its present form",
        "какой акт придал каждому условию нынешний вид",
    ),
    "do count": (
        "how many people of a table have which answer",
        "у скольких людей из таблицы какой ответ",
    ),
    "do run": ("the answers for a table of people", "ответы для таблицы людей"),
    "do claims": ("who says which number", "кто называет какое число"),
    "do reconcile": (
        "whether the numbers can all be true, and what they imply",
        "могут ли все числа быть верны и что из них следует",
    ),
    "do test": ("run the cases of a lawbook", "проверить примеры книги"),
    "do check": ("everything that is wrong with a lawbook", "всё, что неверно в книге"),
    "do fmt": ("write a lawbook in its canonical form", "записать книгу в каноническом виде"),
    "do new": ("begin a lawbook", "начать книгу"),
    "do demo": ("what changed in July 2025, and for whom", "что изменилось в июле 2025 и для кого"),
    "do schema": ("JSON Schema of the files, for editors", "JSON Schema файлов для редакторов"),
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
    # roles, verbs, kinds of things
    "act": ("act", "акт"),
    "bill": ("bill", "законопроект"),
    "reading": ("reading", "толкование"),
    "dispute": ("dispute", "спор"),
    "doubt": ("doubt", "сомнение"),
    "state": ("state", "состояние"),
    "parameter": ("value set by acts", "величина, заданная актами"),
    "position": ("position", "позиция"),
    "term": ("term", "понятие"),
    "rule": ("rule", "норма"),
    "source": ("source", "источник"),
    "switch": ("switch", "переключатель"),
    "add": ("adds", "вводит"),
    "replace": ("replaces", "изменяет"),
    "repeal": ("repeals", "отменяет"),
    "suspend": ("suspends", "приостанавливает"),
    "annul": ("annuls", "аннулирует"),
    "declare": ("declares", "объявляет"),
    "extend": ("extends", "продлевает"),
    "end": ("ends", "прекращает"),
    "set to": ("sets", "устанавливает"),
    "not_encoded": ("not encoded", "не закодировано"),
    "lapse": ("lapses by itself", "прекращается само"),
    "lift": ("no longer applies", "перестаёт действовать"),
    "number": ("No. {number}", "№ {number}"),
    "or on": ("or {days}", "или {days}"),
    "never": ("never", "никогда"),
    "day unknown": ("day unknown", "день неизвестен"),
    "counts from": ("counts from {day}", "действует с {day}"),
    "counts until": ("through {day}", "по {day}"),
    "everywhere": ("everywhere", "повсеместно"),
    "for": ("for {index}: {value}", "{index}: {value}"),
    # show
    "signed": ("signed", "подписан"),
    "published": ("published", "опубликован"),
    "in force": ("in force", "в силе"),
    "evidence until": ("shown in force until", "подтверждён по"),
    "issuer": ("issued by", "издан"),
    "kind": ("kind", "вид"),
    "note": ("note", "примечание"),
    "changes": ("What it does", "Что он делает"),
    "no changes": ("It changes no rule of this lawbook.", "Он не меняет норм этой книги."),
    "said by": ("Who says so", "Кто так говорит"),
    "rests on": ("Sources", "Источники"),
    "reads": ("reads", "толкует"),
    "reads as on": ("As it reads on {day}", "Как читается на {day}"),
    "does not stand": ("It does not stand on {day}.", "На {day} не действует."),
    "over time": ("Over time", "По времени"),
    "overrides": ("overrides {rules}", "имеет преимущество перед {rules}"),
    "gives a value to": ("gives a value to", "даёт значение"),
    "stands": ("stands", "действует"),
    "stands in": ("stands in {regions}", "действует: {regions}"),
    "stands nowhere": ("stands nowhere", "нигде не действует"),
    "otherwise": ("otherwise", "иначе"),
    "lapses after": ("lapses after", "прекращается через"),
    "covers": ("covers", "охват"),
    "covers days": ("The days it speaks about: {days}", "О каких днях говорит: {days}"),
    "horizon": ("It looks ahead to {day}.", "Смотрит вперёд до {day}."),
    "last looked": (
        "What rests on silence was last looked at on {day}.",
        "Отсутствие изменений в последний раз проверено {day}.",
    ),
    "counts": (
        "positions: {positions}, acts: {acts}, rules: {rules}",
        "позиций: {positions}, актов: {acts}, норм: {rules}",
    ),
    "rules on": ("Rules on {day}", "Нормы на {day}"),
    "defined as": ("is", "есть"),
    "facts read": ("Facts that matter to it", "Факты, от которых зависит"),
    "positions read": ("Positions that read it", "Позиции, которые его читают"),
    "values": ("Values", "Значения"),
    "from": ("at least", "не менее"),
    "most": ("at most", "не более"),
    "closes": (
        "When yes, these count as no where not given",
        "Если «да», эти при отсутствии считаются «нет»",
    ),
    "closed by": (
        "Counts as no where not given and one of these is yes",
        "Считается «нет», если не указано, а одно из этих — «да»",
    ),
    "lasting": ("never changes", "не меняется"),
    "a day": ("one event", "одно событие"),
    "of the day": ("may change", "может меняться"),
    "publisher": ("publisher", "издатель"),
    "date": ("date", "дата"),
    "used by": ("What rests on it", "Что на него опирается"),
    "settings": ("Settings", "Варианты"),
    "default": ("unless set", "если не задано"),
    "open switch": ("open", "открыто"),
    "touches": ("Positions it touches", "Позиции, которых касается"),
    "guide positions": ("Positions", "Позиции"),
    "guide gaps": ("What is not encoded, and why", "Что не закодировано и почему"),
    "guide disputes": ("What is disputed, and by whom", "Что спорно и кто спорит"),
    "guide acts": ("Acts by month of operation", "Акты по месяцам начала действия"),
    "guide more": (
        "`callup show {lawbook} ID` shows one of them; `facts`, `positions`, `states`, "
        "`parameters`, `acts`, `sources`, `switches`, `rules` and `terms` list all.",
        "`callup show {lawbook} ID` показывает одно из них; `facts`, `positions`, `states`, "
        "`parameters`, `acts`, `sources`, `switches`, `rules` и `terms` перечисляют все.",
    ),
    "none of these": ("There are none.", "Таких нет."),
    # a whole lawbook on one page
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
    # claims, reconcile
    "flow": ("over a period", "за период"),
    "stock": ("on a day", "на день"),
    "count": ("count", "подсчёт"),
    "estimate": ("estimate", "оценка"),
    "plan": ("plan", "план"),
    "target": ("target", "цель"),
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
    # blame, diff
    "blame": (
        "Which act gave each condition its present form",
        "Какой акт придал каждому условию нынешний вид",
    ),
    "nothing changed": (
        "Nothing changed between {before} and {after}.",
        "Между {before} и {after} ничего не изменилось.",
    ),
    "changed": ("From {before} to {after}", "С {before} по {after}"),
    "diff acts": ("Acts that came into operation", "Вступившие в действие акты"),
    "diff rules": ("Rules", "Нормы"),
    "diff states": ("States", "Состояния"),
    "diff parameters": ("Values set by acts", "Величины, заданные актами"),
    "diff findings": ("For this person", "Для этого человека"),
    "diff same": ("No answer differs for this person.", "Для этого человека ответы не изменились."),
    "diff days": (
        "What is given counts on both days.",
        "Указанное считается верным на оба дня.",
    ),
    "added": ("added", "введена"),
    "removed": ("removed", "не действует"),
    "replaced": ("changed", "изменена"),
    "rests otherwise": ("the same words, by another act", "те же слова, другой акт"),
    "before": ("before", "было"),
    "after": ("after", "стало"),
    "where set": ("if {id} is {setting}", "если {id} = {setting}"),
    "where act": ("if {id} came into force on {setting}", "если {id} вступил в силу {setting}"),
    "where never": ("if {id} never came into force", "если {id} не вступил в силу"),
    "where open": ("as {id} settles", "смотря по {id}"),
    "where dispute": ("if the reading {setting} holds", "если верно толкование {setting}"),
}


@dataclass(frozen=True, slots=True)
class Language:
    """What the output is written in: fixed words from the catalogue, others from the lawbook."""

    code: str

    def __call__(self, key: str, **parts: object) -> str:
        """The phrase with its parts filled in. KeyError for one that there is not."""
        phrase = PHRASES[key][LANGUAGES.index(self.code)]
        return phrase.format(**parts) if parts else phrase

    def words(self, words: Words) -> str:
        """Words of the lawbook in this language, on one line."""
        return " ".join(words.get(self.code).split())


def language(asked: str | None, environment: Mapping[str, str]) -> Language:
    """The language that is asked for, else the one of the terminal, else English."""
    if asked in LANGUAGES:
        return Language(asked)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            found = environment[name][:2].lower()
            return Language(found if found in LANGUAGES else "en")
    return Language("en")
