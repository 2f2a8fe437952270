"""However broken an intake is: it is read, or refused with its problems; never anything else."""

from __future__ import annotations

import contextlib
import copy
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.documents import Document
from planner.errors import BadInput
from planner.intake import read_document, resolve_answers
from planner.knowledge import load_catalog

the_catalog = cache(load_catalog)
ROOT = Path(__file__).parents[3]
GOOD = yaml.load((ROOT / "tests/data/contract_intake.yaml").read_text("utf-8"), yaml.BaseLoader)
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(
        ["left", "2026-12-01", "06:30", "none", "sciatica", "9999-12-31", "0001-01-01"]
    ),
    st.lists(st.one_of(st.none(), st.text(max_size=3)), max_size=2),
    st.dictionaries(st.text(max_size=4), st.none(), max_size=2),
)


def places(part, path=()):
    yield path
    if isinstance(part, dict | list):
        keys = part if isinstance(part, dict) else range(len(part))
        for key in keys:
            yield from places(part[key], (*path, key))


def plain(part):
    """Data as the loader gives it: numbers and booleans instead of text."""
    if isinstance(part, dict):
        return {key: plain(value) for key, value in part.items()}
    if isinstance(part, list):
        return [plain(value) for value in part]
    if part.lstrip("-").isdigit():
        return int(part)
    return {"true": True, "false": False}.get(part, part)


@settings(deadline=None, max_examples=300)
@given(data=st.data(), odd=ODD)
def test_any_value_in_any_place(data, odd):
    catalog = the_catalog()
    content = plain(copy.deepcopy(GOOD))
    *path, last = data.draw(st.sampled_from([place for place in places(content) if place]))
    part = content
    for key in path:
        part = part[key]
    part[last] = odd
    with contextlib.suppress(BadInput):
        resolve_answers(read_document(Document(content, "fuzz", {}), catalog), catalog)


def test_the_good_one_is_good():
    assert read_document(Document(plain(GOOD), "good", {}), the_catalog()).plan.weeks == 12


@pytest.mark.parametrize("data", [None, 1, "x", [], {}, {1: 2}])
def test_no_mapping_at_all(data):
    with pytest.raises(BadInput):
        read_document(Document(data, "odd", {}), the_catalog())
