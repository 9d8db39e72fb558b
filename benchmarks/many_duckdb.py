"""The eight positions written by hand in SQL for DuckDB, whose null is unknown.

Choices are of the type ENUM, and the answers are made into a table, which are the fastest forms
found. Runs in an environment of its own.
"""

from __future__ import annotations

from datetime import date

import duckdb
import numpy
from by_hand import AGE_LIMIT, CONSCRIPTION_AGE_LIMIT, MARTIAL_LAW, MOBILISATION
from many_serve import NONE, UNKNOWN, coded, serve
from people import CHOICES

OLDEST_BELOW = min(AGE_LIMIT.values())


class ByHand:
    package = "duckdb"

    def load(self, file: str) -> duckdb.DuckDBPyConnection:
        connection = duckdb.connect()
        for name, words in CHOICES.items():
            connection.execute(f"CREATE TYPE {name} AS ENUM ({_list(words)})")
        kept = ", ".join(f"{name}::{name} AS {name}" for name in CHOICES)
        connection.execute(
            f"CREATE TABLE people AS SELECT * REPLACE ({kept}) FROM read_parquet(?)", [file]
        )
        return connection

    def answer(self, people: duckdb.DuckDBPyConnection, day: date) -> duckdb.DuckDBPyConnection:
        return people.execute(f"CREATE OR REPLACE TEMP TABLE answers AS {query(day)}")

    def codes(self, answers: duckdb.DuckDBPyConnection) -> dict[str, numpy.ndarray]:
        shown = f"""
            SELECT coalesce(columns(* EXCLUDE (no_limit, service_age_limit))::TINYINT, {UNKNOWN}),
                   CASE WHEN no_limit THEN {NONE} ELSE coalesce(service_age_limit, {UNKNOWN}) END
                   AS service_age_limit
            FROM answers"""
        return coded(answers.execute(shown).fetchnumpy())


def query(day: date) -> str:
    """The eight positions on a day on which mobilisation and martial law stand."""

    def at_least(years: int) -> str:
        return f"born <= DATE '{date(day.year - years, day.month, day.day)}'"

    below = " OR ".join(
        f"(rank_group = '{rank}' AND NOT {at_least(years)})" for rank, years in AGE_LIMIT.items()
    )
    limits = " ".join(f"WHEN '{rank}' THEN {years}::BIGINT" for rank, years in AGE_LIMIT.items())
    extraordinary = MOBILISATION or f"region IN ({_list(MARTIAL_LAW)})"
    return f"""
        WITH terms AS (
            SELECT *,
                citizenship = 'own' AS own,
                sex = 'male' AS male,
                {at_least(18)} AS adult,
                fitness = 'A' OR fitness = 'B' AS fit,
                -- a rank that is not known makes no difference to who is below all limits
                {below} OR NOT {at_least(OLDEST_BELOW)} AS below_limit
            FROM people
        ), first AS (
            SELECT *,
                own AND male AND {at_least(17)} AND below_limit AS must_register,
                {MOBILISATION} AND own AND in_reserve AND below_limit
                    AND (fit OR fitness = 'C')
                    AND NOT (reserved_worker OR carer OR children_under_16 >= 4)
                    AS liable_to_mobilisation,
                own OR adult AS has_limit
            FROM terms
        )
        SELECT
            own AND male AND adult AND NOT {at_least(CONSCRIPTION_AGE_LIMIT)} AND fit
                AND NOT in_reserve AND study <> 'full_time' AS liable_to_conscription,
            NOT own AND adult AND fit AND speaks_language AND NOT convicted
                AS may_contract_as_foreigner,
            own AND adult AND below_limit AND (fit OR (fitness = 'C' AND {extraordinary}))
                AND ({MOBILISATION} OR NOT convicted) AS may_contract_as_citizen,
            must_register,
            naturalised AND must_register AND NOT registered
                AND acquired_on < DATE '{date.fromordinal(day.toordinal() - 30)}'
                AS may_lose_citizenship,
            liable_to_mobilisation,
            in_reserve AND NOT liable_to_mobilisation AS excluded_from_call_up,
            CASE WHEN has_limit THEN CASE rank_group {limits} END END AS service_age_limit,
            NOT has_limit AS no_limit
        FROM first"""


def _list(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


if __name__ == "__main__":
    serve(ByHand())
