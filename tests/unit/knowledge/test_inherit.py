"""Templates that build on another: what overrides what, and where a fault is told."""

import pytest

from planner.errors import BadCatalog
from planner.knowledge import load_template

HEAD = """\
id: {id}
version: "0.1.0"
name: Own
author: me
reviewed_on: "2026-11-24"
extends: {base}
"""


@pytest.fixture
def load(tmp_path, catalog):
    """Loads a template `own.yaml` that extends the general one, or another base."""

    def read(body, base="general_low_back", id="own"):
        path = tmp_path / f"{id}.yaml"
        path.write_text(HEAD.format(id=id, base=base) + body, encoding="utf-8")
        return load_template(str(path), catalog)

    return read


def problems(load, *arguments, **named):
    with pytest.raises(BadCatalog) as caught:
        load(*arguments, **named)
    return [(p.file.rsplit("/")[-1], p.line, p.key, p.text) for p in caught.value.problems]


def phase(template, name):
    return next(each for each in template.phases if each.id == name)


def test_what_is_not_written_is_inherited_but_who_stands_for_it_is_not(load, catalog):
    base, own = load_template("general_low_back", catalog), load("")
    assert (own.id, own.version, own.name, own.author) == ("own", "0.1.0", "Own", "me")
    assert own.phases == base.phases
    assert own.once == base.once
    assert own.sha256 != base.sha256


def test_mappings_merge_lists_replace_and_null_takes_away(load, catalog):
    base = load_template("general_low_back", catalog)
    own = load("caps: {items_per_session: 6}\nretest_weeks: {waist: ~}\nwarm_up: [wu_march]\n")
    assert own.caps.items_per_session == 6
    assert own.caps.families_at_once == base.caps.families_at_once
    assert own.retest_weeks.keys() == base.retest_weeks.keys() - {"waist"}
    assert own.warm_up == ("wu_march",)


def test_a_phase_of_the_same_id_is_merged_and_the_rest_stays(load, catalog):
    base = load_template("general_low_back", catalog)
    own = load("phases:\n  - id: build\n    targets: {strength: {goal: [3]}, balance: ~}\n")
    new, old = phase(own, "build"), phase(base, "build")
    assert new.targets["strength"].goal == (3,)
    assert new.targets["strength"].weight == old.targets["strength"].weight
    assert "balance" not in new.targets
    assert new.include == old.include
    assert [each.id for each in own.phases] == [each.id for each in base.phases]


def test_phases_stand_by_their_weeks_and_may_be_left_behind(load):
    own = load(
        "weeks: 12\nwithout: [control]\n"
        "phases:\n  - {id: early, name: Early, aim: Begin., weeks: [2, 4], targets: {}}\n"
    )
    assert [each.id for each in own.phases] == [
        "screen_and_correct", "early", "build", "total_fitness",
    ]  # fmt: skip


def test_an_entry_takes_the_place_of_every_entry_of_its_activity(load, catalog):
    own = load(
        "without: [edu_flare_plan]\nonce:\n  - {activity: pain_education, weeks: [3]}\n"
        "  - {activity: assess_neuro_check, weeks: [5]}\n"
    )
    base = load_template("general_low_back", catalog)
    activities = [entry.activity for entry in own.once]
    assert activities.count("pain_education") == 1
    assert [e.weeks for e in own.once if e.activity == "pain_education"] == [(3,)]
    assert "edu_flare_plan" not in activities
    assert activities[-1] == "assess_neuro_check"
    # One of two entries was merged away, one left out, one added.
    assert len(own.once) == len(base.once) - 1


def test_the_digest_follows_the_template_below(load, tmp_path, catalog):
    load("", id="middle")
    first = load("", base="middle.yaml").sha256
    load("caps: {items_per_session: 6}\n", id="middle")
    second = load_template(str(tmp_path / "own.yaml"), catalog)
    assert second.sha256 != first
    assert second.caps.items_per_session == 6


def test_a_fault_is_told_in_the_file_that_holds_it(load):
    load("", id="middle")
    with pytest.raises(BadCatalog):
        load("caps: {items_per_session: 0}\n", id="middle")
    found = problems(load, "retest_weeks: {nprs: [99]}\n", base="middle.yaml")
    assert ("middle.yaml", 7, "caps.items_per_session", "items_per_session is 1 or more") in found
    assert ("own.yaml", 7, "retest_weeks.nprs", "weeks go from 1 to 12") in found


def test_every_fault_is_told_at_once_also_beside_a_misspelt_key(load):
    found = problems(load, "caps: {items_per_sesion: 6}\nsuits: [backache]\n")
    assert {key for _, _, key, _ in found} == {"caps.items_per_sesion", "suits[0]"}


def test_a_circle_is_refused_with_its_line(load):
    with pytest.raises(BadCatalog, match="no such file"):
        load("", base="other.yaml")
    found = problems(load, "", base="own.yaml", id="other")
    assert found[0][1:3] == (6, "extends")
    assert "in a circle (other.yaml > own.yaml > other.yaml)" in found[0][3]


def test_an_unknown_base_names_the_nearest(load):
    found = problems(load, "", base="general_low_bak")
    assert found == [
        ("own.yaml", 6, "extends", "there is no template 'general_low_bak'; did you mean"
         " 'general_low_back'?")
    ]  # fmt: skip


def test_what_is_left_behind_must_be_there(load):
    found = problems(load, "without: [biuld]\n")
    assert found[0][1:3] == (7, "without[0]")
    assert "did you mean 'build'?" in found[0][3]


def test_who_stands_for_it_must_be_written(tmp_path, catalog):
    path = tmp_path / "own.yaml"
    path.write_text("id: own\nextends: general_low_back\n", encoding="utf-8")
    with pytest.raises(BadCatalog) as caught:
        load_template(str(path), catalog)
    assert len(caught.value.problems) == 4
    assert "the key 'author' is missing" in str(caught.value)
