"""Settings of Hypothesis, and how tests are shared among processes."""

from __future__ import annotations

import pytest
from hypothesis import settings

# A machine that is busy makes an example slow, not wrong.
settings.register_profile("planner", deadline=None)
settings.load_profile("planner")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file in one process, with `--dist loadgroup`.

    They share plans that take seconds to make. A test that names a group of its own keeps it.
    """
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))
