"""One method on one instance in a process of its own; writes one record as JSON.

Run as `python -m benchmarks.worker METHOD INSTANCE SECONDS OUT.json`. Whatever the method claims,
its plan is put into our model: `shortfall` is what the check found, None where there is no plan,
and `fault` says where a claim does not hold.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.cases import problem_of
from benchmarks.check import decisions, measured, price, target_total
from benchmarks.linear import linear, write_mps
from benchmarks.methods import CUTS_S, METHODS, Run
from planner.problem.model import Problem
from planner.solver.variables import Variables

OUTSIDE = ("highs", "cbc")
GRACE_S = 60.0


def record(method: str, problem: Problem, seconds: float) -> dict[str, Any]:
    """Run and judge one method; see the head of the file."""
    memory = None
    began, used = time.perf_counter(), _cpu()
    if method in OUTSIDE:
        v = measured(problem)
        run, memory = _outside(method, v, seconds)
    else:
        run = METHODS[method](problem, seconds)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    spent = {"wall_s": time.perf_counter() - began, "cpu_s": _cpu() - used}
    if method not in OUTSIDE:
        v = measured(problem)
    return judged(run, v, seconds) | spent | {
        "method": method, "seconds": seconds, "memory_mb": round(memory)
    }  # fmt: skip


def _cpu() -> float:
    """Seconds of every core by this process and those that it waited for."""
    own, children = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def judged(run: Run, v: Variables, seconds: float) -> dict[str, Any]:
    """The record of a run: its plan priced by our model, and what is false in its claims."""
    total = target_total(v)
    shortfall, fault = None, ""
    if run.plan is not None:
        shortfall = price(v, {index: run.plan[name] for name, index in decisions(v).items()})
        claimed = min((value for _, value in run.trace), default=None)
        if shortfall is None:
            fault = "its plan breaks a constraint"
        elif claimed is not None and shortfall > claimed:
            fault = f"claims {claimed}, its plan is worth {shortfall}"
        elif run.bound is not None and run.bound > shortfall:
            fault = f"claims the bound {run.bound}, its plan is worth {shortfall}"
    trace = list(run.trace)
    if shortfall is not None and not trace and run.first_s is not None:
        trace = [(run.first_s, shortfall)]
    cuts = [*(c for c in CUTS_S if c < seconds), seconds]
    at = {f"{c:g}": min((v for s, v in trace if s <= c), default=None) for c in cuts}
    is_sound = run.plan is not None and not fault
    return {
        "total": total,
        "first_s": run.first_s if is_sound else None,
        "at": at if is_sound else dict.fromkeys(at),
        "shortfall": shortfall if is_sound else None,
        "bound": run.bound,
        "proven": run.proven and is_sound,
        "level_s": run.level_s,
        "levels": run.levels,
        "note": run.note,
        "fault": fault,
    }


def _outside(method: str, v: Variables, seconds: float) -> tuple[Run, float]:
    made = linear(v.model.proto)
    with tempfile.TemporaryDirectory() as name:
        model, out = Path(name) / "plan.mps", Path(name) / "out.json"
        write_mps(made, model)
        arguments = ["-m", "benchmarks.outside", method, str(model), str(seconds), str(out)]
        subprocess.run([sys.executable, *arguments], check=True, timeout=seconds + GRACE_S)
        found = json.loads(out.read_text())
    trace = [(s, round(value) + made.offset) for s, value in found["trace"]]
    run = Run(trace=trace, note=found["note"], proven=found["proven"])
    if found["bound"] is not None:
        run.bound = found["bound"] + made.offset
    if found["values"] is not None:
        values = {int(index): value for index, value in found["values"].items()}
        run.plan = {name: values.get(index, 0) for name, index in decisions(v).items()}
        run.first_s = trace[0][0] if trace else seconds
    return run, found["memory_mb"]


def main() -> None:
    """One record; see the head of the file."""
    method, instance, seconds, out = sys.argv[1:]
    problem = problem_of(instance)
    if problem is None:
        raise SystemExit(f"{instance}: no plan is made for this person")
    Path(out).write_text(json.dumps(record(method, problem, float(seconds)) | {"name": instance}))


if __name__ == "__main__":
    main()
