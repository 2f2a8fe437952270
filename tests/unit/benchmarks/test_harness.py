"""The harness on one small instance with tiny limits; claims that do not hold are noticed."""

import json
import subprocess
import sys
import time
from functools import cache
from importlib.util import find_spec
from itertools import pairwise

import pytest
from ortools.sat.python import cp_model

from benchmarks import report, run, summary
from benchmarks.cases import cases, problem_of
from benchmarks.check import decisions, measured, price, target_total
from benchmarks.greedy import Bounds
from benchmarks.linear import linear, write_mps
from benchmarks.methods import Heard, Run, script, weekly
from benchmarks.plain import plain
from benchmarks.worker import judged, record

SMALL = "shift_worker"


@cache
def small():
    return problem_of(SMALL)


@cache
def first():
    return weekly(small(), 1.0)


@cache
def model():
    return measured(small())


def test_the_week_by_week_plan_is_feasible_and_priced():
    found = judged(first(), model(), 1.0)
    assert found["fault"] == ""
    assert 0 < found["shortfall"] <= found["total"] == target_total(model())


@pytest.mark.parametrize("wrong", [-1, -10])
def test_a_wrong_objective_is_noticed(wrong):
    true = judged(first(), model(), 1.0)["shortfall"]
    claim = Run(trace=[(0.1, true + wrong)], plan=first().plan, first_s=0.1)
    found = judged(claim, model(), 1.0)
    assert "claims" in found["fault"]
    assert found["shortfall"] is None


def test_a_bound_above_the_plan_is_noticed():
    true = judged(first(), model(), 1.0)["shortfall"]
    claim = Run(plan=first().plan, bound=true + 1, first_s=0.1)
    assert "bound" in judged(claim, model(), 1.0)["fault"]


def test_a_plan_that_breaks_a_constraint_is_noticed():
    placed = dict(first().plan)
    for name in placed:
        if name[0] == "y":
            placed[name] = 1
    found = judged(Run(plan=placed, first_s=0.1), model(), 1.0)
    assert found["fault"] == "its plan breaks a constraint"
    assert not found["proven"]


def test_the_plain_formulation_has_the_same_plan_at_the_same_price():
    v = plain(small())
    values = {index: first().plan[name] for name, index in decisions(v).items()}
    assert price(v, values) == judged(first(), model(), 1.0)["shortfall"]


def test_the_linear_rows_have_the_same_plan_at_the_same_price():
    made = linear(model().model.proto)
    plan = {index: first().plan[name] for name, index in decisions(model()).items()}
    rows = cp_model.CpModel()
    bounds = [(plan[i], plan[i]) if i in plan else b for i, b in enumerate(made.bounds)]
    variables = [rows.new_int_var(*bound, "") for bound in bounds]
    for row in made.rows:
        total = sum(weight * variables[i] for i, weight in row.terms.items())
        assert row.low is not None or row.high is not None
        rows.add(total >= row.low) if row.low is not None else rows.add(total <= row.high)
        if row.low is not None and row.high is not None:
            rows.add(total <= row.high)
    rows.minimize(sum(weight * variables[i] for i, weight in made.cost.items()) + made.offset)
    solver = cp_model.CpSolver()
    assert solver.solve(rows) == cp_model.OPTIMAL
    assert round(solver.objective_value) == judged(first(), model(), 1.0)["shortfall"]


def test_a_literal_switches_a_row_off():
    m = cp_model.CpModel()
    a, b = m.new_int_var(0, 9, "a"), m.new_bool_var("b")
    m.add(a >= 5).only_enforce_if(b)
    m.add(a <= 3).only_enforce_if(~b)
    top, pick = m.new_int_var(0, 9, "t"), m.new_int_var(0, 9, "p")
    m.add_max_equality(top, [a, 2 * b])
    m.add_element(b, [7, 4], pick)
    allowed = set()
    made = linear(m.proto)
    for value in range(10):
        for on in (0, 1):
            for t in range(10):
                for p in (4, 7):
                    given = {0: value, 1: on, 2: t, 3: p}
                    if _holds(made, given):
                        allowed.add((value, on, t, p))
    assert allowed == {
        (value, on, max(value, 2 * on), (7, 4)[on])
        for value in range(10) for on in (0, 1) if (value >= 5 if on else value <= 3)
    }  # fmt: skip


def _holds(made, given):
    """Some values of the helper booleans satisfy all rows."""
    free = range(made.owned, len(made.bounds))
    for mask in range(2 ** len(free)):
        values = given | {index: mask >> bit & 1 for bit, index in enumerate(free)}
        sums = [(sum(w * values[i] for i, w in r.terms.items()), r) for r in made.rows]
        if all((r.low is None or s >= r.low) and (r.high is None or s <= r.high) for s, r in sums):
            return True
    return False


def test_highs_reads_the_file_and_finds_the_optimum(tmp_path):
    # Not imported here: it cannot live beside OR-Tools.
    if find_spec("highspy") is None:
        pytest.skip("needs the extra `bench`")
    m = cp_model.CpModel()
    a, b, _ = m.new_int_var(2, 9, "a"), m.new_bool_var("b"), m.new_bool_var("u")
    m.add(a >= 6).only_enforce_if(b)
    m.add(a + 4 * b >= 5)
    m.minimize(3 * a + 8 * b + 7)
    file, out = tmp_path / "m.mps", tmp_path / "o.json"
    made = linear(m.proto)
    write_mps(made, file)
    arguments = ["-m", "benchmarks.outside", "highs", str(file), "5", str(out)]
    subprocess.run([sys.executable, *arguments], check=True, cwd=run.ROOT)
    found = json.loads(out.read_text())
    assert (found["proven"], found["values"]["0"], found["values"]["1"]) == (True, 5, 0)
    assert found["bound"] + made.offset == 22


def test_a_record_of_the_default_solver_with_a_tiny_limit():
    found = record("cpsat", small(), 1.0)
    assert found["fault"] == ""
    assert found["method"] == "cpsat"
    assert set(found["at"]) == {"1"}


def test_instances_are_enough_and_named_once():
    known = cases()
    assert len({case.name for case in known}) == len(known)
    for size in report.SIZES:
        assert sum(case.size == size for case in known) >= 20
    examples = {path.stem for path in (run.ROOT / "examples").glob("*.yaml")}
    assert len(examples & {case.name for case in known}) == len(examples) - 1


def test_the_list_says_what_the_catalog_gives():
    case = next(case for case in cases() if case.name == SMALL)
    assert (case.families, case.weeks, case.slots) == (
        len(small().candidates), small().weeks, len(small().slots),
    )  # fmt: skip


def test_another_method_goes_first_on_each_instance():
    order = list(run.pairs(cases()[:3]))
    heads = [method for (method, name), before in zip(order, [(None, None), *order], strict=False)
             if name != before[1]]  # fmt: skip
    assert len(set(heads)) == 3
    assert all(a != b for a, b in pairwise(order))


def test_no_plan_counts_as_worst_in_a_median():
    assert report.middle([1.0, None, 3.0]) == "3.0"
    assert report.middle([1.0, None, None]) == "–"


def test_instances_not_run_by_every_method_are_left_out():
    rows = [{"method": m, "name": n} for m, n in (("a", "1"), ("b", "1"), ("a", "2"))]
    assert {row["name"] for row in report.complete(rows)} == {"1"}
    hopeless = [row | {"note": "INFEASIBLE"} for row in rows[:1]]
    assert report.complete([*hopeless, *rows[1:2]]) == []


def test_a_false_claim_that_there_is_no_plan_is_a_fault():
    planned = {"method": "planner", "name": "1", "shortfall": 3}
    denies = {"method": "cbc", "name": "1", "shortfall": None, "note": "Integer infeasible"}
    assert report.infeasible([planned, denies]) == set()
    assert "there is one" in report.failures([planned, denies])[0]
    assert report.infeasible([denies]) == {"1"}


def test_lines_of_the_first_level_are_heard_with_their_time():
    heard = Heard(time.perf_counter())
    heard("first plan found")
    heard("shortfall: 90", passing=True)
    heard("shortfall: 80 (bound 70, gap 12%)", passing=True)
    assert heard.level_s is None
    heard("shortfall: 75, proven")
    heard("burden: 7")
    assert [value for _, value in heard.trace] == [90, 80, 75]
    assert 0 < heard.first_s <= heard.level_s == heard.trace[-1][0]


def planned(name, **fields):
    base = {
        "method": "planner", "name": name, "shortfall": 30, "bound": 20, "total": 1000, "first_s": 1.0,
        "proven": False, "level_s": 5.0, "wall_s": 9.0, "cpu_s": 8.0, "memory_mb": 200,
        "levels": [("shortfall", 30, 20, False), ("burden", 1, 1, True), ("habit", 1, 1, True)],
    }  # fmt: skip
    return {**base, **fields}


def test_the_planner_alone_is_told_by_size():
    rows = [
        planned("a"),
        planned("b", bound=30, proven=True, first_s=2.0),
        planned("c", bound=29, proven=True, level_s=20.0, levels=[("burden", 1, 0, False)]),
        planned("d", shortfall=None, note="infeasible"),
    ]
    lines = summary.summary([*rows, {"method": "cbc"}], lambda row: "small")
    assert len(lines) == 3
    assert [cell.strip() for cell in lines[2].strip("|").split("|")] == [
        "small", "4", "3", "1.0 (2.0)", "33 % (1/3)", "67 % (2/3)", "100 % (3/3)", "0.1 (1.0)",
        "67 % (2/3)", "9.0 (9.0)", "8.0 (8.0)", "200.0 (200.0)",
    ]  # fmt: skip


def test_a_line_that_was_cut_off_is_measured_again(tmp_path, capsys):
    file = tmp_path / "records.jsonl"
    file.write_text('{"name": "a"}\n{"name": "b')
    assert run.records(file) == [{"name": "a"}]
    assert "unfinished" in capsys.readouterr().err
    assert run.records(tmp_path / "none") == []


def test_a_record_after_a_line_that_was_cut_off_is_on_a_line_of_its_own(tmp_path):
    file = tmp_path / "records.jsonl"
    file.write_text('{"name": "b')
    run.keep({"name": "c"}, file)
    assert run.records(file) == [{"name": "c"}]


def test_other_code_is_measured_anew(tmp_path, monkeypatch):
    (tmp_path / "planner").mkdir()
    (tmp_path / "planner" / "a.py").write_text("x = 1")
    monkeypatch.setattr(run, "ROOT", tmp_path)
    before = run.fingerprint()
    (tmp_path / "planner" / "a.py").write_text("x = 2")
    assert run.fingerprint() != before


def test_a_record_of_the_planner_tells_time_and_cost():
    found = record("planner", small(), 0.5)
    assert found["fault"] == ""
    assert [level[0] for level in found["levels"]] == ["shortfall", "burden", "habit", "evenness"]
    assert 0 < found["first_s"] <= found["level_s"] <= found["wall_s"]
    assert found["cpu_s"] > 0


def test_the_greedy_script_finds_a_plan_that_the_model_allows():
    found = script(small(), 60.0)
    rated = judged(found, model(), 60.0)
    assert rated["fault"] == ""
    assert 0 < rated["shortfall"] < rated["total"]


def test_greedy_bounds_see_a_maximum_and_an_element():
    m = cp_model.CpModel()
    a, b, top = (m.new_int_var(0, 9, name) for name in "abt")
    index, value = m.new_int_var(0, 2, "i"), m.new_int_var(0, 9, "v")
    m.add_max_equality(top, [a, b])
    m.add_element(index, [1, 5, 8], value)
    bounds = Bounds(linear(m.proto))
    assert bounds.decide(a.index, 3)
    assert bounds.decide(b.index, 2)
    assert (bounds.low[top.index], bounds.high[top.index]) == (3, 3)
    before = list(bounds.low), list(bounds.high), list(bounds.least)
    assert not bounds.decide(top.index, 4)
    assert (bounds.low, bounds.high, bounds.least) == before
    assert bounds.decide(index.index, 1)
    assert (bounds.low[value.index], bounds.high[value.index]) == (5, 5)
