"""Passages are found in a reader's copy by place and words, whatever its layout."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from callup.record.passage import digest, locate, passage_of, words_of

TEXT = "A heading\n\nThe army’s plan is 30,000 a month. Nobody else said so; the plan holds."


def test_a_passage_is_where_it_was_marked() -> None:
    start = TEXT.index("The army")
    passage = passage_of(TEXT, start, TEXT.index(" Nobody"))
    assert passage is not None
    assert (3, 7) == (passage.first, passage.count)
    found = locate(passage, words_of(TEXT))
    assert found is not None
    assert "The army’s plan is 30,000 a month" == TEXT[found.start : found.end]
    assert not found.moved


def test_layout_case_and_quotation_marks_do_not_matter() -> None:
    passage = passage_of(TEXT, 0, len(TEXT))
    other = (
        "a HEADING -- “the army's plan” is\t30,000 a month\n\n\nnobody else said so, the plan holds"
    )
    assert passage is not None
    assert digest(TEXT) == digest(other)
    assert locate(passage, words_of(other)) is not None


def test_words_that_moved_are_found_and_told_so() -> None:
    passage = passage_of(TEXT, TEXT.index("Nobody"), len(TEXT))
    assert passage is not None
    found = locate(passage, words_of("Read also this. " + TEXT))
    assert found is not None and found.moved


def test_other_words_are_not_found() -> None:
    passage = passage_of(TEXT, TEXT.index("Nobody"), len(TEXT))
    assert passage is not None
    assert locate(passage, words_of(TEXT.replace("else", "ever"))) is None
    assert locate(passage, words_of("")) is None
    assert passage_of(TEXT, 9, 11) is None


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_any_passage_of_any_text_is_found_again(text: str, one: int, two: int) -> None:
    passage = passage_of(text, min(one, two), max(one, two))
    if passage is not None:
        found = locate(passage, words_of(text))
        assert found is not None and not found.moved
