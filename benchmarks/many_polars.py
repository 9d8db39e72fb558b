"""The eight positions written by hand for Polars, with unknowns as Polars has them: null.

Choices are of the type Enum, which is the fastest form found. Runs in an environment of its own.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy
import polars as pl
from by_hand import AGE_LIMIT, CONSCRIPTION_AGE_LIMIT, MARTIAL_LAW, MOBILISATION, POSITIONS
from many_serve import NONE, TRUTHS, UNKNOWN, coded, serve
from people import CHOICES
from polars import col

NO_LIMIT = "no_limit"
"""A column beside the age limit: whether it is known that there is none."""


class ByHand:
    package = "polars"

    def load(self, file: str) -> pl.DataFrame:
        return pl.read_parquet(file).with_columns(
            col(name).cast(pl.Enum(words)) for name, words in CHOICES.items()
        )

    def answer(self, people: pl.DataFrame, day: date) -> pl.DataFrame:
        return expressions(people.lazy(), day).collect()

    def yes(self, answers: pl.DataFrame) -> dict[str, int]:
        sums = answers.select(col(name).sum() for name in TRUTHS)
        return dict(zip(TRUTHS, map(int, sums.row(0)), strict=True))

    def codes(self, answers: pl.DataFrame) -> dict[str, numpy.ndarray]:
        made = answers.with_columns(
            col(name).cast(pl.Int8).fill_null(UNKNOWN) for name in POSITIONS
        ).with_columns(
            service_age_limit=pl.when(col(NO_LIMIT).fill_null(False))
            .then(pl.lit(NONE, dtype=pl.Int8))
            .otherwise("service_age_limit")
        )
        return coded({name: made[name].to_numpy() for name in POSITIONS})


def expressions(people: pl.LazyFrame, day: date) -> pl.LazyFrame:
    """The eight positions on a day on which mobilisation and martial law stand."""

    def at_least(years: int) -> pl.Expr:
        return col("born") < pl.lit(_first_day_too_young(day, years))

    own = col("citizenship") == "own"
    male = col("sex") == "male"
    adult = at_least(18)
    fit = (col("fitness") == "A") | (col("fitness") == "B")
    limited = col("fitness") == "C"
    has_limit = own | adult
    # a rank that is not known makes no difference to who is below all limits
    below_limit = ~at_least(min(AGE_LIMIT.values()))
    limit: Any = pl.lit(None, dtype=pl.Int64)
    for rank, years in AGE_LIMIT.items():
        of_rank = col("rank_group") == rank
        below_limit = below_limit | (of_rank & ~at_least(years))
        limit = pl.when(of_rank).then(pl.lit(years, dtype=pl.Int64)).otherwise(limit)
    must_register = own & male & at_least(17) & below_limit
    deferred = col("reserved_worker") | col("carer") | (col("children_under_16") >= 4)
    in_martial_law = col("region").is_in(MARTIAL_LAW)
    extraordinary = pl.lit(True) if MOBILISATION else in_martial_law
    pardoned = pl.lit(True) if MOBILISATION else ~col("convicted")
    liable_to_mobilisation = (
        pl.lit(MOBILISATION) & own & col("in_reserve") & below_limit & (fit | limited) & ~deferred
    )
    return people.select(
        liable_to_conscription=own
        & male
        & adult
        & ~at_least(CONSCRIPTION_AGE_LIMIT)
        & fit
        & ~col("in_reserve")
        & (col("study") != "full_time"),
        may_contract_as_foreigner=~own & adult & fit & col("speaks_language") & ~col("convicted"),
        may_contract_as_citizen=own
        & adult
        & below_limit
        & (fit | (limited & extraordinary))
        & pardoned,
        must_register=must_register,
        may_lose_citizenship=col("naturalised")
        & must_register
        & ~col("registered")
        & (col("acquired_on") < pl.lit(date.fromordinal(day.toordinal() - 30))),
        liable_to_mobilisation=liable_to_mobilisation,
        excluded_from_call_up=col("in_reserve") & ~liable_to_mobilisation,
        service_age_limit=pl.when(has_limit).then(limit),
        no_limit=~has_limit,
    )


def _first_day_too_young(day: date, years: int) -> date:
    """The first birthday of those who are not so old; 29 February counts as 1 March."""
    born = date(day.year - years, day.month, day.day)
    return date.fromordinal(born.toordinal() + 1)


if __name__ == "__main__":
    serve(ByHand())
