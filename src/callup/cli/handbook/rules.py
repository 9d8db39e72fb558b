"""Every rule as it reads, with what it rests on and each form that it had before."""

from __future__ import annotations

from collections.abc import Iterable

from callup.cli.handbook.overview import standing
from callup.cli.handbook.scribe import Scribe
from callup.cli.handbook.sheet import code, to_place
from callup.inquiry.guide import Answered
from callup.inquiry.lawtext import RuleText
from callup.inquiry.pages import Form, RulePage
from callup.text.words import Words


def rules(scribe: Scribe) -> None:
    """All rules, under the position or term that they give a value to."""
    for kind, found in (("position", scribe.book.positions), ("term", scribe.book.terms)):
        for one in found:
            if one.rules:
                _of_one(scribe, kind, one)


def terms(scribe: Scribe) -> None:
    """The terms that formulas name: what each is, or which rules give it a value."""
    for one in scribe.book.terms:
        page = one.definition
        scribe.sheet.heading(3, scribe.words(page.title) or code(page.id), f"term-{page.id}")
        scribe.sheet.item(f"{code(page.id)} · {scribe.type(page.type)}")
        if page.formula is not None:
            scribe.labelled("defined as", code(page.formula))
            continue
        scribe.labelled("book otherwise", scribe.say(page.otherwise))
        standing(scribe, one)


def _of_one(scribe: Scribe, kind: str, one: Answered) -> None:
    page = one.definition
    scribe.sheet.heading(
        3, scribe.words(page.title) or scribe.words(page.question) or code(page.id)
    )
    scribe.sheet.paragraph(f"{scribe.say(kind)} {to_place(code(page.id), f'{kind}-{page.id}')}")
    for rule in one.rules:
        _rule(scribe, rule)


def _rule(scribe: Scribe, rule: RulePage) -> None:
    scribe.sheet.heading(4, code(rule.id), f"rule-{rule.id}")
    if not rule.now:
        scribe.sheet.paragraph(scribe.say("does not stand", day=scribe.book.on))
    for form in rule.now:
        if form.text:
            _as_it_reads(scribe, form, form.text)
    _history(scribe, rule)


def _as_it_reads(scribe: Scribe, form: Form, text: RuleText) -> None:
    scribe.sheet.paragraph(f"**{scribe.words(text.says)}**{scribe.where(form.where)}")
    scribe.effect(text)
    scribe.labelled("book by", scribe.cited(text.by))
    scribe.labelled("rests on", scribe.graded(text.by.sources))
    for note in dict.fromkeys(_notes(scribe, text)):
        scribe.labelled("note", scribe.words(note))


def _notes(scribe: Scribe, text: RuleText) -> Iterable[Words]:
    """What the act says beside its change of the rule."""
    book = scribe.book
    readings = [reading for switch in book.switches for reading in switch.readings]
    for act in (*book.acts, *readings, *(one.act for one in book.readings)):
        if act.id == text.by.act:
            for done in act.changes:
                if done.deed.kind == "rule" and done.deed.target == text.rule and done.note:
                    yield done.note


def _history(scribe: Scribe, rule: RulePage) -> None:
    """The forms of a rule in order of time. What reads as another form above is not repeated."""
    shown = {form.text for form in rule.now}
    scribe.sheet.item(f"{scribe.say('over time')}:")
    for form in rule.history:
        days = f"{scribe.days(form.start, form.end)}{scribe.where(form.where)}"
        if form.text is None:
            scribe.sheet.item(f"{days}: {scribe.say('book not standing')}", 1)
            continue
        scribe.sheet.item(f"{days}: {scribe.cited(form.text.by)}", 1)
        if form.text not in shown:
            _as_it_read(scribe, form.text)
            shown.add(form.text)


def _as_it_read(scribe: Scribe, text: RuleText) -> None:
    scribe.sheet.item(scribe.words(text.says), 2)
    scribe.effect(text, 2)
    scribe.labelled("rests on", scribe.graded(text.by.sources), 2)
