from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.browser import chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    # One at a time: its driver keeps the thread's event loop to itself as long as it runs.
    with chromium() as found:
        yield found
