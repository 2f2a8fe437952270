"""A wish gives way where no plan holds it, and it is told."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from planner.errors import Infeasible
from planner.problem.bounds import NewCap
from planner.workflow import search
from tests.support.contexts import EVENINGS, context_of
from tests.support.people import CATALOG, having, healthy, intake

WEEKS = 6


def parts(context):
    return (context.template, context.intake, context.answers, context.eligibility)


def made(monkeypatch, change=lambda problem: problem):
    build = search.build

    def changed(*given):
        built, context = build(*given)
        return replace(built, problem=change(built.problem)), context

    monkeypatch.setattr(search, "build", changed)
    who = having(healthy(), piriformis_syndrome="settling")
    context = context_of(who, intake(WEEKS, availability=EVENINGS))
    return search.searched(CATALOG, *parts(context), "quick")


def wishes(problem):
    return [demand for demand in problem.day_demands if demand.weight]


def told(built):
    return [text for text in built.unmet if text.startswith("piriformis_syndrome: ")]


def test_wishes_are_met_where_there_is_room(monkeypatch):
    built, _, result = made(monkeypatch)
    assert wishes(built.problem)
    assert result.placements
    assert told(built) == []


def test_a_wish_without_a_place_is_no_clash_and_is_told(monkeypatch):
    def nothing_starts(problem):
        held = {c for wish in wishes(problem) for c in wish.candidates}
        caps = [
            NewCap(id="none", week=week, candidates=tuple(sorted(held)), value=0)
            for week in range(WEEKS)
        ]
        return replace(
            problem, new_caps=(*problem.new_caps, *caps), day_demands=tuple(wishes(problem))
        )

    built, _, result = made(monkeypatch, nothing_starts)
    assert result.placements
    assert len(told(built)) == 1
    assert "found no place" in told(built)[0]


def test_without_any_time_there_is_nothing_to_search():
    context = context_of(healthy(), intake(WEEKS, availability=()))
    with pytest.raises(Infeasible):
        search.searched(CATALOG, *parts(context), "quick")
