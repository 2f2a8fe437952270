"""Numbers, times and measures as people of a place and a language write them."""

from __future__ import annotations

import pytest

from planner.domain.language import plural_form, speaking
from planner.domain.local import (
    clock,
    digits,
    living_in,
    measured,
    measuring_in,
    number,
    percent,
    plain_number,
    territory_of,
    whole_number,
)

BOSTON, BERLIN, MADRID = "America/New_York", "Europe/Berlin", "Europe/Madrid"


@pytest.mark.parametrize(
    ("zone", "code", "evening"),
    [
        (BOSTON, "en", "6:30 PM"),
        (BOSTON, "es", "6:30 p.\N{NARROW NO-BREAK SPACE}m."),
        ("Australia/Sydney", "en", "6:30 PM"),
        ("Europe/London", "en", "18:30"),
        ("America/Sao_Paulo", "en", "18:30"),
        (BERLIN, "en", "18:30"),
        (MADRID, "es", "18:30"),
        ("UTC", "en", "18:30"),
    ],
)
def test_the_clock_is_that_of_the_place(zone: str, code: str, evening: str) -> None:
    with speaking(code), living_in(zone):
        assert clock("18:30") == evening


def test_midnight_and_noon_have_their_half_of_the_day() -> None:
    with living_in(BOSTON):
        assert [clock(text) for text in ("00:05", "12:05")] == ["12:05 AM", "12:05 PM"]


@pytest.mark.parametrize("text", ["24:30", "noon", ""])
def test_what_is_no_time_of_a_day_stays(text: str) -> None:
    with living_in(BOSTON):
        assert clock(text) == text


def test_units_that_were_asked_for_go_before_those_of_the_place() -> None:
    with measuring_in("metric"), living_in(BOSTON):
        assert measured(90.0, "kg") == (90.0, "kg")
    with measuring_in("imperial"), living_in(BERLIN):
        assert measured(90.0, "kg")[1] == "lb"
        assert clock("18:30") == "18:30"
    with measuring_in("imperial"), living_in("UTC"):
        assert measured(20.0, "m")[1] == "ft"


def test_what_is_kept_is_metric_whatever_units_were_asked_for() -> None:
    with measuring_in("imperial"):
        assert measured(90.0, "kg") == (90.0, "kg")


def test_units_are_those_of_the_place() -> None:
    assert measured(90.0, "kg") == (90.0, "kg")
    with living_in("America/Toronto"):
        assert measured(90.0, "kg") == (90.0, "kg")
    with living_in(BOSTON):
        found = {unit: measured(value, unit) for unit, value in (("kg", 90), ("m", 20), ("cm", 50))}
        assert {unit: (round(value, 1), name) for unit, (value, name) in found.items()} == {
            "kg": (198.4, "lb"), "m": (65.6, "ft"), "cm": (19.7, "in"),
        }  # fmt: skip
        assert measured(6.0, "mm") == (6.0, "mm")


def test_the_place_ends_where_it_began() -> None:
    with living_in(BOSTON), living_in(BERLIN):
        assert clock("18:30") == "18:30"
    assert clock("18:30") == "18:30"
    assert measured(1.0, "kg") == (1.0, "kg")


def test_a_time_zone_names_its_territory() -> None:
    zones = (BOSTON, BERLIN, "UTC", "Nowhere/At_All")
    assert [territory_of(zone) for zone in zones] == ["US", "DE", None, None]


def test_numbers_are_written_as_the_language_does() -> None:
    said = (number(10.25), plain_number(9.5, "+"), plain_number(3), percent(0.7))
    assert (*said, whole_number(12500), digits("81.5")) == (
        "10.2", "+9.5", "3", "70%", "12,500", "81.5",
    )  # fmt: skip
    with speaking("es"):
        said = (number(10.25), plain_number(9.5, "+"), plain_number(3), percent(0.7))
        assert (*said, whole_number(12500), digits("81.5")) == (
            "10,2", "+9,5", "3", "70\N{NO-BREAK SPACE}%", "12.500", "81,5",
        )  # fmt: skip


@pytest.mark.parametrize("code", ["en", "es"])
def test_one_thing_has_its_own_form(code: str) -> None:
    assert [plural_form(count, code) for count in (0, 1, 2)] == ["other", "one", "other"]
