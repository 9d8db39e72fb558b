"""`callup show`: a lawbook, or one thing of it, as it is on a day."""

from __future__ import annotations

from datetime import date, timedelta

from callup.cli.blame import where_line
from callup.cli.log import deed_in_words, regions_in_words, values_in_words
from callup.cli.look import Screen, Span
from callup.cli.timeline import months
from callup.cli.words import Language
from callup.inquiry.lawtext import Cited, RuleText
from callup.inquiry.pages import (
    ActPage,
    DefinitionPage,
    FactPage,
    GapLine,
    Guide,
    Listing,
    Page,
    ParameterPage,
    RulePage,
    Said,
    SourceLine,
    SourcePage,
    Stand,
    StatePage,
    SwitchPage,
    Worth,
)
from callup.lawbook import Program
from callup.lawbook import open as open_lawbook
from callup.text.diagnostic import Diagnostics
from callup.wire.in_words import number_in_words

DAY = timedelta(days=1)


def show(
    lawbook: str,
    ids: tuple[str, ...],
    on: str | None,
    today: date,
    say: Language,
    *,
    as_json: bool = False,
) -> int:
    """Prints the guide, or the page of each id; the exit status. Raises Diagnostics."""
    opened = open_lawbook(lawbook)
    try:
        pages: list[Page] = [opened.show(id, on or today) for id in ids] or [opened.guide()]
    except Diagnostics:
        from callup.cli.show_record import show_record

        # what is not in the law may be in the record
        if show_record(opened, ids, say, as_json=as_json):
            return 0
        raise
    if as_json:
        from callup.cli.wire import put
        from callup.wire.law import pages_to_json

        put(pages_to_json(opened, pages, on or today, say))
        return 0
    screen = Screen()
    pages_in_words = _Pages(screen, opened.program, say, lawbook)
    for page in pages:
        screen.blank()
        pages_in_words.page(page)
    return 0


class _Pages:
    """Writes pages on a screen, each kind in its own way."""

    def __init__(self, screen: Screen, program: Program, say: Language, lawbook: str) -> None:
        self.screen = screen
        self.program = program
        self.say = say
        self.lawbook = lawbook

    def page(self, page: Page) -> None:
        match page:
            case ActPage():
                self.act(page)
            case RulePage():
                self.rule(page)
            case StatePage():
                self.state(page)
            case ParameterPage():
                self.parameter(page)
            case DefinitionPage():
                self.definition(page)
            case FactPage():
                self.fact(page)
            case SourcePage():
                self.source(page)
            case SwitchPage():
                self.switch(page)
            case Listing():
                self.listing(page)
            case Guide():
                self.guide(page)

    # parts that pages share

    def title(self, title: str, id: str, kind: str) -> None:
        if title:
            self.screen.line((title, "title"), hang=2)
        self.screen.line((id, "id"), (f" {self.screen.marks.dot} {kind}", "faint"), hang=2)

    def pairs(self, *pairs: tuple[str, str | None]) -> None:
        """Labels with their values; what is absent is left out."""
        rows: list[tuple[Span, list[Span]]] = [
            ((self.say(key), "faint"), [value]) for key, value in pairs if value
        ]
        self.screen.rows(rows)

    def days(self, start: date | None, end: date | None) -> str:
        dash = self.screen.marks.dash
        last = (end - DAY).isoformat() if end else self.say("onward")
        return f"{start or self.say('always was')} {dash} {last}"

    def sources(self, sources: tuple[SourceLine, ...]) -> None:
        if sources:
            self.screen.heading(self.say("rests on"))
        rows: list[tuple[Span, list[Span]]] = [
            ((f"{one.id} ({one.grade})", "id"), [one.title]) for one in sources
        ]
        self.screen.rows(rows)

    def said(self, sayings: tuple[Said, ...]) -> None:
        say = self.say
        if sayings:
            self.screen.heading(say("said by"))
        for one in sayings:
            who: Span = (say.words(one.who), "value")
            self.screen.line(who, f", {one.on}: {say.words(one.says)}", indent=2, hang=2)
            listed = ", ".join(f"{source.id} ({source.grade})" for source in one.sources)
            if listed:
                self.screen.line((say("sources", sources=listed), "faint"), indent=4, hang=2)

    def cited(self, by: Cited) -> str:
        cite = f", {by.cite}" if by.cite else ""
        return f"{by.act}{cite} {self.screen.marks.dot} {self.say.words(by.title)}"

    def text(self, text: RuleText, indent: int = 2) -> None:
        """A rule as it reads, with its act and what it rests on."""
        screen, say = self.screen, self.say
        screen.line(say.words(text.says), indent=indent, hang=2)
        for condition in text.conditions:
            shown = condition
            if condition.startswith("not: "):
                shown = say("not") + condition.removeprefix("not: ")
            screen.line(f"{screen.marks.dot} {shown}", indent=indent + 2, hang=2)
        if text.gives != "yes":
            screen.line(say("gives", value=text.gives), indent=indent + 2, hang=2)
        if text.overrides:
            words = say("overrides", rules=", ".join(text.overrides))
            screen.line(words, indent=indent + 2, hang=2)
        listed = ", ".join(f"{source} ({grade})" for source, grade in text.by.sources)
        screen.line((self.cited(text.by), "faint"), indent=indent, hang=2)
        line = say("sources", sources=listed) if listed else ""
        dot = f" {screen.marks.dot} "
        screen.line((dot.join(one for one in (line, text.line) if one), "faint"), indent=indent)

    def words_of(self, ids: tuple[str, ...], heading: str) -> None:
        if ids:
            self.screen.heading(self.say(heading))
            self.screen.line(", ".join(ids), indent=2)

    # the pages

    def act(self, page: ActPage) -> None:
        say = self.say
        title, kind = say.words(page.title), say.words(page.kind) or say(page.role)
        number = number_in_words(page.number, title, say)
        kind += f" {self.screen.marks.dot} {number}" if number else ""
        self.title(title, page.id, kind)
        evidence = page.evidence_until.isoformat() if page.evidence_until else None
        self.pairs(
            ("issuer", say.words(page.issuer)),
            ("switch", f"{say(page.role)} (--with {page.id})" if page.role != "act" else None),
            ("signed", _day(page.signed, page.role, say)),
            ("published", _day(page.published, page.role, say)),
            ("in force", _day(page.in_force, page.role, say)),
            ("evidence until", evidence),
            ("reads", page.reads),
            ("dispute", page.dispute),
            ("note", say.words(page.note)),
        )
        self.screen.heading(say("changes"))
        if not page.changes:
            self.screen.line(say("no changes"), indent=2)
        for done in page.changes:
            spans = deed_in_words(done.deed, self.program, say)
            self.screen.line(*spans, indent=2, hang=2)
            for condition in done.conditions:
                self.screen.line(f"{self.screen.marks.dot} {condition}", indent=4, hang=2)
            if done.gives:
                self.screen.line(say("gives", value=done.gives), indent=4, hang=2)
            for words in (done.reason, done.note):
                if words:
                    self.screen.line((say.words(words), "faint"), indent=4, hang=2)
        self.said(page.said_by)
        self.sources(page.sources)

    def rule(self, page: RulePage) -> None:
        say, screen = self.say, self.screen
        target = page.now or tuple(form for form in page.history if form.text)
        text = target[-1].text if target else None
        kind = say("rule")
        if text is not None:
            kind += f" {screen.marks.dot} {say('gives a value to')} {text.gives_to}"
        self.title("", page.id, kind)
        screen.heading(say("reads as on", day=page.on))
        if not page.now:
            screen.line(say("does not stand", day=page.on), indent=2)
        for form in page.now:
            where_line(screen, form.where, say)
            if form.text:
                self.text(form.text)
        screen.heading(say("over time"))
        for form in page.history:
            days = self.days(form.start, form.end)
            shaped = " + ".join(form.text.shaped_by) if form.text else self.say("removed")
            rows: list[tuple[Span, list[Span]]] = [(days, [shaped])]
            screen.rows(rows)
            where_line(screen, form.where, say)

    def state(self, page: StatePage) -> None:
        say, screen = self.say, self.screen
        self.title(say.words(page.title), page.id, say("state"))
        everywhere, regions = page.lapses_after
        lapses = "; ".join(one for one in (everywhere, regions) if one)
        self.pairs(("otherwise", say(page.otherwise)), ("lapses after", lapses))
        screen.heading(say("heading on", day=page.on))
        for stand in page.now:
            self.stand(stand, page)
        if not page.now:
            screen.line(say("stands nowhere"), indent=2)
        screen.heading(say("over time"))
        for stand in page.history:
            self.stand(stand, page, self.days(stand.start, stand.end))

    def stand(self, stand: Stand, page: StatePage, days: str = "") -> None:
        say = self.say
        where = say("stands nowhere")
        if stand.regions and page.territory:
            where = say("stands in", regions=regions_in_words(stand.regions, self.program, say))
        elif stand.regions:
            where = say("stands")
        acts = ", ".join(dict.fromkeys(by.act for by in stand.by))
        line: list[Span] = [f"{days}  "] if days else []
        self.screen.line(*line, where, (f"  {acts}" if acts else "", "faint"), indent=2, hang=2)
        where_line(self.screen, stand.where, say)

    def parameter(self, page: ParameterPage) -> None:
        say = self.say
        kind = f"{say('parameter')} {self.screen.marks.dot} {page.type}"
        self.title(say.words(page.title), page.id, kind)
        self.screen.heading(say("heading on", day=page.on))
        for worth in page.now:
            self.worth(worth, page)
        if not page.now:
            self.screen.line(say("none"), indent=2)
        self.screen.heading(say("over time"))
        for worth in page.history:
            self.worth(worth, page, self.days(worth.start, worth.end))

    def worth(self, worth: Worth, page: ParameterPage, days: str = "") -> None:
        say = self.say
        value = worth.value if worth.value is not None else say("none")
        shown = values_in_words(((worth.index, value),), self.program, page.id, say)
        line: list[Span] = [f"{days}  "] if days else []
        act = f"  {worth.by.act}" if worth.by else ""
        self.screen.line(*line, (shown, "value"), (act, "faint"), indent=2, hang=2)
        where_line(self.screen, worth.where, say)

    def definition(self, page: DefinitionPage) -> None:
        say, screen = self.say, self.screen
        kind = f"{say(page.kind)}, {page.type}"
        self.title(say.words(page.question) or say.words(page.title), page.id, kind)
        self.pairs(
            ("otherwise", say(page.otherwise) if page.formula is None else None),
            ("covers", self.days(*page.covers) if page.meaning == "position" else None),
            ("defined as", page.formula),
            ("incomplete", say.words(page.incomplete)),
        )
        if page.formula is None:
            screen.heading(say("rules on", day=page.on))
            if not page.rules:
                screen.line(say("none of these"), indent=2)
        for form in page.rules:
            screen.blank()
            if form.text:
                screen.line((form.text.rule, "id"), indent=2)
                where_line(screen, form.where, say)
                self.text(form.text, indent=4)
        self.gaps(page.gaps)
        self.words_of(page.facts, "facts read")

    def fact(self, page: FactPage) -> None:
        say = self.say
        self.title(say.words(page.question), page.id, f"{page.type}, {say(page.kind)}")
        if page.help:
            self.screen.line(say.words(page.help), indent=2, hang=2)
        self.pairs(("from", page.low), ("most", page.high))
        if page.values:
            self.screen.heading(say("values"))
        rows: list[tuple[Span, list[Span]]] = [
            ((id, "id"), [say.words(title)]) for id, title in page.values
        ]
        self.screen.rows(rows)
        self.words_of(page.closes, "closes")
        self.words_of(page.closed_by, "closed by")
        self.words_of(page.positions, "positions read")

    def source(self, page: SourcePage) -> None:
        self.title(page.title, page.id, self.say("source"))
        self.pairs(("publisher", page.publisher), ("date", page.date))
        self.screen.line(page.url, indent=2)
        resting = (*page.acts, *page.doubts)
        if resting:
            self.screen.heading(self.say("used by"))
        for id, grade in resting:
            self.screen.line((id, "id"), f" ({grade})", indent=2)

    def switch(self, page: SwitchPage) -> None:
        say, screen = self.say, self.screen
        self.title(say.words(page.title), page.id, say(page.kind))
        if page.question:
            screen.line(say.words(page.question), indent=2, hang=2)
        default = page.default or say("open switch")
        self.pairs(("default", default), ("note", say.words(page.note)))
        screen.heading(say("settings"))
        for id, title in page.settings:
            word = f"--with {id}" if page.readings else f"--with {page.id}={id}"
            screen.line((word, "id"), f"  {say.words(title)}", indent=2, hang=2)
        self.said(page.said_by)
        self.sources(page.sources)
        for reading in page.readings:
            screen.blank()
            self.act(reading)
        self.words_of(page.positions, "touches")

    def listing(self, page: Listing) -> None:
        say = self.say
        rows: list[tuple[Span, list[Span]]] = []
        for line in page.lines:
            spans: list[Span] = [say.words(line.title)]
            spans += [(f" {line.about}", "faint")] if line.about else []
            rows.append(((line.id, "id"), spans))
        self.screen.rows(rows, indent=0)
        if not rows:
            self.screen.line(say("none of these"))

    def gaps(self, gaps: tuple[GapLine, ...]) -> None:
        say = self.say
        if gaps:
            self.screen.heading(say("guide gaps"))
        for gap in gaps:
            cite = f", {gap.by.cite}" if gap.by.cite else ""
            direction = say(gap.direction)
            self.screen.line(f"{say.words(gap.says)} ({direction})", indent=2, hang=2)
            self.screen.line(say.words(gap.reason), indent=4, hang=2)
            what = f"{', '.join(gap.positions)} {self.screen.marks.dot} {gap.by.act}{cite}"
            self.screen.line((what, "faint"), indent=4, hang=2)

    def guide(self, page: Guide) -> None:
        say, screen = self.say, self.screen
        self.title(say.words(page.title), page.id, ", ".join(page.languages))
        screen.line(say("covers days", days=self.days(*page.covers)), indent=2, hang=2)
        screen.line(say("horizon", day=page.horizon), indent=2, hang=2)
        screen.line(say("last looked", day=page.evidence_until), indent=2, hang=2)
        positions = sum(len(group.positions) for group in page.groups)
        counts = say("counts", positions=positions, acts=page.acts, rules=page.rules)
        screen.line(counts, indent=2, hang=2)
        for group in page.groups:
            screen.heading(say.words(group.title) or say("guide positions"))
            rows: list[tuple[Span, list[Span]]] = [
                ((one.id, "id"), [say.words(one.title)]) for one in group.positions
            ]
            screen.rows(rows)
        self.gaps(page.gaps)
        self.open_points(page)
        screen.heading(say("guide acts"))
        months(screen, (day for day, _ in page.operations))
        screen.blank()
        screen.line((say("guide more", lawbook=self.lawbook), "faint"))

    def open_points(self, page: Guide) -> None:
        say = self.say
        if page.disputes:
            self.screen.heading(say("guide disputes"))
        for one in page.disputes:
            kind: Span = (f" {one.id} {self.screen.marks.dot} {say(one.kind)}", "faint")
            self.screen.line(say.words(one.title), kind, indent=2, hang=2)
            who = "; ".join(say.words(words) for words in one.who)
            if who:
                self.screen.line((who, "faint"), indent=4, hang=2)


def _day(written: str, role: str, say: Language) -> str | None:
    """A day of an act; nothing where a bill or reading has none."""
    if written != "unknown":
        return written
    return say("day unknown") if role == "act" else None
