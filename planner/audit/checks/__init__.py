"""One check per file; each is registered under its stable code."""

from __future__ import annotations

import importlib
import pkgutil

from planner.audit.report import CheckFunction, registered


def all_checks() -> dict[str, CheckFunction]:
    """Every check of this package, by code, in alphabetical order."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return registered()
