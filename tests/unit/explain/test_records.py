import yaml

from planner.explain.records import hit_lines, record_section, template_sections
from planner.knowledge import load_catalog, load_template
from planner.knowledge.search import search
from planner.knowledge.show import show

CATALOG = load_catalog()


def lines_of(name: str) -> tuple[str, ...]:
    (shown,) = show(CATALOG, name)
    return record_section(shown).lines


def test_a_record_is_shown_as_valid_yaml_with_who_names_it() -> None:
    lines = lines_of("sciatica_settled")
    cut = lines.index("  named by")
    data = yaml.safe_load("\n".join(lines[:cut]))
    assert data["test"]["all"][0] == {"fact": "leg_pain_max_7d", "at_most": 2}
    assert any("cr_007" in line and "then[0].defer.until" in line for line in lines[cut:])


def test_short_lists_stand_on_one_line_and_prose_on_its_own() -> None:
    lines = lines_of("bird_dog_full")
    assert "  positions: [quadruped]" in lines
    assert "  - Go on your hands and knees." in lines


def test_what_is_found_stands_in_columns() -> None:
    lines = hit_lines(search(CATALOG, "hamstring sciatica"), 80)
    assert lines[0].split()[:3] == ["seed", "statement", "S8"]
    assert len({line.index(name) for line, name in zip(lines, ("S8", "cr_007"), strict=False)}) == 1
    assert max(map(len, lines)) <= 80


def test_a_template_says_its_ranges_of_doses() -> None:
    template = load_template("empower", CATALOG)
    lines = [line for part in template_sections(template, 92) for line in part.lines]
    assert "  doses of strength: rest s at least 120" in lines
