"""Arrow and Dask, where they are installed; nothing else of the planner needs them."""

from __future__ import annotations

from typing import Any

from planner.errors import PlannerError

_MISSING = "the part for cohorts is not installed; run: pip install 'rehab-planner[cohort]'"


def arrow() -> Any:  # noqa: ANN401 - a module without types
    """Arrow with its Parquet.

    Raises:
        PlannerError: it is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise PlannerError(_MISSING) from None
    return pyarrow


def dask() -> Any:  # noqa: ANN401 - a module without types
    """Dask's part for clusters.

    Raises:
        PlannerError: it is not installed.
    """
    try:
        import distributed
        import distributed.scheduler
    except ImportError:
        raise PlannerError(_MISSING) from None
    return distributed
