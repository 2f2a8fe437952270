"""Edits of a template file that leave every comment and every other line as it stands."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from planner.documents import parse_yaml
from planner.errors import BadCatalog, BadInput, Problem
from planner.told import told

_COMMENT = r"(?P<comment>\s+#.*)?"


def with_values(text: str, file: str, values: Mapping[str, str]) -> str:
    """The text with other values of top-level keys; a key that is not there is put first.

    Raises:
        BadCatalog: the text is no template that can be edited, such as a value over several lines.
    """
    before = parse_yaml(text.encode(), file, error=BadCatalog)
    lines = text.splitlines()
    new = []
    for key, value in values.items():
        written = f"{key}: {json.dumps(value, ensure_ascii=False)}"
        if key in before.data:
            number = before.line((key,)) - 1
            found = re.fullmatch(rf"{key}:.*?{_COMMENT}", lines[number])
            comment = (found.group("comment") or "") if found else ""
            lines[number] = written + comment
        else:
            new.append(written)
    at = next((n for n, line in enumerate(lines) if line and not line.startswith("#")), len(lines))
    edited = "\n".join([*lines[:at], *new, *lines[at:]]) + "\n"
    if not _holds(edited, file, {**before.data, **values}):
        text = told(
            "the values of {values} must each stand on one line to be changed",
            values=", ".join(values),
        )
        raise BadCatalog([Problem(file, 0, "", text)])
    return edited


def _holds(text: str, file: str, data: object) -> bool:
    """The text is YAML and says exactly this."""
    try:
        return bool(parse_yaml(text.encode(), file).data == data)
    except BadInput:
        return False
