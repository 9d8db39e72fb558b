"""Reads the text of a formula into its shape.

A recursive-descent parser, one method a level of precedence, loosest first. It is our own because
a formula is short and its mistakes are made by lawyers: every refusal names what was expected.
Depth, length and number of tokens are bounded, so that no formula can exhaust the machine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal as Word

from callup.lowering import syntax
from callup.lowering.syntax import Expression, Span
from callup.values.calendar import MONTHS, Window, parse_day

LONGEST = 20_000  # characters
DEEPEST = 40  # nested brackets, `not`s and branches
MOST_LINKS = 120  # signs of arithmetic, `for` and `as of`, all together
MOST_TOKENS = 5_000

KEYWORDS = frozenset(
    (
        *("and", "or", "not", "is", "in", "if", "then", "else", "as", "of", "for", "has", "come"),
        *("between", "since", "from", "to", "doubt", "anywhere", "everywhere", "includes"),
        *("today", "yes", "no"),
    )
)
UNITS = {
    "day": "days", "days": "days", "week": "weeks", "weeks": "weeks",
    "month": "months", "months": "months", "year": "years", "years": "years",
}  # fmt: skip
_LAST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_TOKEN = re.compile(
    r"(?P<space>\s+|\#[^\n]*)"
    r"|(?P<date>\d{4}-\d{2}-\d{2}(?![\w-]))"
    r"|(?P<number>\d+(?:_\d+)*(?:\.\d+)?(?!\w))"
    r"|(?P<name>[^\W\d]\w*(?:-\w+)*)"
    r"|(?P<sign><=|>=|[<>+\-*/(){},])"
)


class FormulaError(Exception):
    """A formula that cannot be read: what is wrong, where in its text, and what to do."""

    def __init__(self, message: str, span: Span, help: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.span = span
        self.help = help


@dataclass(frozen=True, slots=True)
class Token:
    kind: Word["date", "number", "name", "sign", "end"]
    text: str
    span: Span


def read(text: str) -> Expression:
    """The shape of a formula; FormulaError with the place of the first mistake."""
    parser = _Parser(_tokens(text))
    expression = parser.expression()
    if parser.token.kind != "end":
        raise parser.unexpected("the formula goes on after its end", _go_on(parser.token))
    return expression


def _go_on(token: Token) -> str:
    if token.kind == "name" and token.text not in KEYWORDS:
        return "join two conditions with `and` or `or`"
    return "read it aloud: a word is missing before this place, or one too many"


def _tokens(text: str) -> list[Token]:
    if len(text) > LONGEST:
        at = Span(LONGEST, LONGEST + 1)
        raise FormulaError(f"a formula has at most {LONGEST} characters", at, "split it into terms")
    tokens: list[Token] = []
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise _unreadable(text, place)
        kind = match.lastgroup
        if kind != "space":
            span = Span(place, match.end())
            tokens.append(Token(kind, match.group(), span))  # type: ignore[arg-type]
        place = match.end()
        if len(tokens) > MOST_TOKENS:
            at = Span(place - 1, place)
            raise FormulaError(
                f"a formula has at most {MOST_TOKENS} words", at, "split it into terms"
            )
    tokens.append(Token("end", "", Span(len(text), len(text))))
    return tokens


_MISTAKEN = {
    "=": "write `is`",
    "!": "write `is not`, or `not`",
    "&": "write `and`",
    "|": "write `or`",
    '"': "values of a choice are written without quotation marks",
    "'": "values of a choice are written without quotation marks",
    "≤": "write `<=`",
    "≥": "write `>=`",
    "[": "write `for`, as in `reserve_age for rank_group`",
    ".": "numbers start with a digit; names have no dots",
}


def _unreadable(text: str, place: int) -> FormulaError:
    end = place + 1
    if text[place].isalnum():
        while end < len(text) and (text[end].isalnum() or text[end] in "_-."):
            end += 1
        return FormulaError(
            f"`{text[place:end][:40]}` is neither a number nor a name nor a day",
            Span(place, end),
            "days are written 2025-07-08, and names start with a letter",
        )
    shown = text[place] if text[place].isprintable() else f"U+{ord(text[place]):04X}"
    help = _MISTAKEN.get(text[place])
    return FormulaError(f"`{shown}` has no meaning in a formula", Span(place, end), help)


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.index = 0
        self.depth = 0
        self.links = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    def unexpected(self, message: str, help: str | None = None) -> FormulaError:
        return FormulaError(message, self.token.span, help)

    def take(self) -> Token:
        token = self.token
        if token.kind != "end":
            self.index += 1
        return token

    def at(self, *words: str) -> bool:
        """Whether these words come next."""
        for offset, word in enumerate(words):
            if self.index + offset >= len(self.tokens):
                return False
            token = self.tokens[self.index + offset]
            if token.text != word or token.kind not in ("name", "sign"):
                return False
        return True

    def skip(self, *words: str) -> bool:
        if not self.at(*words):
            return False
        self.index += len(words)
        return True

    def expect(self, word: str, after: str) -> None:
        if not self.skip(word):
            found = f"`{self.token.text}`" if self.token.text else "the end of the formula"
            raise self.unexpected(f"`{word}` is expected {after}, not {found}")

    def span_from(self, start: int) -> Span:
        return Span(start, self.tokens[self.index - 1].span.end)

    def deeper(self) -> None:
        """Enters one more level of nesting; whoever enters also leaves."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.unexpected(
                f"a formula nests at most {DEEPEST} deep", "give the inner part a name as a term"
            )

    def link(self) -> None:
        """Counts a sign that nests what stands before it, so that nesting can still be walked."""
        self.links += 1
        if self.links > MOST_LINKS:
            raise self.unexpected(
                f"a formula has at most {MOST_LINKS} signs of arithmetic",
                "give a part of it a name as a term",
            )

    # from loose to tight

    def expression(self) -> Expression:
        self.deeper()
        result = self.conditional() if self.at("if") else self.junction("or")
        self.depth -= 1
        return result

    def conditional(self) -> Expression:
        start = self.take().span.start
        condition = self.expression()
        self.expect("then", "after the condition of `if`")
        then = self.expression()
        self.expect("else", "after the `then` part; there is always another case")
        otherwise = self.expression()
        return syntax.Conditional(condition, then, otherwise, self.span_from(start))

    def junction(self, word: Word["and", "or"]) -> Expression:
        start = self.token.span.start
        inner = self.negation if word == "and" else lambda: self.junction("and")
        parts = [inner()]
        while self.skip(word):
            parts.append(inner())
        if len(parts) == 1:
            return parts[0]
        return syntax.Junction(word, tuple(parts), self.span_from(start))

    def negation(self) -> Expression:
        start = self.token.span.start
        count = 0
        while self.skip("not"):
            count += 1
        if count > DEEPEST:
            raise self.unexpected(f"a formula nests at most {DEEPEST} deep")
        part = self.conditional() if count and self.at("if") else self.comparison()
        for _ in range(count):
            part = syntax.Not(part, self.span_from(start))
        return part

    def comparison(self) -> Expression:
        start = self.token.span.start
        left = self.sum()
        if self.token.text in ("<", "<=", ">", ">=", "is"):
            left = self.chain(left, start)
        elif self.at("in") or self.at("not", "in"):
            negated = self.skip("not")
            self.take()
            right = self.sum()
            left = syntax.In(left, right, negated, self.span_from(start))
        elif self.at("anywhere") or self.at("everywhere"):
            word: Word["anywhere", "everywhere"] = (
                "anywhere" if self.take().text == "anywhere" else "everywhere"
            )
            left = syntax.Where(left, word, self.span_from(start))
        elif self.skip("includes"):
            right = self.sum()
            left = syntax.Includes(left, right, self.span_from(start))
        elif self.skip("has"):
            self.expect("come", "after `has`")
            left = syntax.HasCome(left, self.span_from(start))
        elif self.at("between"):
            window = self.window()
            left = syntax.Between(left, window, self.span_from(start))
        return left

    def chain(self, first: Expression, start: int) -> Expression:
        parts = [first]
        signs: list[Word["<", "<=", ">", ">=", "is", "is not"]] = []
        while self.token.text in ("<", "<=", ">", ">=", "is"):
            if self.at("is", "in"):
                raise self.unexpected("`is in` is one word too many", "write `in`")
            sign = self.take().text
            if sign == "is" and self.skip("not"):
                sign = "is not"
            signs.append(sign)  # type: ignore[arg-type]
            parts.append(self.sum())
        return syntax.Comparison(tuple(parts), tuple(signs), self.span_from(start))

    def sum(self) -> Expression:
        start = self.token.span.start
        left = self.product()
        while self.token.text in ("+", "-") and self.token.kind == "sign":
            sign: Word["+", "-"] = "+" if self.take().text == "+" else "-"
            right = self.product()
            self.link()
            left = syntax.Arithmetic(sign, left, right, self.span_from(start))
        return left

    def product(self) -> Expression:
        start = self.token.span.start
        left = self.negative()
        while self.token.text in ("*", "/"):
            sign: Word["*", "/"] = "*" if self.take().text == "*" else "/"
            right = self.negative()
            self.link()
            left = syntax.Arithmetic(sign, left, right, self.span_from(start))
        return left

    def negative(self) -> Expression:
        start = self.token.span.start
        if self.skip("-"):
            if self.at("-"):
                raise self.unexpected("two minus signs in a row", "write one, or none")
            return syntax.Negative(self.as_of(), self.span_from(start))
        return self.as_of()

    def as_of(self) -> Expression:
        start = self.token.span.start
        body = self.primary()
        while True:
            if self.skip("for"):
                self.link()
                body = syntax.Indexed(body, self.primary(), self.span_from(start))
            elif self.at("as", "of"):
                self.link()
                self.index += 2
                body = syntax.AsOf(body, self.primary(), self.span_from(start))
            else:
                return body

    def primary(self) -> Expression:
        token = self.token
        match token.kind:
            case "number":
                return self.number()
            case "date":
                self.take()
                if parse_day(token.text) is None:
                    raise FormulaError(f"there is no day {token.text}", token.span)
                return syntax.Literal("date", token.text, token.span)
            case "name":
                return self.name()
            case "sign" if token.text == "(":
                return self.brackets()
            case "sign" if token.text == "{":
                return self.braces()
            case "end":
                raise self.unexpected(
                    "the formula ends where a value is expected"
                    if self.index
                    else "a formula is empty"
                )
            case _:
                raise self.unexpected(f"a value is expected before `{token.text}`")

    def brackets(self) -> Expression:
        opening = self.take().span
        inner = self.expression()
        if not self.skip(")"):
            raise FormulaError("this bracket is never closed", opening)
        return inner

    def number(self) -> Expression:
        token = self.take()
        unit = UNITS.get(self.token.text) if self.token.kind == "name" else None
        # `days since` and `days from` are words of their own, and `3 days since X` makes no sense
        if unit and "." not in token.text:
            span = Span(token.span.start, self.take().span.end)
            return syntax.Literal("duration", f"{token.text} {unit}", span)
        following = self.token
        if following.kind == "name" and re.fullmatch("[A-Z]{3}", following.text):
            self.take()
            span = Span(token.span.start, following.span.end)
            return syntax.Literal("money", f"{token.text} {following.text}", span)
        kind: Word["integer", "number"] = "number" if "." in token.text else "integer"
        return syntax.Literal(kind, token.text, token.span)

    def name(self) -> Expression:
        token = self.token
        following = self.tokens[self.index + 1].text if self.index + 1 < len(self.tokens) else ""
        if token.text in ("days", "months", "years") and following in ("since", "from"):
            return self.elapsed()
        if token.text in ("min", "max") and following == "(":
            return self.extreme()
        if token.text == "between":
            start = token.span.start
            return syntax.Between(None, self.window(), self.span_from(start))
        if token.text not in KEYWORDS:
            return syntax.Name(self.take().text, token.span)
        self.take()
        match token.text:
            case "yes" | "no":
                return syntax.Literal("boolean", token.text, token.span)
            case "today":
                return syntax.Today(token.span)
            case "doubt":
                id = self.take()
                if id.kind != "name":
                    raise FormulaError("the id of a doubt is expected after `doubt`", id.span)
                return syntax.Doubt(id.text, Span(token.span.start, id.span.end))
            case "if":
                raise FormulaError(
                    "`if` stands at the start of a formula or in brackets", token.span
                )
            case _:
                raise FormulaError(f"a value is expected before `{token.text}`", token.span)

    def elapsed(self) -> Expression:
        unit = self.take()
        self.deeper()
        until_today = self.take().text == "since"
        first = self.as_of()
        last = None
        if not until_today:
            self.expect("to", f"after `{unit.text} from …`")
            last = self.as_of()
        self.depth -= 1
        span = self.span_from(unit.span.start)
        return syntax.Elapsed(unit.text, first, last, span)  # type: ignore[arg-type]

    def extreme(self) -> Expression:
        word = self.take()
        self.take()
        parts = [self.expression()]
        while self.skip(","):
            parts.append(self.expression())
        self.expect(")", f"at the end of `{word.text}(…)`")
        if len(parts) < 2:
            raise FormulaError(f"`{word.text}` compares two values or more", word.span)
        span = self.span_from(word.span.start)
        return syntax.Extreme(word.text, tuple(parts), span)  # type: ignore[arg-type]

    def braces(self) -> Expression:
        opening = self.take().span
        self.deeper()
        items: list[Expression] = []
        if not self.at("}"):
            items.append(self.sum())
            while self.skip(","):
                items.append(self.sum())
        if not self.skip("}"):
            raise FormulaError("this brace is never closed, or a comma is missing", opening)
        self.depth -= 1
        return syntax.Braces(tuple(items), self.span_from(opening.start))

    def window(self) -> Window:
        self.take()
        start = self.day_of_year()
        self.expect("and", "between the two ends of a part of the year")
        return Window(start, self.day_of_year())

    def day_of_year(self) -> tuple[int, int]:
        number = self.take()
        month = self.take() if self.token.kind == "name" else self.token
        help = "write a day of the year, as in `between 1 April and 15 July`"
        if number.kind != "number" or not number.text.isdigit() or month.text not in MONTHS:
            raise FormulaError(
                "a day and a month are expected", Span(number.span.start, month.span.end), help
            )
        place = MONTHS.index(month.text) + 1
        if len(number.text) > 2 or not 1 <= int(number.text) <= _LAST_DAYS[place - 1]:
            raise FormulaError(f"{month.text} has no day {number.text}", number.span, help)
        return place, int(number.text)
