"""Every broken intake of tests/spec/intake_errors.yaml says what, where and what to write."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from planner.errors import BadInput, ExitCode

SPEC = yaml.safe_load((Path(__file__).parents[2] / "spec/intake_errors.yaml").read_text("utf-8"))


def text_of(case: dict) -> str:
    lines = SPEC["base"].splitlines()
    for number, text in case.get("instead", {}).items():
        lines[number - 1] = text
    return "\n".join(lines) + "\n" + case.get("add", "")


@pytest.mark.parametrize("case", SPEC["cases"], ids=lambda case: case["name"])
def test_broken_intake(case, read):
    with pytest.raises(BadInput) as error:
        read(base=text_of(case))
    assert error.value.exit_code == ExitCode.BAD_INPUT
    found = [(problem.line, problem.key) for problem in error.value.problems]
    assert sorted(found) == sorted((want["line"], want["key"]) for want in case["expect"])
    for want in case["expect"]:
        texts = [p.text for p in error.value.problems if p.key == want["key"]]
        assert any(str(want["says"]) in text for text in texts), texts


def test_the_base_of_the_cases_is_good(read):
    assert read(base=SPEC["base"]).id == "someone"
