from __future__ import annotations

from tests.support.audits import said
from tests.support.plans import entry, valid


def test_what_stands_all_day_stands_once_a_day() -> None:
    once = entry("sleep_wind_down", 20)
    assert said(valid().all_day(once, entry("sleep_wind_down", 21)), "duplicate_key") == []
    told = said(valid().all_day(once, once), "duplicate_key")
    assert f"stands 2 times on {once.date}" in told
