"""Whatever stands in a folder: `callup.open` gives a lawbook or Diagnostics, and ends."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

import callup
from callup.law.files import Files, digest
from callup.law.read import read_files
from callup.law.verify import verify
from callup.lowering.assemble import assemble
from callup.lowering.formula import FormulaError, read
from callup.text.diagnostic import Diagnostics
from mutate import formula, mutated_book, mutated_formula
from seed import parts
from small import asker, program

TABLE = Path(__file__).parent / "tables" / "formulas.txt"
GOOD = [
    line.split(" | ")[1]
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if " | " in line and not line.startswith("# ")
]


def load(contents: dict[str, bytes]) -> bool:
    """Whether these files make a lawbook; only Diagnostics may say that they do not."""
    listed = sorted(contents.items())
    try:
        data = read_files(Files(tuple(listed), digest(listed)))
        list(verify(data))
        law, _ = assemble(data)
    except Diagnostics as problems:
        assert problems.diagnostics
        for one in problems.diagnostics:
            assert one.code
            assert one.message
        return False
    for position in law.positions():
        try:
            finding = asker(law, "2020-06-01", {}).finding(position.name)
            assert finding.status
        except Diagnostics:
            pass
    return True


def parse(text: str) -> bool:
    """Whether a text is a formula; only FormulaError may say that it is none."""
    try:
        read(text)
    except FormulaError as error:
        assert 0 <= error.span.start <= error.span.end <= len(text) + 1
        return False
    return True


def test_mutated_lawbooks_are_read_or_refused() -> None:
    good = {name: text.encode() for name, text in parts().items()}
    assert load(good)
    rng = random.Random(1)
    for _ in range(600):
        load(mutated_book(good, rng))


def test_words_in_any_order_are_a_formula_or_refused() -> None:
    rng = random.Random(2)
    for _ in range(3_000):
        parse(formula(rng))


def test_mutated_formulas_are_read_or_refused() -> None:
    rng = random.Random(3)
    for _ in range(3_000):
        parse(mutated_formula(rng.choice(GOOD), rng))


# folders


def refused(folder: Path) -> list[str]:
    """The codes with which a folder is refused."""
    with pytest.raises(Diagnostics) as problems:
        callup.open(folder)
    return [one.code for one in problems.value.diagnostics]


def folder(tmp_path: Path, **more: bytes) -> Path:
    for name, text in parts().items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for name, data in more.items():
        (tmp_path / (name.replace("__", "/") + ".yaml")).write_bytes(data)
    return tmp_path


def test_the_lawbook_that_all_these_are_made_from_opens(tmp_path: Path) -> None:
    assert "small" == callup.open(folder(tmp_path)).program.id


def bomb() -> bytes:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join(lines).encode()


ACT = b"act: z\ntitle: T\nkind: law\nin_force: 2020-01-01\nsources: {S1: A}\nchanges:\n"
RULE = ACT + b"  - add: zz\n    position: p\n    says: S\n    when: "


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bomb(), "yaml-anchor"),
        (b"", "yaml-empty"),
        (b"\n\n# nothing\n", "yaml-empty"),
        (b"---\n", "yaml-empty"),
        (b"\x00\x01\x02\x03" * 100, "yaml-binary"),
        (b"\x00\x01\x02\xff\xfe" * 100, "yaml-encoding"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "yaml-encoding"),
        ("act: z\ntitle: décret\n".encode("latin-1"), "yaml-encoding"),
        ("act: z\ntitle: décret\n".encode("utf-16"), "yaml-encoding"),
        (b"[" * 10_000, "yaml-depth"),
        (b"{a: " * 10_000, "yaml-depth"),
        (b"- " * 10_000 + b"x", "yaml-depth"),
        (b"".join(b" " * n + b"a:\n" for n in range(2_000)), "yaml-depth"),
        (b"!!python/object/apply:os.system [ls]\n", "yaml-tag"),
        (b"%YAML 1.1\n---\nact: z\n", "yaml-directive"),
        (b"act: z\n---\nact: y\n", "yaml-documents"),
        (b"act: z\nact: z\n", "yaml-duplicate-key"),
        (b"<<: {a: b}\n", "yaml-merge-key"),
        (b"act: z\nnonsense: 1\n", "unknown-field"),
        (b"nonsense: 1\n", "unknown-record"),
        (b"just words\n", "wrong-type"),
        (b"- a\n- b\n", "wrong-type"),
        (b"act: z\ntitle: [unclosed\n", "yaml-syntax"),
        (b"\tact: z\n", "yaml-syntax"),
        (b"act: " + b"z" * 1_000_000 + b"\n", "bad-id"),
        (RULE + b"a" * 10_000_000 + b"\n", "yaml-size"),
        (RULE + b"a" * 1_000_000 + b"\n", "formula"),
        (RULE + b"|\n      " + b"yes and " * 1_200_000 + b"yes\n", "yaml-size"),
        (RULE + b"|\n      " + b"yes and " * 100_000 + b"yes\n", "formula"),
        (RULE + b"|\n      " + b"(" * 5_000 + b"\n", "formula"),
        (RULE + b"|\n      " + b"days since " * 900 + b"d\n", "formula"),
        (RULE + b"n > " + b"9" * 6_000 + b"\n", "formula"),
        (ACT + b"  - set: level\n    to: " + b"9" * 6_000 + b"\n", "formula"),
        (ACT + b"  - declare: plain\n    until: 99999-01-01\n", "bad-day"),
        (ACT + b"  - declare: plain\n    until: 2021-02-29\n", "bad-day"),
        (ACT + b"  - declare: plain\n    until: 0000-00-00\n", "bad-day"),
        (ACT.replace(b"2020-01-01", b"{from: 0001-01-01, through: 9999-12-31}"), "bad-day"),
        (ACT + b"  - repeal: act\n", "dangling-reference"),
        (ACT + b"  - repeal: a b c\n", "bad-id"),
    ],
    ids=lambda value: f"{value[:24]!r}… {len(value)}" if isinstance(value, bytes) else value,
)
def test_a_bad_file_is_refused_with_its_code(tmp_path: Path, data: bytes, code: str) -> None:
    assert code in refused(folder(tmp_path, acts__z=data))


def edited(name: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(path: Path) -> None:
        text = (path / name).read_text(encoding="utf-8")
        assert old in text
        (path / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


NUMBER = "n: {type: integer, from: 0, through: 6"


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (edited("lawbook.yaml", "rank: 2", "rank: 000001" + "0" * 5_000), "wrong-type"),
        (edited("lawbook.yaml", "rank: 2", "rank: 0001000"), "wrong-type"),
        (edited("lawbook.yaml", "rank: 2", "rank: 0"), "wrong-type"),
        (edited("lawbook.yaml", "rank: 2", "rank: -1"), "wrong-type"),
        (edited("lawbook.yaml", "format: 1", "format: 2"), "unknown-word"),
        (edited("lawbook.yaml", "horizon: 2036-01-01", "horizon: 1990-01-01"), "bad-day"),
        (edited("lawbook.yaml", "[en]", "[]"), "wrong-type"),
        (edited("lawbook.yaml", "00-01-01}", "00-01-01, until: 1999-01-01}"), "bad-day"),
        (edited("facts.yaml", NUMBER, "n: {type: integer, from: abc, through: 6"), "wrong-type"),
        (edited("facts.yaml", NUMBER, "n: {type: integer, from: 7, through: 6"), "wrong-type"),
        (edited("facts.yaml", NUMBER, "n: {type: integer, from: 0.5, through: 6"), "wrong-type"),
        (edited("facts.yaml", "d: {type: date", "d: {type: date, from: 1"), "wrong-type"),
        (edited("facts.yaml", "b1: {", "b1: {closes: [closing], "), "wrong-type"),
        (edited("facts.yaml", "closes: [b1]", "closes: [closing]"), "wrong-type"),
        (edited("facts.yaml", "closes: [b1]", "closes: [n]"), "wrong-type"),
        (edited("facts.yaml", "closes: [b1]", "closes: [b9]"), "dangling-reference"),
        (edited("facts.yaml", "type: boolean", "type: nonsense"), "unknown-type"),
        (edited("facts.yaml", "type: boolean", "type: set of nonsense"), "unknown-type"),
        (edited("parameters.yaml", "by: c", "by: nonsense"), "dangling-reference"),
        (edited("choices.yaml", "territory: yes, ", ""), "dangling-reference"),
        (edited("terms.yaml", "type: integer", "type: choice"), "wrong-type"),
        (edited("terms.yaml", "years since d", "years since d + age"), "circular-definition"),
        (edited("terms.yaml", "years since d", "if p then 1 else 2"), "circular-definition"),
        (edited("terms.yaml", "age: {", "n: {"), "duplicate-id"),
        (edited("terms.yaml", "age: {", "today: {"), "bad-id"),
        (edited("sources.yaml", "S1: {", "S2: {"), "dangling-reference"),
        (edited("acts/second.yaml", "act: second", "act: first"), "duplicate-id"),
        (edited("acts/second.yaml", "kind: decree", "kind: edict"), "dangling-reference"),
        (edited("acts/second.yaml", "replace: r", "replace: s"), "rule-does-not-stand"),
        (edited("acts/third.yaml", "in_force: 2022-01-01", "in_force: unknown"), "missing-field"),
    ],
)  # fmt: skip
def test_a_bad_part_is_refused_with_its_code(
    tmp_path: Path, edit: Callable[[Path], None], code: str
) -> None:
    edit(folder(tmp_path))
    assert code in refused(tmp_path)


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    for name, text in parts().items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    windows = callup.open(tmp_path).program
    plain = folder(tmp_path / "plain") if (tmp_path / "plain").mkdir() is None else tmp_path
    assert callup.open(plain).program.definitions.keys() == windows.definitions.keys()


def test_links_out_of_the_folder_are_refused_and_not_read(tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_bytes(ACT + b"  - declare: plain\n")
    inside = tmp_path / "book"
    inside.mkdir()
    folder(inside)
    (inside / "acts" / "z.yaml").symlink_to(outside)
    assert ["unknown-file"] == refused(inside)
    (inside / "acts" / "z.yaml").unlink()
    (inside / "terms").symlink_to(tmp_path)
    assert ["unknown-file"] == refused(inside)


def test_what_is_no_plain_file_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    folder(tmp_path)
    os.mkfifo(tmp_path / "acts" / "z.yaml")
    assert {"unknown-file", "unreadable-file"} & set(refused(tmp_path))


def test_a_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    folder(tmp_path)
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/acts/\xff.yaml")).write_bytes(ACT)
    assert refused(tmp_path)


@pytest.mark.parametrize(
    "name", ["", "nonsense", "x" * 5_000, "a\0b", "/nonsense/at/all", "~", "rU"]
)
def test_a_lawbook_that_there_is_not_is_refused(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Diagnostics):
        callup.open(name)


def test_a_file_in_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "lawbook.yaml"
    file.write_text("format: 1\n")
    with pytest.raises(Diagnostics):
        callup.open(file)


def test_misspelt_parts_are_named(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "fact.yaml").write_text("facts: {}\n")
    (tmp_path / "act").mkdir()
    (tmp_path / "act" / "z.yaml").write_bytes(ACT)
    (tmp_path / "acts" / "y.yml").write_bytes(ACT)
    assert ["unknown-file"] * 3 == refused(tmp_path)


# people


@pytest.mark.parametrize(
    "given",
    [
        {"n": 10**5_000}, {"n": "9" * 5_000}, {"n": 1e400}, {"n": float("nan")}, {"n": -1},
        {"n": 7},        {"n": 1.5}, {"n": True}, {"n": []}, {"n": "٣٣"}, {"d": "0001-01-01"},
        {"d": "9999-12-31"}, {"d": 5}, {"d": "2021-02-29"}, {"d": {"2020-01-01": "2020-01-01"}},
        {"c": "pink"}, {"c": {"never": "x"}}, {"c": "x@"}, {"c": "x@2020-01-01,y@2020-01-01"},
        {"s": 5}, {"s": ["R9"]}, {"s": "R9"}, {"b1": "perhaps"}, {"b1": 2}, {"nobody": 1},
        {"n" * 500: 1}, {"": 1}, {"n": "\x1b[31m"}, {"c": b"x"}, {"d": object()},
    ],
    ids=lambda given: ",".join(given)[:20],
)  # fmt: skip
def test_a_fact_that_does_not_fit_is_refused(given: dict[str, object]) -> None:
    law = program(parts())
    with pytest.raises(Diagnostics) as refused:
        asker(law, "2020-06-01", given)
    for one in refused.value.diagnostics:
        assert one.code in ("bad-fact", "unknown-fact")
        assert one.message.isprintable()
