"""What a lawbook covers and until when, and its positions as a person looks for them."""

from __future__ import annotations

from callup.cli.handbook.scribe import Scribe
from callup.cli.handbook.sheet import code
from callup.inquiry.guide import Answered
from callup.inquiry.pages import RulePage


def coverage(scribe: Scribe) -> None:
    """The days, the freshness and the size of the lawbook, then how to read the page."""
    say, sheet, guide = scribe.say, scribe.sheet, scribe.book.guide
    sheet.item(say("covers days", days=scribe.days(*guide.covers)))
    sheet.item(say("last looked", day=guide.evidence_until))
    sheet.item(say("horizon", day=guide.horizon))
    sheet.item(say("book rules as on", day=scribe.book.on))
    positions = sum(len(group.positions) for group in guide.groups)
    sheet.item(say("counts", positions=positions, acts=guide.acts, rules=guide.rules))
    sheet.paragraph(say("book conditions"))
    sheet.paragraph(say("book grades"))
    sheet.paragraph(say("book advice", lawbook=guide.id))


def positions(scribe: Scribe) -> None:
    """The positions, group by group, each with the rules that answer it."""
    answered = {one.definition.id: one for one in scribe.book.positions}
    for number, group in enumerate(scribe.book.guide.groups, 1):
        scribe.sheet.heading(3, scribe.words(group.title) or scribe.say("other"), f"group-{number}")
        for line in group.positions:
            _position(scribe, answered[line.id])


def _position(scribe: Scribe, one: Answered) -> None:
    say, sheet, page = scribe.say, scribe.sheet, one.definition
    sheet.heading(4, scribe.words(page.question) or scribe.words(page.title), f"position-{page.id}")
    kind = (
        say(page.kind) if page.kind != "measure" else f"{say('measure')}, {scribe.type(page.type)}"
    )
    sheet.item(f"{code(page.id)} · {scribe.words(page.title)} · {kind}")
    scribe.labelled("covers", scribe.days(*page.covers))
    scribe.labelled("book otherwise", say(page.otherwise))
    scribe.labelled("incomplete", scribe.words(page.incomplete))
    standing(scribe, one)
    for gap in page.gaps:
        scribe.labelled("not_encoded", f"{scribe.words(gap.says)} ({say(gap.direction)})")


def standing(scribe: Scribe, one: Answered) -> None:
    """The rules that give it a value on the day of the page, each by its act."""
    say, sheet = scribe.say, scribe.sheet
    now = [rule for rule in one.rules if rule.now]
    none = "" if now else f" {say('book no rules')}"
    sheet.item(f"{say('rules on', day=scribe.book.on)}:{none}")
    for rule in now:
        _summary(scribe, rule)
    others = [rule.id for rule in one.rules if not rule.now]
    scribe.labelled("book other rules", scribe.ids("rule", others))


def _summary(scribe: Scribe, rule: RulePage) -> None:
    for form in rule.now:
        if form.text:
            says = scribe.titled("rule", rule.id, form.text.says)
            scribe.sheet.item(f"{says}{scribe.where(form.where)} · {scribe.cited(form.text.by)}", 1)
