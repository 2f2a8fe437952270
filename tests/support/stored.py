"""Stores and programmes for tests, without a plan that takes seconds to make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from planner.domain.plan import Plan
from planner.intake import read_intake
from planner.store import Entry, Kind, Store, locate, open_store
from tests.support.people import CATALOG
from tests.support.sample_plan import sample_plan

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "desk_worker_sciatica.yaml"
SECRET = "Klatschmohn"


@contextmanager
def store_at(file: Path | str, *, create: bool = True) -> Iterator[Store]:
    with open_store(locate(str(file)), create=create) as store:
        yield store


def entry(
    kind: Kind = Kind.INTAKE, body: str = '{"note":"Klatschmohn"}', **changes: object
) -> Entry:
    return replace(Entry(kind=kind, dated="2026-12-14", body=body, by="person"), **changes)


def some_entries() -> Sequence[Entry]:
    return (entry(), entry(Kind.STATE, '{"state":"active"}'))


def plan_of_example() -> Plan:
    """A small plan that says it was made from the example's intake."""
    plan = sample_plan()
    intake = read_intake(EXAMPLE, CATALOG)
    return replace(plan, made_from=replace(plan.made_from, intake=intake.sha256))
