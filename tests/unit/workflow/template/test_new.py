"""Starting a template from another one."""

import pytest

from planner.errors import BadCatalog, OutputError
from planner.knowledge import load_catalog, load_template, template_files
from planner.workflow.template.edit import with_values
from planner.workflow.template.new import EDITOR, new_template

CATALOG = load_catalog()


@pytest.fixture
def new(tmp_path):
    def make(ref, name="own", *, extends=False, by="A. Clinician: physio #1"):
        path = tmp_path / f"{name}.yaml"
        return new_template(ref, path, by, extends=extends, catalog_dir=None)

    return make


@pytest.mark.parametrize("ref", ["general_low_back", "sciatica_first"])
def test_a_copy_keeps_every_comment_and_is_sound(new, ref):
    path = new(ref)
    text, base = path.read_text("utf-8"), template_files()[ref].read_text("utf-8")
    comments = [line for line in base.splitlines() if line.lstrip().startswith("#")]
    assert comments
    assert [line for line in text.splitlines() if line in comments] == comments
    assert text.startswith(f"{EDITOR}\n# Started from {ref} ")
    made, old = load_template(str(path), CATALOG), load_template(ref, CATALOG)
    assert (made.id, made.version, made.author) == ("own", "0.1.0", "A. Clinician: physio #1")
    assert (made.phases, made.caps) == (old.phases, old.caps)


def test_a_short_one_builds_on_the_other(new):
    path = new("general_low_back", extends=True)
    made = load_template(str(path), CATALOG)
    assert made.extends == "general_low_back"
    assert made.phases == load_template("general_low_back", CATALOG).phases
    assert len(path.read_text("utf-8").splitlines()) < 25


def test_the_example_in_its_comments_is_sound(new):
    path = new("general_low_back", extends=True)
    text = path.read_text("utf-8")
    head, _, example = text.partition("# without:")
    lines = [line.removeprefix("# ") for line in f"# without:{example}".splitlines()]
    path.write_text(head + "\n".join(lines) + "\n", "utf-8")
    assert load_template(str(path), CATALOG).without == ("assess_intake_screen",)


def test_one_of_ones_own_can_be_started_from_too(new):
    first = new("general_low_back", "first", extends=True)
    assert load_template(str(new(str(first), "second")), CATALOG).extends == "general_low_back"
    third = new(str(first), "third", extends=True)
    assert load_template(str(third), CATALOG).extends == str(first.resolve())


def test_nothing_is_overwritten(new):
    new("general_low_back")
    with pytest.raises(OutputError, match="is there already"):
        new("general_low_back")


def test_the_name_of_the_file_must_be_an_id(new):
    with pytest.raises(BadCatalog, match="small letters"):
        new("general_low_back", "My Template")


def test_a_comment_beside_a_changed_value_stays():
    text = "# head\nid: a  # the id\nversion: '1'\n"
    assert with_values(text, "x", {"id": "b", "author": "me"}) == (
        '# head\nauthor: "me"\nid: "b"  # the id\nversion: \'1\'\n'
    )


def test_a_value_over_several_lines_is_refused():
    with pytest.raises(BadCatalog, match="on one line"):
        with_values("id: >\n  a\n  b\n", "x", {"id": "c"})
