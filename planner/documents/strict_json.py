"""JSON of other programs: read strictly, with the path of what is wrong."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from planner.documents.document import Document, KeyPath
from planner.documents.source import file_name, read_bytes
from planner.errors import BadInput, Problem
from planner.told import told

# Escapes of half a character: valid JSON by its letter, but no text that can be written down.
_HALF = re.compile(r"\\u[dD][89a-fA-F]")


def load_json(path: Path | str, *, max_bytes: int, max_depth: int) -> Document:
    """Read and parse a JSON file; `-` is standard input. Lines are not known afterwards.

    Raises:
        BadInput: too large, nested too deeply, no JSON, a key twice, or a number that is none.
    """
    data, name = read_bytes(path, max_bytes, BadInput), file_name(path)
    try:
        text = data.decode("utf-8-sig")
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)
        if _HALF.search(text):
            json.dumps(found, ensure_ascii=False).encode()
    except UnicodeError:
        raise _bad(name, 0, told("the file is not UTF-8 text; save it as UTF-8")) from None
    except json.JSONDecodeError as reason:
        raise _bad(name, reason.lineno, told("no valid JSON: {msg}", msg=reason.msg)) from None
    except RecursionError:
        raise _bad(name, 0, _too_deep(max_depth)) from None
    except ValueError as reason:
        raise _bad(name, 0, str(reason)) from None
    deep = _deeper(found, max_depth)
    document = Document(found, name, {})
    if deep is not None:
        raise BadInput([document.problem(deep, _too_deep(max_depth))])
    return document


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        counts = Counter(key for key, _ in pairs)
        twice = counts.most_common(1)[0][0]
        raise ValueError(told("the key {twice!r} stands twice in one object", twice=twice[:40]))
    return found


def _refuse(word: str) -> float:
    raise ValueError(told("{word} is no number of JSON", word=word))


def _deeper(value: object, most: int) -> KeyPath | None:
    """Path of the first value that is nested deeper than allowed; cut, as it may be endless."""
    waiting: list[tuple[object, KeyPath]] = [(value, ())]
    while waiting:
        here, path = waiting.pop()
        if not isinstance(here, dict | list):
            continue
        if len(path) >= most:
            return path[:4]
        steps = here.items() if isinstance(here, dict) else enumerate(here)
        waiting += [(below, (*path, step)) for step, below in steps]
    return None


def _too_deep(most: int) -> str:
    return told("nested deeper than {most} levels, the most that is read", most=most)


def _bad(file: str, line: int, text: str) -> BadInput:
    return BadInput([Problem(file, line, "", text)])
