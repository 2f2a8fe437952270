import csv
import io

import pytest
from msgspec.structs import replace

from planner.domain.plan import Plan
from planner.explain import messages_of
from planner.export.csv import COLUMNS, to_csv
from planner.knowledge import load_catalog
from tests.support.calendar_plan import calendar_plan
from tests.support.sample_plan import item, sample_plan, session

PLAN = calendar_plan()
MESSAGES = messages_of(load_catalog())


def rows(plan: Plan) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_csv(plan, MESSAGES).decode(), newline="")))


def test_there_is_a_row_for_each_item_and_all_day_entry() -> None:
    found = rows(PLAN)
    items = sum(len(session.items) for session in PLAN.sessions)
    assert [row["kind"] for row in found] == (
        ["session"] * items + ["all_day"] * len(PLAN.all_day) + ["conflict", "approval"]
    )
    assert found[-1]["what"] == "A draft: no clinician has approved it."
    assert found[-2]["what"] == "Rule cr_127 is set aside by a podiatrist."


def test_a_row_holds_the_dose_and_its_reasons() -> None:
    row = rows(PLAN)[1]
    assert (row["date"], row["start"], row["timezone"]) == ("2027-03-01", "07:30", "Europe/Berlin")
    assert (row["dose_sets"], row["dose_reps"], row["dose_minutes"]) == ("3", "12", "")
    assert (row["name"], row["new"], row["minutes"]) == ("Squat to a chair, variant 2", "no", "6")
    assert row["stop_if"] == "pain above 5, or up 2 points; leg pain that moves down; numbness"


def test_the_bytes_follow_rfc_4180() -> None:
    data = to_csv(PLAN, MESSAGES)
    assert data.startswith(b"kind,key,week,date,")
    assert data.endswith(b"\r\n")
    assert {len(row) for row in csv.reader(io.StringIO(data.decode(), newline=""))} == {
        len(COLUMNS)
    }
    assert data == to_csv(calendar_plan(), MESSAGES)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "\r\n=", "\0=", "＝"])
def test_text_never_starts_like_a_formula(start: str) -> None:
    evil = f'{start}cmd|" /C calc"!A0'
    done = replace(session(item(name=evil, how=(evil,), what=evil)), key=evil)
    row = rows(sample_plan(sessions=(done,), warnings=(evil,)))[0]
    for column in ("name", "how", "what", "key"):
        assert row[column].startswith("'")
        assert row[column].endswith('cmd|" /C calc"!A0')


def test_quotes_commas_and_line_breaks_stay_within_their_cell() -> None:
    name = 'a "b", c\nd; ä🦵'
    assert rows(sample_plan(sessions=(session(item(name=name)),)))[0]["name"] == name
