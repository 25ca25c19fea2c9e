"""Dated lists: at most one thing holds on a day, and the right one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkmp_ledger.base.period import Period
from kkmp_ledger.schema.dated import Dated
from kkmp_ledger.schema.dated import OverlapError

START = date(2025, 1, 1)
DAYS = st.integers(0, 60).map(lambda n: START + timedelta(days=n))


@dataclass(frozen=True)
class Thing:
    span: tuple[date, date | None]


THINGS = st.builds(
    lambda start, length: Thing((start, start + timedelta(days=length) if length else None)),
    DAYS,
    st.integers(0, 20),
)


def holds(things: list[Thing], thing: Thing, day: date) -> bool:
    """By the words alone: begun, not ended, and nothing that began later."""
    start, end = thing.span
    if end is not None:
        return start <= day < end
    return start <= day and not any(start < t.span[0] <= day for t in things if t is not thing)


@given(st.lists(THINGS, max_size=5), DAYS)
def test_the_one_that_holds_is_found_and_two_are_refused(things: list[Thing], day: date) -> None:
    end = max((t.span[1] or t.span[0] for t in things), default=START) + timedelta(days=1)
    span = [START + timedelta(days=n) for n in range((end - START).days + 1)]
    starts = [t.span[0] for t in things]
    together = len(set(starts)) < len(starts) or any(
        sum(holds(things, t, d) for t in things) > 1 for d in span
    )
    if together:
        with pytest.raises(OverlapError):
            Dated(things)
        return
    dated = Dated(things)
    assert dated.at(day) == next((t for t in things if holds(things, t, day)), None)
    for days, thing in dated.within(Period(START, end)):
        assert all(dated.at(d) is thing for d in span if d in days)
    covered = sum((days.until - days.start).days for days, _ in dated.within(Period(START, end)))
    assert covered == sum(dated.at(d) is not None for d in span if d < end)


def test_an_overlap_names_both_places_and_the_day() -> None:
    first, second = Thing((START, date(2025, 3, 1))), Thing((date(2025, 2, 1), None))
    with pytest.raises(OverlapError) as caught:
        Dated([second, first])
    assert (caught.value.first, caught.value.second) == (1, 0)
    assert caught.value.day == date(2025, 2, 1)
