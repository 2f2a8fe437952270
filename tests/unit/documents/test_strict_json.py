"""JSON of other programs: refused with a sentence, never with a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.documents.strict_json import load_json
from planner.errors import BadInput

KB = 1024


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no valid JSON"),
        (b"{", "no valid JSON"),
        (b'{\n"a": 1,\n}', ":3: no valid JSON"),
        (b'{"a": NaN}', "NaN is no number"),
        (b'{"a": -Infinity}', "-Infinity is no number"),
        (b'{"a": {"b": 1, "b": 2}}', "'b' stands twice"),
        (b'"\xff"', "not UTF-8"),
        (b'"\\ud800"', "not UTF-8"),
        (b"[" * 100_000, "nested deeper than 5"),
        (b'[[[{"a": {"b": []}}]]]', "[0][0][0].a: nested deeper than 5"),
        (b"1" * 5000, "digits"),
        (b" " * (200 * KB), "larger than"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, says: str, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(data)
    with pytest.raises(BadInput) as error:
        load_json(file, max_bytes=150 * KB, max_depth=5)
    assert says in str(error.value)


def test_what_is_json_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(b'\xef\xbb\xbf{"a": [1, 2.5, "\\ud83d\\ude00"]}')
    assert load_json(file, max_bytes=KB, max_depth=5).data == {"a": [1, 2.5, "\U0001f600"]}
