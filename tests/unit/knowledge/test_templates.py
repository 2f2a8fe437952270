import hashlib

import msgspec
import pytest

from planner.errors import BadCatalog
from planner.knowledge import list_templates, load_template
from planner.knowledge.model import Effect, Limit, Target
from planner.knowledge.paths import template_directory

SOURCE = template_directory(None) / "general_low_back.yaml"


@pytest.fixture
def problems(tmp_path, catalog):
    """Problems of the general template after `old` became `new`."""

    def find(old, new, catalog=catalog):
        text = SOURCE.read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / SOURCE.name
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(BadCatalog) as caught:
            load_template(str(path), catalog)
        return [(problem.key, problem.text) for problem in caught.value.problems]

    return find


def test_every_template_of_the_project_is_sound(catalog):
    templates = list_templates(catalog)
    assert len(templates) >= 6
    assert [template.id for template in templates] == sorted(t.id for t in templates)


def test_a_template_is_found_by_id_or_path_and_knows_its_digest(catalog):
    by_id = load_template("general_low_back", catalog)
    assert by_id == load_template(str(SOURCE), catalog)
    assert by_id.sha256 == hashlib.sha256(SOURCE.read_bytes()).hexdigest()


def test_an_unknown_id_names_the_nearest(catalog):
    with pytest.raises(BadCatalog, match="did you mean 'general_low_back'"):
        load_template("general_lowback", catalog)


def test_a_missing_file_is_a_bad_catalog(catalog):
    with pytest.raises(BadCatalog, match="no such file"):
        load_template("nowhere.yaml", catalog)


def test_the_problems_of_all_templates_come_at_once(tmp_path, catalog):
    text = SOURCE.read_text(encoding="utf-8")
    (tmp_path / "one.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "two.yaml").write_text("id: [\n", encoding="utf-8")
    with pytest.raises(BadCatalog) as caught:
        list_templates(catalog, tmp_path)
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(
    ("old", "new", "key", "text"),
    [
        ("include: [walk, core_brace", "include: [wlak, core_brace", "phases[0].include[0]",
         "did you mean 'walk'?"),
        ("warm_up: [wu_easy_walk", "warm_up: [squat_x", "warm_up[0]", "unknown warm_up"),
        ("cool_down: [cd_easy_walk", "cool_down: [wu_easy_walk", "cool_down[0]", "cool_down"),
        ("      endurance: {unit", "      enduranse: {unit", "phases[0].targets.enduranse",
         "did you mean 'endurance'?"),
        ("unit: minutes, goal: [60]", "unit: hours, goal: [60]",
         "phases[0].targets.endurance.unit", "use one of: minutes, days"),
        ("unit: days, goal: [3]", "unit: days, goal: [8]",
         "phases[0].targets.motor_control.goal", "7 at most"),
        ("goal: [60]", "goal: [60, 70]", "phases[0].targets.endurance.goal", "give 1 at most"),
        ("weeks: [2, 4]", "weeks: [3, 4]", "phases[1].weeks", "begin in week 2"),
        ("weeks: [9, 12]", "weeks: [9, 11]", "weeks", "end in week 11"),
        ("effort_rpe_at_most: 4", "effort_rpe_at_most: 11", "phases[0].effort_rpe_at_most",
         "0 to 10"),
        ("dwell_weeks: 2", "dwell_weeks: 0", "caps.dwell_weeks", "1 or more"),
        ("items_per_session: 8", "items_per_session: 9", "caps.items_per_session",
         "loosens rule plan_items_first_weeks"),
        ("dwell_weeks: 2}", "dwell_weeks: 2, session_minutes: 91}", "caps.session_minutes",
         "loosens rule prg_session_cap_experienced"),
        ("suits: [nslbp_acute", "suits: [nslbp_akute", "suits[0]", "did you mean 'nslbp_acute'?"),
        ("  nprs: [1,", "  nrps: [1,", "retest_weeks.nrps", "did you mean 'nprs'?"),
        ("activity: sitting_break_60", "activity: sitting_break_6", "daily[0].activity",
         "did you mean"),
        ("fact: sitting_hours_day", "fact: siting_hours_day", "daily[0].when.any[2].fact",
         "did you mean 'sitting_hours_day'?"),
        ("id: general_low_back", "id: other", "id", "name of the file, 'general_low_back'"),
        ("sources: [george2021", "sources: [george", "sources[0]", "george2021"),
        ("least_days: {endurance: 2, motor_control: 2}",
         "least_days: {endurance: 8, motor_control: 2}",
         "phases[1].least_days.endurance", "1 to 7 days a week"),
        ("least_days: {endurance: 2, motor_control: 2}",
         "least_days: {endurance: 2, posture: 2}",
         "phases[1].least_days.posture", "target of the phase"),
        ("least_days: {endurance: 2, motor_control: 2}",
         "most_days: {strength: 8}", "phases[1].most_days.strength", "1 to 7 days a week"),
        ("least_days: {endurance: 2, motor_control: 2}",
         "most_days: {posture: 2}", "phases[1].most_days.posture", "target of the phase"),
        ("least_days: {endurance: 2, motor_control: 2}",
         "least_days: {strength: 3}\n    most_days: {strength: 2}",
         "phases[1].most_days.strength", "fewer than the least, 3"),
        ("least_days: {endurance: 2, motor_control: 2}",
         "days_apart: [posture]", "phases[1].days_apart[0]", "target of the phase"),
        ("least_days: {endurance: 2, motor_control: 2}",
         "doses: {strenth: {sets_at_most: 1}}", "phases[1].doses.strenth",
         "did you mean 'strength'?"),
        ("least_days: {endurance: 2, motor_control: 2}",
         "doses: {assessment: {sets_at_most: 1}}", "phases[1].doses.assessment", "is trained"),
        ("least_days: {endurance: 2, motor_control: 2}",
         "doses: {strength: {sets_at_most: 0}}", "phases[1].doses.strength.sets_at_most",
         "1 or more"),
        ("least_days: {endurance: 2, motor_control: 2}",
         "doses: {endurance: {sets_at_most: 1}}", "phases[1].doses.endurance.sets_at_most",
         "endurance has minutes"),
        ("least_days: {endurance: 2, motor_control: 2}",
         "doses: {strength: {minutes_at_most: 9}}", "phases[1].doses.strength.minutes_at_most",
         "nothing else has"),
        ("\nphases:", "\npublished: [{asks: x, source: albert2012}]\nphases:",
         "published[0].source", "source of the template"),
        ("\nphases:", "\npublished: [{asks: x, source: george2021, measure: dais, low: 1}]\nphases:",
         "published[0].measure", "did you mean 'days'?"),
        ("\nphases:", "\npublished: [{asks: x, source: george2021, measure: days}]\nphases:",
         "published[0].measure", "go together"),
        ("\nphases:", "\npublished: [{asks: x, source: george2021, weeks: [2, 13]}]\nphases:",
         "published[0].weeks", "from 1 to 12"),
        ("\nphases:",
         "\npublished: [{asks: x, source: george2021, measure: days, low: 3, high: 2}]\nphases:",
         "published[0].high", "not below the least"),
        ("\nphases:",
         "\npublished: [{asks: x, source: george2021, components: [strenth], muscles: [quads]}]\nphases:",
         "published[0].components[0]", "did you mean 'strength'?"),
        ("\nphases:",
         "\npublished: [{asks: x, source: george2021, components: [strenth], muscles: [quads]}]\nphases:",
         "published[0].muscles[0]", "muscle"),
        ("until_week: 4", "until_week: 40", "daily[0].until_week", "from 1 to 12"),
    ],
)  # fmt: skip
def test_each_fault_of_a_template_is_named(problems, old, new, key, text):
    found = problems(old, new)
    assert [said for where, said in found if where == key and text in said], found


def test_an_effort_above_a_rule_that_always_holds_loosens_it(problems, catalog):
    rule = catalog.rules["plan_stretch_share"]
    cap = Limit(quantity="effort_rpe_0_10", target=Target(any=True), unit="rpe_0_10", value=3)
    strict = msgspec.structs.replace(rule, then=(Effect(cap=cap),))
    stricter = msgspec.structs.replace(catalog, rules={**catalog.rules, rule.id: strict})
    found = problems("weight: 1", "weight: 1", stricter)
    assert ("phases[0].effort_rpe_at_most", "4 loosens rule plan_stretch_share of the catalog,"
            " which allows 3") in found  # fmt: skip


def test_one_item_left_out_and_included_is_a_clash(problems):
    found = problems(
        "include: [walk, core_brace", "leave_out: [walk]\n    include: [walk, core_brace"
    )
    assert found == [("phases[0].leave_out", "'walk' is included and left out")]
