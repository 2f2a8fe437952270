"""Reasons exist, and a warning stands wherever its activity is shown."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from msgspec.structs import replace as changed

from planner.audit.checks.reasons import _warnings
from planner.audit.report import Report
from planner.domain.part import Because
from tests.support.audits import said
from tests.support.people import CATALOG
from tests.support.plans import TEMPLATE, valid


def fired(code: str) -> SimpleNamespace:
    body = SimpleNamespace(code=code, text="Take care.", target="bridge")
    return SimpleNamespace(rule="r", bound=None, body=body)


def warned(shown: tuple[str, ...] = (), left_out: str | None = None, code="print_warning") -> int:
    """Warnings missing at a bridge that is shown or left out, beside something else."""
    rules = [fired("slow_down"), fired(code)]
    placed = [
        SimpleNamespace(
            activity=SimpleNamespace(id=name), item=SimpleNamespace(precautions=words), where=name
        )
        for name, words in (("bridge", shown), ("walk", ()))
    ]
    excluded = [SimpleNamespace(activity="walk", text="Not now.")]
    if left_out is not None:
        placed = placed[1:]
        excluded.append(SimpleNamespace(activity="bridge", text=left_out))
    case = SimpleNamespace(
        firings=SimpleNamespace(of=lambda kind, week: rules if week == 1 else []),
        named_by=lambda target, bound: [SimpleNamespace(id=target)],
        placed=placed,
        plan=SimpleNamespace(excluded=excluded),
    )
    report = Report("reasons", None)
    _warnings(case, report)
    return len(report.violations)


@pytest.mark.parametrize(("words", "missing"), [(("Take care.",), 0), (("Breathe.",), 1), ((), 1)])
def test_a_warning_stands_with_its_activity_and_no_other(words, missing) -> None:
    assert warned(shown=words) == missing
    assert warned(shown=words, code="slow_down") == 0


@pytest.mark.parametrize(("text", "missing"), [("Not now. Take care.", 0), ("Not now.", 1)])
def test_a_warning_stands_also_where_its_activity_is_left_out(text, missing) -> None:
    assert warned(left_out=text) == missing


def test_what_is_left_out_has_a_reason_in_words() -> None:
    assert said(valid(), "reasons") == []
    entries = valid().plan.excluded
    mute = valid().with_plan(excluded=(changed(entries[0], text=" "), *entries[1:]))
    assert "no reason is given for leaving it out" in said(mute, "reasons")


EMPTY = "name, what or how is empty"


@pytest.mark.parametrize(
    ("fields", "texts"),
    [
        ({}, []),
        ({"name": " "}, [EMPTY]),
        ({"what": ""}, [EMPTY]),
        ({"how": ()}, [EMPTY]),
        ({"how": ("Stand up.", " ")}, [EMPTY]),
        ({"how": ("Stand up.", "Sit down.")}, []),
        ({"why": ()}, ["no reason is given"]),
        ({"why": (Because(rule="prg_new_items", text=" "),)}, ["reason prg_new_items has no text"]),
        ({"why": (Because(rule="nobody", text="So."),)}, ["nothing is called nobody"]),
        (
            {"why": (Because(rule="prg_new_items", text="So.", sources=("seed", "hearsay")),)},
            ["no source is called hearsay"],
        ),
    ],
)
def test_an_item_says_what_how_and_why(fields, texts) -> None:
    assert said(valid().item("w2-d1", "sit_to_stand", **fields), "reasons") == texts


@pytest.mark.parametrize(
    "rule",
    ["prg_new_items", "nslbp_chronic", "sciatica_settled", next(iter(CATALOG.goals)), TEMPLATE.id],
)
def test_a_reason_is_a_rule_a_condition_a_criterion_a_goal_or_the_template(rule: str) -> None:
    why = (Because(rule=rule, text="So."),)
    assert said(valid().item("w2-d1", "sit_to_stand", why=why), "reasons") == []
