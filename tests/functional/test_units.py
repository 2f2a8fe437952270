"""What a person reads is in the units of the place of the plan, or in those that are asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from planner.cli import main
from planner.domain.plan import AuditResult, Forecast, ForecastPoint, Item, Plan
from planner.export.json import to_json
from tests.support.calendar_plan import calendar_plan

BOSTON, BERLIN = "America/New_York", "Europe/Berlin"
FILES = ("plan.ics", "programme.md", "programme.html", "week-sheets.pdf", "clinician.pdf")
FOLD = "\r\n "
# In files that are text: a carry of 20 m, and a mass of 90 kg.
METRIC = {"plan.ics": "20 m\\,", "programme.md": "20 m,", "programme.html": "week 0 90.0"}
IMPERIAL = {"plan.ics": "66 ft\\,", "programme.md": "66 ft,", "programme.html": "week 0 198.4"}


def plan(zone: str) -> Plan:
    """A plan of one week with a carry and a forecast."""
    whole = calendar_plan()
    first = whole.sessions[0]
    point = ForecastPoint(week=0, value=90, low=90, high=90)
    return replace(
        whole,
        request=replace(whole.request, timezone=zone, weeks=1),
        weeks=whole.weeks[:1],
        sessions=(replace(first, items=(_carry(first.items[0]), *first.items[1:])),),
        all_day=(),
        audit=AuditResult(passed=True, checks=(), violations=()),
        forecast=Forecast(weight_kg=(point, replace(point, week=1)), assumptions={}),
    )


def _carry(item: Item) -> Item:
    return replace(item, dose=replace(item.dose, distance_m=20))


def exported(folder: Path, zone: str, *options: str) -> dict[str, bytes]:
    file = folder / f"{zone[:3]}.json"
    file.write_bytes(to_json(plan(zone)))
    out = folder / f"out-{zone[:3]}-{'-'.join(options)}"
    arguments = ["export", str(file), "--to", "ics,md,html,pdf-weeks,pdf-clinician", "-o", str(out)]
    done = CliRunner().invoke(main, [*arguments, *options])
    assert done.exit_code == 0, done.output
    return {name: (out / name).read_bytes() for name in FILES}


@pytest.mark.parametrize(
    ("zone", "own", "other"), [(BERLIN, METRIC, IMPERIAL), (BOSTON, IMPERIAL, METRIC)]
)
def test_units_are_those_of_the_place_until_others_are_asked_for(
    tmp_path: Path, zone: str, own: dict[str, str], other: dict[str, str]
) -> None:
    own_name, other_name = ("metric", "imperial") if own is METRIC else ("imperial", "metric")
    usual = exported(tmp_path, zone)
    same = exported(tmp_path, zone, "--units", own_name)
    asked = exported(tmp_path, zone, "--units", other_name)
    assert usual == same
    for name, text in own.items():
        told, anew = (files[name].decode().replace(FOLD, "") for files in (usual, asked))
        assert (text in told, other[name] in told) == (True, False), name
        assert (text in anew, other[name] in anew) == (False, True), name
    assert all(usual[name] != asked[name] for name in FILES)


def test_there_are_two_systems_of_units() -> None:
    done = CliRunner().invoke(
        main, ["export", "x.json", "--to", "md", "-o", "x", "--units", "feet"]
    )
    assert done.exit_code == 2
    assert "metric" in done.output
