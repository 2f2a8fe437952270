"""Wrong data is resisted: everything that is wrong is reported at once, with file, line and key."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner, Result

from planner.cli import main
from planner.knowledge.files import read_files
from planner.knowledge.paths import catalog_directory

ROOT = Path(__file__).parents[2]
POOR = "rules/populations/time_poor.yaml"
CKD = "rules/populations/ckd.yaml"
WHOLE = "rules/progression/whole_plan.yaml"
RAMP = "rules/progression/endurance_ramp.yaml"
WEEK = "rules/progression/week_and_day.yaml"
STANDING = "activities/balance/standing.yaml"
OLD_PEOPLE = "rules/populations/older_people.yaml"
SMOKING = "rules/populations/smoking.yaml"

# A rule of the catalog never has its way beside this one: whoever is short of time is under both.
CLASHING = """\
rules:
  - id: made_up_ban
    says: Nobody short of time does leg presses.
    when:
      any:
        - condition: time_poor
        - fact: minutes_available_week
          at_most: 200
    then:
      - exclude:
          target:
            activity: [leg_press, goblet_box_squat, wall_push_up, band_row]
    why: {patient: Made up., clinician: Made up.}
    severity: strong
    evidence: policy
    sources:
      - id: project_policy
    seed: []
    reviewed_on: "2026-11-23"
    cases:
      fires:
        facts: {minutes_available_week: 200}
      does_not_fire:
        facts: {minutes_available_week: 201}
      unknown: {}
"""


class Wrong(NamedTuple):
    """`old` becomes `new` in a file; the problem stands on the line of `mark`, at `key`."""

    name: str
    file: str
    old: str
    new: str
    mark: str
    key: str
    text: str


WRONG = [
    Wrong("two rules clash silently", POOR, "rules:\n", CLASHING, "      - prefer:\n",
          "rules[1].then[0].prefer",
          "rule made_up_ban (rules/populations/time_poor.yaml:4) holds whenever this rule does"),
    Wrong("a ladder goes round in a circle", "ladders/mobility.yaml", "activity: prone_on_elbows",
          "activity: prone_lying", "activity: prone_lying\n        advance_when:\n          days",
          "families[0].levels[1].activity", "stands at level 1 already"),
    Wrong("a ladder has a gap", "ladders/balance.yaml", "- level: 2\n", "- level: 3\n", "levels:",
          "families[0].levels", "without a gap"),
    Wrong("a limit has no unit", WHOLE, "          unit: percent\n", "",
          "      - cap:\n          quantity: stretch_share_pct", "rules[0].then[0].cap", "unit"),
    Wrong("a limit has a wrong unit", WEEK, "          unit: days\n", "          unit: kg\n",
          "unit: kg", "rules[0].then[0].floor.unit", "is given in days, not in kg"),
    Wrong("a dose has no unit in its name", STANDING, "        hold_s: 3\n        rest_s: 60\n",
          "        hold: 3\n        rest_s: 60\n", "        hold: 3\n",
          "activities[5].dose.deconditioned.hold", "did you mean 'hold_s'?"),
    Wrong("nobody cites a source", "sources/a_to_c.yaml", "sources:\n",
          "sources:\n  - {id: nobody_2020, authors: Nobody, title: Unread, verified: memory,"
          " used: true}\n", "nobody_2020", "sources[0].used", "nothing cites source nobody_2020"),
    Wrong("a criterion is unknown", CKD, "criterion: medical_clearance_light_moderate",
          "criterion: medical_clearance_light_moderat", "medical_clearance_light_moderat\n",
          "rules[0].then[0].gate.open_when.criterion",
          "did you mean 'medical_clearance_light_moderate'?"),
    Wrong("a case does not do what it says", POOR, "          minutes_available_week: 149\n",
          "          minutes_available_week: 151\n",
          "      fires:\n        facts:\n          minutes_available_week: 151",
          "rules[1].cases.fires", "the rule does not hold with these answers"),
    Wrong("a case is missing", SMOKING, "      unknown:\n        conditions_unknown: [smoker]\n", "",
          "    cases:\n      fires:\n        conditions:\n          smoker:", "rules[0].cases",
          "the case unknown is missing"),
    Wrong("an effect names what does not exist", WHOLE, "activity: [assess_stretch_trials]",
          "activity: [assess_stretch_trial]", "assess_stretch_trial]",
          "rules[4].then[0].require.what.activity[0]", "did you mean 'assess_stretch_trials'?"),
    Wrong("a threshold lies outside the range", RAMP, "      between: [18, 64]",
          "      between: [18, 640]", "[18, 640]", "", "age goes from 18 to 100"),
    Wrong("a criterion can never be met", "criteria.yaml",
          "        - fact: leg_symptom_free_days\n          at_least: 14\n",
          "        - fact: leg_symptom_free_days\n          at_least: 14\n"
          "        - fact: leg_symptom_free_days\n          at_most: 13\n",
          "    test:\n      all:\n        - fact: leg_symptom_free_days", "criteria[2].test",
          "no answers can ever meet this criterion"),
    Wrong("a gate can never open", "rules/populations/heart_failure.yaml",
          "          open_when:\n            criterion: medical_clearance_light_moderate\n",
          "          open_when:\n            all:\n              - {fact: age, at_least: 65}\n"
          "              - {fact: age, at_most: 64}\n",
          "          open_when:\n            all:", "rules[0].then[0].gate.open_when",
          "the gate never opens"),
    Wrong("a rule holds for nobody", OLD_PEOPLE, "      fact: age\n      between: [65, 74]\n",
          "      all:\n        - {fact: age, at_least: 75}\n        - {fact: age, at_most: 64}\n",
          "    when:\n      all:\n        - {fact: age, at_least: 75}", "rules[0].when",
          "this can never hold"),
    Wrong("a number differs from the policy", "planning.yaml", "set_growth_pct: 125",
          "set_growth_pct: 150", "set_growth_pct", "set_growth_pct",
          "rule prg_set_growth says 125; the two must be equal"),
]  # fmt: skip


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def written(folder: Path, *wrong: Wrong) -> Path:
    """The catalog with these faults, in a folder."""
    files = {
        name: content.decode() for name, content in read_files(catalog_directory(None)).items()
    }
    for each in wrong:
        assert each.old in files[each.file], each.name
        files[each.file] = files[each.file].replace(each.old, each.new, 1)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def said(root: Path, wrong: Wrong) -> str:
    """The beginning of the line that reports the fault."""
    text = (root / wrong.file).read_text(encoding="utf-8")
    line = text.count("\n", 0, text.index(wrong.mark)) + 1
    return f"{root / wrong.file}:{line}: {wrong.key}"


def reported(done: Result) -> list[str]:
    return [line.removeprefix("planner: ") for line in done.stderr.splitlines()]


@pytest.fixture(scope="module")
def all_wrong(tmp_path_factory):
    root = written(tmp_path_factory.mktemp("wrong"), *WRONG)
    return root, run("--catalog", str(root), "catalog", "check")


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.name)
def test_everything_wrong_is_reported_at_once(all_wrong, wrong):
    root, done = all_wrong
    assert done.exit_code == 11
    assert done.stdout == ""
    found = [line for line in reported(done) if line.startswith(said(root, wrong))]
    assert [line for line in found if wrong.text in line], (said(root, wrong), reported(done))


PROVEN = ("clash", "case", "can never", "for nobody")


@pytest.mark.parametrize(
    "wrong",
    [wrong for wrong in WRONG if any(word in wrong.name for word in PROVEN)],
    ids=lambda wrong: wrong.name,
)
def test_what_only_the_rules_themselves_show_is_refused_alone(tmp_path, wrong):
    root = written(tmp_path, wrong)
    done = run("--catalog", str(root), "catalog", "check")
    assert done.exit_code == 11
    assert [line for line in reported(done) if wrong.text in line], reported(done)


def test_a_catalog_without_faults_passes(tmp_path):
    done = run("--catalog", str(written(tmp_path)), "catalog", "check")
    assert done.exit_code == 0, done.stderr


# A template narrows; it can neither loosen a rule nor name one.
LOOSE = [
    ("items_per_session: 8", "items_per_session: 12", "loosens rule"),
    ("caps: {", "caps: {session_minutes: 600, ", "loosens rule"),
    ("effort_rpe_at_most: 4", "effort_rpe_at_most: 11", "effort goes from 0 to 10"),
    ("caps: {", "overrides: [cr_001]\ncaps: {", "overrides"),
    ("caps: {", "allow: [hamstring_seated]\ncaps: {", "allow"),
    ("caps: {", "caps: {stretch_share_pct: 90, ", "stretch_share_pct"),
]


@pytest.mark.parametrize(("old", "new", "text"), LOOSE)
def test_a_template_cannot_weaken_safety(tmp_path, old, new, text):
    good = (ROOT / "templates" / "general_low_back.yaml").read_text(encoding="utf-8")
    assert old in good
    path = tmp_path / "loose.yaml"
    path.write_text(good.replace(old, new, 1), encoding="utf-8")
    done = run("template", "check", str(path))
    assert done.exit_code == 11, done.output
    assert text in done.stderr
    assert f"{path}:" in done.stderr
    plan = run("plan", str(ROOT / "examples/facet_baker.yaml"), "--template", str(path), "-o",
               str(tmp_path / "out"))  # fmt: skip
    assert plan.exit_code == 11
    assert not (tmp_path / "out").exists()


SETS_ASIDE = [
    ("cr_001", "physician", "They insist.", "this rule allows no override"),
    ("cr_019", "friend", "It helps me.", "only a clinician may set this rule aside"),
    ("cr_019", "physician", "", "reason"),
    ("cr_9999", "physician", "A reason.", "unknown rule"),
]


@pytest.mark.parametrize(("rule", "by", "reason", "text"), SETS_ASIDE)
def test_an_override_cannot_weaken_safety(tmp_path, rule, by, reason, text):
    good = (ROOT / "examples" / "facet_baker.yaml").read_text(encoding="utf-8")
    path = tmp_path / "intake.yaml"
    entry = f"overrides:\n  - {{rule: {rule}, by: {by}, reason: {reason!r}}}\n"
    path.write_text(good + entry, encoding="utf-8")
    line = good.count("\n") + 2
    for command in ("plan", "screen"):
        done = run(
            command, str(path), *(("-o", str(tmp_path / "out")) if command == "plan" else ())
        )
        assert done.exit_code == 10, done.output
        assert text in done.stderr
        assert f"{path}:{line}: overrides[0]" in done.stderr
    assert not (tmp_path / "out").exists()
