"""Did you mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callup.text.suggestion import CANDIDATES, suggest

KNOWN = ("mobilisation", "martial_law", "may_contract", "born", "act", "title")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("mobilization", "mobilisation"),
        ("martial-law", "martial_law"),
        ("Martial Law", "martial_law"),
        ("BORN", "born"),
        ("bron", "born"),
        ("titel", "title"),
        ("may_contarct", "may_contract"),
        ("tilt", None),
        ("xx", None),
        ("", None),
        ("armed_conflict", None),
    ],
)
def test_the_nearest_known_word_is_suggested(word: str, expected: str | None) -> None:
    assert suggest(word, KNOWN) == expected


def test_of_equally_near_words_the_first_in_the_alphabet_is_suggested() -> None:
    assert suggest("bat", ["rat", "cat"]) == "cat"


def test_candidates_past_the_bound_are_not_looked_at() -> None:
    assert suggest("born", [*(["x" * 9] * CANDIDATES), "born"]) is None


def test_a_word_longer_than_the_bound_gets_no_suggestion() -> None:
    assert suggest("b" * 65, ["b" * 64]) is None


@given(st.text(max_size=70), st.lists(st.text(max_size=70), max_size=10))
def test_a_suggestion_is_always_one_of_the_candidates(word: str, candidates: list[str]) -> None:
    assert suggest(word, candidates) in {None, *candidates}


@given(st.text("abc_", min_size=3, max_size=12), st.data())
def test_a_word_with_one_slip_finds_its_way_back(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    slips = [word[:place] + word[place + 1 :], word[:place] + "z" + word[place:]]
    slips.append(word[:place] + "z" + word[place + 1 :])
    slip = data.draw(st.sampled_from([each for each in slips if len(each) >= 3] or [word]))
    assert suggest(slip, [word]) == word
