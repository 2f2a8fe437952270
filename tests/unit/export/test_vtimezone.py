import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from icalendar import Timezone

from planner.export.vtimezone import vtimezone


def rules(name: str, first: int = 2027, last: int = 2027) -> list[str]:
    lines = vtimezone(name, first, last)
    return [line.removeprefix("RRULE:") for line in lines if line.startswith("RRULE:")]


def test_a_regular_zone_has_one_yearly_rule_each_way_anchored_in_1970() -> None:
    assert vtimezone("Europe/Berlin", 2027, 2027) == [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Berlin",
        "BEGIN:DAYLIGHT",
        "DTSTART:19700329T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "TZNAME:CEST",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19701025T030000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "TZNAME:CET",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("America/New_York", ["BYMONTH=3;BYDAY=2SU", "BYMONTH=11;BYDAY=1SU"]),
        ("Australia/Sydney", ["BYMONTH=4;BYDAY=1SU", "BYMONTH=10;BYDAY=1SU"]),
        ("America/St_Johns", ["BYMONTH=3;BYDAY=2SU", "BYMONTH=11;BYDAY=1SU"]),
    ],
)
def test_rules_of_other_zones(name: str, expected: list[str]) -> None:
    assert rules(name) == [f"FREQ=YEARLY;{rule}" for rule in expected]


@pytest.mark.parametrize("name", ["Asia/Tokyo", "Pacific/Apia", "UTC", "Etc/GMT+5"])
def test_a_zone_without_changes_has_a_single_observance(name: str) -> None:
    lines = vtimezone(name, 2027, 2028)
    assert lines.count("BEGIN:STANDARD") == 1
    assert "BEGIN:DAYLIGHT" not in lines
    assert not rules(name)


def test_a_zone_without_a_yearly_rule_has_single_observances_and_no_lists() -> None:
    lines = vtimezone("Africa/Casablanca", 2027, 2027)
    assert not [line for line in lines if line.startswith(("RRULE", "RDATE"))]
    onsets = [line for line in lines if line.startswith("DTSTART:")]
    assert onsets[0] == "DTSTART:19700101T000000"
    assert {line[8:12] for line in onsets[1:]} == {"2026", "2027", "2028"}


def test_the_later_clock_is_daylight_also_where_the_zone_names_it_otherwise() -> None:
    lines = vtimezone("Europe/Dublin", 2027, 2027)
    assert lines[lines.index("BEGIN:DAYLIGHT") :][3] == "TZNAME:IST"


def test_a_rule_that_ends_within_the_years_is_not_said_to_go_on() -> None:
    # Clocks last changed in Sao Paulo in February 2019.
    assert not rules("America/Sao_Paulo", 2019, 2019)


@pytest.mark.parametrize(
    "name", ["Africa/Casablanca", "Asia/Gaza", "America/Sao_Paulo", "Asia/Pyongyang"]
)
@pytest.mark.parametrize("year", [2018, 2027])
def test_irregular_zones_read_back_as_the_zone_data(name: str, year: int) -> None:
    text = "\r\n".join([*vtimezone(name, year, year), ""])
    read = Timezone.from_ical(text).to_tz(lookup_tzid=False)
    for day in range(365):
        noon = dt.datetime(year, 1, 1, 12) + dt.timedelta(days=day)
        assert (
            noon.replace(tzinfo=read).utcoffset() == noon.replace(tzinfo=ZoneInfo(name)).utcoffset()
        )
