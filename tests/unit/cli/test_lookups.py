"""`planner catalog` and `planner template` on the real catalog."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planner.cli import main

ROOT = Path(__file__).parents[3]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


# What several tests look at is run once: the proof of the catalog takes seconds.
looked_up = cache(run)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("catalog", "check"), "no faults"),
        (("catalog", "check"), "581 rules, each reached by an intake that answers everything"),
        (("catalog", "check", "--contradictions"), "cr_179 then[0] floor < cr_193 cap"),
        (("catalog", "show", "bird_dog_full"), "Go on your hands and knees."),
        (("catalog", "search", "figure", "sitting"), "piriformis_seated_figure4"),
        (("catalog", "why", "cr_067"), "George SZ"),
        (("catalog", "why", "cr_007"), "S8 Hamstring stretches pull on the sciatic nerve."),
        (("catalog", "show", "cr_007"), "earliest_week_if_unmeasured: 5"),
        (("catalog", "search", "hamstring", "sciatica"), "seed statement"),
        (("catalog", "why", "piriformis_seated_figure4"), "cr_060"),
        (("template", "list"), "sciatica_first"),
        (("template", "show", "sciatica_first"), "Weeks 1-2: Calm"),
        (("template", "check"), "general_low_back: no faults"),
        (("template", "show", "sciatica_first"), "A draft: no clinician has approved it."),
        (("template", "diff", "sciatica_first", "extension_bias"), "phase: Calm (1-2) is gone"),
        (("schema", "template"), "https://json-schema.org/draft/2020-12/schema"),
    ],
)
def test_lookups_print_text(arguments: tuple[str, ...], words: str) -> None:
    done = looked_up(*arguments)
    assert done.exit_code == 0, done.output
    assert words in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("catalog", "check"),
        ("catalog", "check", "--contradictions"),
        ("catalog", "show", "bird_dog_full"),
        ("catalog", "search", "figure"),
        ("catalog", "why", "cr_067"),
        ("template", "list"),
        ("template", "show", "sciatica_first"),
        ("template", "check"),
        ("template", "diff", "sciatica_first", "extension_bias"),
        ("schema", "intake"),
    ],
)
def test_lookups_print_json(arguments: tuple[str, ...]) -> None:
    done = looked_up(*arguments, "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("catalog", "show", "bird_dog_ful"), 10, "did you mean 'bird_dog_full'"),
        (("catalog", "why", "prg_session_ordr"), 10, "did you mean 'prg_session_order'"),
        (("template", "show", "sciatica"), 11, "sciatica_first"),
        (("template", "check", "nothing.yaml"), 11, "nothing.yaml"),
        (("--catalog", "no/such/folder", "catalog", "check"), 11, "no/such/folder"),
    ],
)
def test_what_is_not_there_is_said(arguments: tuple[str, ...], code: int, words: str) -> None:
    done = run(*arguments)
    assert done.exit_code == code, done.output
    assert words in done.stderr
    assert done.stdout == ""


def test_faults_of_several_templates_are_reported_together(tmp_path: Path) -> None:
    good = (ROOT / "templates" / "extension_bias.yaml").read_text(encoding="utf-8")
    paths = []
    for number, wrong in enumerate(("mdt_extensio", "walkk")):
        path = tmp_path / f"t{number}.yaml"
        path.write_text(good.replace("mdt_extension", wrong), encoding="utf-8")
        paths.append(str(path))
    done = run("template", "check", *paths)
    assert done.exit_code == 11
    assert "mdt_extensio" in done.stderr
    assert "walkk" in done.stderr


def test_a_template_that_loosens_the_catalog_is_refused(tmp_path: Path) -> None:
    good = (ROOT / "templates" / "extension_bias.yaml").read_text(encoding="utf-8")
    path = tmp_path / "loose.yaml"
    path.write_text(good.replace("items_per_session: 8", "items_per_session: 12"), "utf-8")
    done = run("template", "check", str(path))
    assert done.exit_code == 11
    assert "loosens" in done.stderr


def test_search_needs_every_word() -> None:
    assert run("catalog", "search", "bird", "dog").stdout
    assert not run("catalog", "search", "bird", "submarine").stdout


def test_contradictions_are_counted_and_listed_on_demand() -> None:
    short = json.loads(looked_up("catalog", "check", "--json").stdout)
    assert short["clashes"] is None
    whole = json.loads(looked_up("catalog", "check", "--contradictions", "--json").stdout)
    kinds = [clash["kind"] for clash in whole["clashes"]]
    assert {kind: kinds.count(kind) for kind in kinds} == short["contradictions"]
    assert not any(clash["silent"] for clash in whole["clashes"])
    assert short["reached"] == short["counts"]["rule"] == 581
    assert short["cases"]["fires"] == 581


def test_a_template_is_started_and_its_schema_written_beside_it(tmp_path: Path) -> None:
    file, beside = tmp_path / "own.yaml", tmp_path / "template.schema.json"
    done = run("template", "new", "--from", "general_low_back", "-o", str(file), "--extends")
    assert done.exit_code == 0, done.output
    assert f"planner schema template -o {beside}" in done.stderr
    assert run("schema", "template", "-o", str(beside)).exit_code == 0
    assert json.loads(beside.read_text("utf-8"))["title"] == "template"
    assert run("template", "check", str(file)).stdout == "own: no faults\n"
    again = run("template", "new", "--from", "general_low_back", "-o", str(file))
    assert again.exit_code == 10
    assert "is there already" in again.stderr


def test_a_template_tried_on_people_who_get_no_plan_says_why(tmp_path: Path) -> None:
    panel = ROOT / "examples" / "red_flag_numb_saddle.yaml"
    broken = tmp_path / "broken.yaml"
    broken.write_text("format: intake/1\n", "utf-8")
    arguments = ("template", "try", "sciatica_first", "--panel", str(panel), "--panel", str(broken))
    done = run(*arguments)
    assert done.exit_code == 0, done.output
    assert "referral" in done.stdout
    assert "bad_input" in done.stdout
    people = json.loads(run(*arguments, "--json").stdout)["people"]
    assert [person["after"]["status"] for person in people] == ["referral", "bad_input"]
