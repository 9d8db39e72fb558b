"""Counts of the operator's table: there when a table is named, bounded, worked out once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from callup.cli.people import ROW, read
from callup.lawbook import open as open_lawbook
from callup.text.diagnostic import Diagnostics
from callup.web import application
from callup.web.counting import Counting, Population

ASKED = "how-many?about=may_be_tasked&from=2025-07-01&to=2025-07-31"
PEOPLE = """\
born,sex,citizenship,serving,mobilised
1990-01-01,male,foreign,contract,3
1985-05-05,male,foreign,contract,2
1985-05-05,female,russian,no,4
"""


def population(folder: Path, **more: object) -> Population:
    file = folder / "people.csv"
    file.write_text(PEOPLE, "utf-8")
    settings = {"weight": "mobilised", "by": ("sex",), **more}
    return Population("people.csv", partial(read, str(file), columns={}), ROW, **settings)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    people = population(tmp_path_factory.mktemp("people"))
    app = application(["ru"], hosts=["testserver"], people=people)
    with TestClient(app, follow_redirects=False) as made:
        yield made


def test_without_a_table_there_is_no_page_and_no_link(client: TestClient) -> None:
    assert client.get("/en/ru/how-many").status_code == 404
    assert "how-many" not in client.get("/en/ru/").text


@pytest.mark.parametrize(("language", "words"), [("en", "How many"), ("ru", "У скольких")])
def test_a_count_is_a_picture_with_words_and_the_data_beside_it(
    counted: TestClient, language: str, words: str
) -> None:
    page = counted.get(f"/{language}/ru/{ASKED}")
    assert page.status_code == 200
    assert words in page.text
    assert page.text.count("<svg") == 1
    assert 'role="img" aria-label="' in page.text
    assert "style=" not in page.text.replace('rel="stylesheet"', "")
    rows = re.findall(r'<tr><th scope="row">.*?</tr>', page.text)
    assert len(rows) >= 3


def test_the_numbers_are_those_of_the_lawbook(counted: TestClient, tmp_path: Path) -> None:
    page = counted.get(f"/en/ru/{ASKED}").text
    lawbook = open_lawbook("ru")
    people = population(tmp_path).read(lawbook.program)
    found = lawbook.count(
        people.frame, "2025-07-31", weight="mobilised", about=["may_be_tasked"],
        unread=people.unread, row=ROW,
    )  # fmt: skip
    (one,) = found.on(found.end)
    assert sum(one.answers.values()) == 9
    last = re.findall(r'<tr><th scope="row">.*?</tr>', page)[-1]
    told = {int(number) for number in re.findall(r'class="num">(\d+)<', last)} - {0}
    assert told == set(one.answers.values())


def test_people_are_split_by_the_columns_that_the_operator_names(counted: TestClient) -> None:
    assert "<td>female</td>" in counted.get(f"/en/ru/{ASKED}&by=sex").text
    assert counted.get(f"/en/ru/{ASKED}&by=citizenship").status_code == 422


def test_where_every_row_is_refused_the_page_says_that_nobody_is_counted(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("born,sex\n1990-01-01,spoon\n", "utf-8")
    people = Population("people.csv", partial(read, str(file), columns={}), ROW)
    with TestClient(application(["ru"], hosts=["testserver"], people=people)) as client:
        page = client.get(f"/en/ru/{ASKED}")
    assert page.status_code == 200
    assert "Nobody of this table is counted." in page.text
    assert "1 row holds what a person cannot be" in page.text


def test_a_count_is_worked_out_once(tmp_path: Path) -> None:
    inner = population(tmp_path)
    read_so_often = []

    def reading(program: object) -> object:
        read_so_often.append(1)
        return inner.read(program)  # type: ignore[arg-type]

    people = Population("people.csv", reading, ROW)  # type: ignore[arg-type]
    with TestClient(application(["ru"], hosts=["testserver"], people=people)) as client:
        pages = [client.get(f"/{language}/ru/{ASKED}") for language in ("en", "ru", "en")]
    assert [page.status_code for page in pages] == [200, 200, 200]
    assert len(read_so_often) == 2  # once to check it at the start, and once to count


@pytest.mark.parametrize(
    "asked",
    [
        "about=no_such_position",
        "about=may_be_tasked&from=1900-01-01",
        "about=may_be_tasked&from=2025-13-01",
        "about=may_be_tasked&from=2025-02-01&to=2025-01-01",
        "about=%3Cscript%3E&from=x",
    ],
)
def test_what_cannot_be_counted_is_refused_clearly(counted: TestClient, asked: str) -> None:
    page = counted.get(f"/en/ru/how-many?{asked}")
    assert page.status_code in (404, 422)
    assert "<script" not in page.text
    assert "Traceback" not in page.text


def test_a_wrong_column_or_two_lawbooks_are_told_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(Diagnostics):
        application(["ru"], people=population(tmp_path, weight="no_such_column"))
    with pytest.raises(Diagnostics):
        Counting(open_lawbook("ru"), population(tmp_path, by=("none",))).check()


def test_a_table_that_tells_nothing_of_people_is_refused_at_the_start(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("a,b\n1,2\n", "utf-8")
    people = Population("people.csv", partial(read, str(file), columns={}), ROW)
    with pytest.raises(Diagnostics, match=r"no column of `people\.csv` is a fact"):
        application(["ru"], people=people)
