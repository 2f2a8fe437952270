"""Codes of other systems: what they name is in the catalog, and a slip is refused with its line."""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from planner.errors import BadCatalog
from planner.knowledge import load_catalog
from planner.knowledge.codes import FOLDER, code_problems, load_codes
from planner.knowledge.paths import catalog_directory

CATALOG = load_catalog()
CODES = load_codes(None, CATALOG)


def test_every_code_of_a_condition_is_among_them() -> None:
    named = {code for condition in CATALOG.conditions.values() for code in condition.icd10cm}
    assert [code for code in sorted(named) if not CODES.icd10cm(code)] == []


def test_every_condition_that_is_not_worked_out_has_a_code() -> None:
    listed = CODES.conditions.icd10cm
    meant = {name for entry in listed for name in (entry.condition, *entry.may_mean)}
    meant |= {choice.condition for entry in listed for choice in entry.by_onset}
    recorded = {c.id for c in CATALOG.conditions.values() if not c.derived_when and c.icd10cm}
    assert recorded - meant == set()


def test_a_code_means_a_condition_of_one_side_only_once() -> None:
    for entry in CODES.conditions.icd10cm:
        names = [each.condition for each in CODES.icd10cm(entry.code) if each.condition]
        assert len(set(names)) == len(names), entry.code


def test_weeks_since_the_onset_leave_no_gap() -> None:
    for entry in CODES.conditions.icd10cm:
        if entry.by_onset:
            edges = [choice.weeks for choice in entry.by_onset]
            assert edges[0][0] == 0
            assert edges[-1][1] is None
            assert all(one[1] == two[0] for one, two in pairwise(edges))


def test_every_number_that_is_read_has_a_unit_that_is_understood() -> None:
    units = {unit.unit for unit in CODES.units}
    for reading in CODES.observations.readings:
        assert CATALOG.facts[reading.fact].unit in units, reading.fact
    for product in CODES.observations.products:
        assert {name.unit for name in product.codes} <= units


def test_every_value_of_an_answer_may_stand_in_an_intake() -> None:
    for answers in CODES.observations.answers:
        for value in answers.values:
            fact = CATALOG.facts[value.fact]
            assert isinstance(value.value, bool) == (fact.type == "bool")
            assert not fact.values or value.value in fact.values


def test_words_in_braces_are_no_part_of_a_unit() -> None:
    assert CODES.unit("{score}", "nprs") is not None
    assert CODES.unit("{beats}/min", "bpm") is not None
    assert CODES.unit("kg", "cm") is None


def test_the_codes_decide_nothing_and_do_not_change_the_digest(tmp_path: Path) -> None:
    folder = tmp_path / "catalog"
    shutil.copytree(catalog_directory(None), folder)
    shutil.rmtree(folder / FOLDER)
    assert load_catalog(folder).sha256 == CATALOG.sha256
    assert code_problems(folder, CATALOG) == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("conditions.yaml", "condition: asthma", "condition: astma", "unknown condition 'astma'"),
        ("conditions.yaml", "asks: [falls_12m]", "asks: [falls]", "unknown fact 'falls'"),
        ("conditions.yaml", "{code: I10,", "{code: I10, asks: [age],", "say one of"),
        ("conditions.yaml", "side: left", "side: port", "unknown side 'port'"),
        ("observations.yaml", "fact: phq2", "fact: phq3", "unknown fact 'phq3'"),
        ("observations.yaml", "{system: gender,", "{system: sexes,", "unknown code system 'sexes'"),
        ("observations.yaml", "sources: [loinc, snomed_ct]", "sources: [x]", "unknown source 'x'"),
        ("units.yaml", "sources: [ucum]}", "sources: [y]}", "unknown source 'y'"),
        ("units.yaml", "factor: 2.54", "factor: wide", "a number is needed here"),
    ],
)
def test_a_slip_is_refused_with_its_line(file, old, new, says, tmp_path: Path) -> None:
    folder = tmp_path / "catalog"
    shutil.copytree(catalog_directory(None) / FOLDER, folder / FOLDER)
    path = folder / FOLDER / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(BadCatalog) as error:
        load_codes(folder, CATALOG)
    assert says in str(error.value)
    assert f"{file}:" in str(error.value)
    assert code_problems(folder, CATALOG) == error.value.problems
