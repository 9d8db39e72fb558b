"""Broken lawbooks and formulas: what a careless or malicious hand makes of good ones."""

from __future__ import annotations

import random
from pathlib import Path

WORDS = """
    and or not is in if then else as of for has come between since from to doubt anywhere
    everywhere includes today yes no min max ( ) { } , + - * / < <= > >= 5 1.5 2025-07-08
    2 years 30 days 400 RUB a n d hue red level limit land calm adult 1 April
""".split()  # noqa: SIM905 a list of so many words reads better so
TOKENS = (
    b":", b"- ", b"\n", b"  ", b"{", b"}", b"[", b"]", b"'", b'"', b"|", b">", b"&a ", b"*a",
    b"!!python/object ",
    b"%YAML 1.1\n", b"---\n", b"...\n", b"<<: ", b"# ", b"\t", b"\r\n", b"\xff", b"\x00",
    b"\xc3\x28",
    b"\xef\xbb\xbf", b"\xe2\x80\xae", b"? ", b", ", b"unknown", b"never", b"yes", b"no",
    b"null", b"~",
    b"1e999", b"9" * 40, b"0x10", b"2025-02-30", b"9999-12-31", b"0001-01-01", b"-1", b"when: ",
    b"changes:\n", b"position: p", b"add: r", b"until: ", b"from: ", b"where: [R1]", b"steps: {}",
    b"revives: yes", b"of: x", b"closes: [b]", b"type: choice", b"otherwise: none", b"act a",
)  # fmt: skip


def formula(rng: random.Random) -> str:
    """Words of formulas in no good order, sometimes with a foreign character."""
    words = [rng.choice(WORDS) for _ in range(rng.choice((1, 2, 3, 5, 8, 13, 40)))]
    text = rng.choice((" ", "", " ", "\n")).join(words)
    if rng.random() < 0.2:
        at = rng.randrange(len(text) + 1)
        text = text[:at] + chr(rng.choice((0, 9, 39, 92, 160, 0x202E, 0x1F600, 0xD7FF))) + text[at:]
    return text


def mutated_formula(text: str, rng: random.Random) -> str:
    """A good formula with a few words dropped, doubled, swapped or put in."""
    words = text.split(" ")
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(words) + 1)
        match rng.randrange(4):
            case 0:
                del words[at : at + rng.randint(1, 3)]
            case 1:
                words[at:at] = words[at : at + rng.randint(1, 3)]
            case 2:
                words.insert(at, rng.choice(WORDS))
            case _:
                other = rng.randrange(len(words) + 1)
                words[at:at] = words[other : other + 2]
    return " ".join(words)


def mutated(data: bytes, rng: random.Random) -> bytes:
    """A file with a few bytes, lines or tokens changed, moved, doubled or cut off."""
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(data) + 1)
        match rng.randrange(8):
            case 0:
                data = data[:at] + rng.choice(TOKENS) + data[at:]
            case 1:
                data = data[:at] + data[at + rng.randint(1, 20) :]
            case 2:
                data = data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
            case 3:
                lines = data.split(b"\n")
                one = rng.randrange(len(lines))
                lines.insert(rng.randrange(len(lines) + 1), lines[one])
                data = b"\n".join(lines)
            case 4:
                lines = data.split(b"\n")
                del lines[rng.randrange(len(lines))]
                data = b"\n".join(lines)
            case 5:
                lines = data.split(b"\n")
                one = rng.randrange(len(lines))
                lines[one] = b" " * rng.randint(1, 4) + lines[one]
                data = b"\n".join(lines)
            case 6:
                data = data[:at]
            case _:
                words = data.split(b" ")
                one, two = rng.randrange(len(words)), rng.randrange(len(words))
                words[one] = words[two]
                data = b" ".join(words)
    return data


def files(folder: Path) -> dict[str, bytes]:
    """The files of a lawbook by their names within its folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*.yaml"))
    }


def mutated_book(parts: dict[str, bytes], rng: random.Random) -> dict[str, bytes]:
    """A lawbook with one or two of its files changed, doubled or gone."""
    result = dict(parts)
    for _ in range(rng.randint(1, 2)):
        name = rng.choice(sorted(result))
        match rng.randrange(12):
            case 0:
                del result[name]
            case 1 if "/" in name:
                result[name.replace(".yaml", f"-{rng.randrange(9)}.yaml")] = result[name]
            case 2:
                result[name] = result[rng.choice(sorted(result))]
            case _:
                result[name] = mutated(result[name], rng)
        if not result:
            return dict(parts)
    return result
