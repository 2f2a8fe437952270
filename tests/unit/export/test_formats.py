import pytest

from planner.errors import AuditViolation, ExitCode, PlannerError
from planner.explain import messages_of
from planner.export import FILE_NAMES, FORMATS, View, formats, render, to_ics, to_json
from planner.export.csv import to_csv
from planner.knowledge import load_catalog
from tests.support.calendar_plan import calendar_plan

MESSAGES = messages_of(load_catalog())
PLAN = calendar_plan()
VIEW = View(messages=MESSAGES)


def test_every_format_gives_a_file_of_its_own() -> None:
    assert render(PLAN, ("ics", "csv", "json", "ics"), VIEW) == {
        "plan.ics": to_ics(PLAN, MESSAGES),
        "plan.csv": to_csv(PLAN, MESSAGES),
        "plan.json": to_json(PLAN),
    }
    assert len(set(FILE_NAMES.values())) == len(FORMATS)


def test_a_view_reaches_the_calendar() -> None:
    view = View(messages=MESSAGES, discreet=True, sequence={"w01-strength-0": 4})
    data = render(PLAN, ["ics"], view)["plan.ics"]
    assert b"SUMMARY:Appointment" in data
    assert b"SEQUENCE:4" in data


def test_an_unknown_format_is_an_error_of_use_that_names_the_nearest() -> None:
    with pytest.raises(PlannerError, match="no format 'icss'; did you mean 'ics'") as error:
        render(PLAN, ["json", "icss", "pfd"], VIEW)
    assert error.value.exit_code == ExitCode.USAGE
    assert "'pfd'; did you mean 'pdf'" in str(error.value)


def test_a_calendar_that_differs_from_the_plan_is_not_given_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wrong = to_ics(PLAN, MESSAGES).replace(b"20270301T073000", b"20270301T074500")
    monkeypatch.setattr(formats, "to_ics", lambda *_, **__: wrong)
    with pytest.raises(AuditViolation):
        render(PLAN, ["ics"], VIEW)
