"""HiGHS and CBC on an MPS file. Knows nothing of the planner: HiGHS cannot live beside OR-Tools.

Run as `python -m benchmarks.outside SOLVER MODEL.mps SECONDS OUT.json`. The clock starts before
the file is read; the objective lacks the constant of the model, which the caller adds.
"""

from __future__ import annotations

import json
import math
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

SAFE = 1e-6
GRACE_S = 30.0
CBC_FOUND = re.compile(r"Integer solution of (\S+) found.*\((\S+) seconds\)")
CBC_BOUND = re.compile(r"(?:best possible|Lower bound:)\s*(-?[\d.]+)")


def highs(model: Path, seconds: float) -> dict[str, Any]:
    """HiGHS with its default options."""
    import highspy

    began = time.perf_counter()
    solver = highspy.Highs()
    solver.silent()
    solver.setOptionValue("time_limit", seconds)
    trace: list[tuple[float, float]] = []

    def better(event: Any) -> None:
        trace.append((time.perf_counter() - began, event.data_out.objective_function_value))

    solver.cbMipImprovingSolution += better
    solver.readModel(str(model))
    solver.setOptionValue("time_limit", max(0.1, seconds - (time.perf_counter() - began)))
    solver.solve()
    info = solver.getInfo()
    status = solver.modelStatusToString(solver.getModelStatus())
    found = info.primal_solution_status == 2
    values = solver.getSolution().col_value if found else None
    names = [int(solver.getColName(i)[1][1:]) for i in range(solver.getNumCol())]
    return {
        "trace": trace,
        "values": {n: round(v) for n, v in zip(names, values, strict=True)} if found else None,
        "bound": info.mip_dual_bound if math.isfinite(info.mip_dual_bound) else None,
        "proven": status == "Optimal",
        "note": status,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def cbc(model: Path, seconds: float) -> dict[str, Any]:
    """The CBC program that comes with PuLP, with its default options and one thread."""
    import pulp

    program = pulp.PULP_CBC_CMD().path
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "solution"
        arguments = [program, str(model), "-timeMode", "elapsed", "-sec", str(seconds),
                     "-solve", "-solution", str(out)]  # fmt: skip
        try:
            ran = subprocess.run(
                arguments, capture_output=True, text=True, timeout=seconds + GRACE_S, check=False
            )
            log, late = ran.stdout, ""
        except subprocess.TimeoutExpired as error:
            told = error.stdout or b""
            log = told.decode() if isinstance(told, bytes) else told
            late = " (ended from outside, over its own limit)"
        text = out.read_text() if out.exists() else ""
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    head, *lines = text.splitlines() or [""]
    found = head.startswith(("Optimal", "Stopped")) and "no integer" not in head and bool(lines)
    trace = [(float(s), float(value)) for value, s in CBC_FOUND.findall(log)]
    bounds = [float(value) for value in CBC_BOUND.findall(log)]
    values = (
        {
            int(line.split()[1][1:]): round(float(line.split()[2]))
            for line in lines
            if "**" not in line
        }
        if found
        else None
    )
    proven = head.startswith("Optimal")
    return {
        "trace": trace,
        "values": values,
        "bound": max(bounds) if bounds else None,
        "proven": proven,
        "note": (head.split(" - ")[0] or "no answer") + late,
        "memory_mb": memory,
    }


def main() -> None:
    """One run; see the head of the file."""
    name, model, seconds, out = sys.argv[1:]
    found = {"highs": highs, "cbc": cbc}[name](Path(model), float(seconds))
    if found["bound"] is not None:
        found["bound"] = math.ceil(found["bound"] - SAFE)
    Path(out).write_text(json.dumps(found))


if __name__ == "__main__":
    main()
