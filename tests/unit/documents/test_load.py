import io
import os
import sys
import types

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.documents import Document, load_yaml, parse_yaml
from planner.errors import BadCatalog, BadInput, FileError


def parse(text: str) -> Document:
    return parse_yaml(text.encode(), "a.yaml")


def problems(text: str | bytes, **options) -> list[str]:
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(BadInput) as caught:
        parse_yaml(data, "a.yaml", **options)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("06:30", "06:30"),
        ("no", "no"),
        ("on", "on"),
        ("Yes", "Yes"),
        ("true", True),
        ("FALSE", False),
        ("2026-12-07", "2026-12-07"),
        ("2026-12-24T00:00", "2026-12-24T00:00"),
        ("1_000", "1_000"),
        ("012", 12),
        ("0o14", 12),
        ("0x1F", 31),
        ("-3", -3),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        (".inf", float("inf")),
        ("~", None),
        ("", None),
        ("'no'", "no"),
        ('"12"', "12"),
        ("none", "none"),
        ("1.0.0", "1.0.0"),
        ("-", [None]),
        ("+", "+"),
        ("0b1", "0b1"),
    ],
)
def test_plain_scalars_follow_the_yaml_1_2_core_schema(written, value):
    document = parse(f"key: {written}" if written != "-" else "key:\n  -")
    assert document.data == {"key": value}
    assert type(document.data["key"]) is type(value)


def test_every_path_has_its_line():
    document = parse("a: 1\nb:\n  - x: 2\n    y: 3\n  - [4,\n     5]\n")
    assert document.line(("a",)) == 1
    assert document.line(("b",)) == 2
    assert document.line(("b", 0, "y")) == 4
    assert document.line(("b", 1, 1)) == 6


def test_a_path_that_is_not_there_has_the_line_of_its_nearest_ancestor():
    document = parse("a: 1\nb:\n  c: 2\n")
    assert document.line(("b", "c", "d", 0)) == 3
    assert document.line(("b", "z")) == 2
    assert document.line(("z",)) == 1


def test_json_is_read_too():
    document = parse('{\n\t"a": [1, null, true],\n\t"b": {"c": "06:30"}\n}')
    assert document.data == {"a": [1, None, True], "b": {"c": "06:30"}}
    assert document.line(("b", "c")) == 3


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text("ab: -#'\"\n{}[]&*!,é", max_size=8),
        lambda below: (
            st.lists(below, max_size=3) | st.dictionaries(st.text("ab:# ", max_size=4), below)
        ),
        max_leaves=12,
    )
)
def test_whatever_json_says_is_read_as_it_is(value):
    import json

    assert parse(json.dumps(value, ensure_ascii=False)).data == value


def test_an_empty_document_is_nothing():
    document = parse("# only a comment\n")
    assert document.data is None
    assert document.line(("a",)) == 0


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "a: the key stands here twice (first on line 1)"),
        ("a:\n  b: &x 1\n", 2, "a.b: anchors (&x)"),
        ("a: &x 1\nb: *x\n", 2, "b: aliases"),
        ("a:\n  <<: {b: 1}\n", 2, "merge keys"),
        ("a: !!python/object:os.system x\n", 1, "a: tags (tag:yaml.org"),
        ("a: !secret x\n", 1, "a: tags (!secret)"),
        ("a: 1\n---\nb: 2\n", 2, "more than one document"),
        ("a: 1\n12: 2\n", 2, "12: a key must be a word"),
        ("a:\n  ? [x, y]\n  : 2\n", 2, "a: a key must be a word"),
        ("a: [1, 2\nb: 3\n", 2, "no valid YAML"),
        ("a: 1\n\tb: 2\n", 2, "no valid YAML"),
        ("a: 1\nb: x\0y\n", 2, "NUL byte"),
        ("a: " + "9" * 5000, 1, "too long"),
    ],
)
def test_what_is_refused_is_named_with_its_line(text, line, word):
    found = problems(text)
    assert any(f"a.yaml:{line}: " in each and word in each for each in found), found


def test_all_problems_come_at_once():
    found = problems("a: &x 1\nb: *x\nb: 2\nc: !t 3\n")
    assert [each.split(":")[1] for each in found] == ["1", "2", "3", "4"]


def test_the_same_key_in_two_mappings_is_fine():
    assert parse("a: {x: 1}\nb: {x: 2}\n").data == {"a": {"x": 1}, "b": {"x": 2}}


def test_a_file_that_is_not_utf_8():
    assert problems(b"a: 1\nb: \xff\xfe\n") == [
        "a.yaml:2: the file is not UTF-8 text; save it as UTF-8"
    ]


def test_a_byte_order_mark_is_skipped():
    assert parse_yaml(b"\xef\xbb\xbfa: 1\n", "a.yaml").data == {"a": 1}


@pytest.mark.parametrize("opened", ["[", "{a: ", '{"a": '])
def test_deep_nesting_is_refused_without_recursion(opened):
    (found,) = problems(opened * 100_000, max_depth=10)
    assert "nesting" in found


def test_nesting_up_to_the_limit_is_read():
    assert parse_yaml(b"[[[]]]", "a.yaml", max_depth=3).data == [[[]]]
    assert problems("[[[]]]", max_depth=2)


def reading(path, **options) -> str:
    with pytest.raises(FileError) as caught:
        load_yaml(path, **options)
    (problem,) = caught.value.problems
    assert problem.line == 0
    return problem.text


def test_files_that_cannot_be_read(tmp_path):
    assert "no such file" in reading(tmp_path / "missing.yaml")
    assert "directory" in reading(tmp_path)
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * 1001)
    assert "larger than 1000 bytes" in reading(large, max_bytes=1000)
    assert load_yaml(large, max_bytes=1001).data is None
    assert reading(tmp_path / ("x" * 300))
    assert reading("a\0b")


def test_a_large_file_is_not_read_whole(tmp_path):
    sparse = tmp_path / "sparse.yaml"
    with sparse.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    assert reading(sparse) == "the file is larger than 1 MB, the most that is read"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_or_device_does_not_hang(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "regular file" in reading(tmp_path / "pipe")
    assert "regular file" in reading("/dev/null")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission(tmp_path):
    closed = tmp_path / "closed.yaml"
    closed.write_text("a: 1")
    closed.chmod(0)
    assert "permission" in reading(closed)


def test_a_dash_is_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", types.SimpleNamespace(buffer=io.BytesIO(b"a: 1\n")))
    document = load_yaml("-")
    assert (document.data, document.file) == ({"a": 1}, "<stdin>")


def test_standard_input_has_the_same_limit(monkeypatch):
    monkeypatch.setattr(sys, "stdin", types.SimpleNamespace(buffer=io.BytesIO(b"#" * 20)))
    assert "larger than 10 bytes" in reading("-", max_bytes=10)


def test_the_class_of_the_error_can_be_chosen(tmp_path):
    with pytest.raises(BadCatalog):
        load_yaml(tmp_path / "missing.yaml", error=BadCatalog)
    bad = tmp_path / "bad.yaml"
    bad.write_text("a: &x 1")
    with pytest.raises(BadCatalog):
        load_yaml(bad, error=BadCatalog)
