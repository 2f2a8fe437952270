"""A programme is spoken of in the language of its plan."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from planner.domain.language import speaking
from planner.workflow.programme.history import History
from planner.workflow.programme.place import Place, opened

P = ParamSpec("P")
T = TypeVar("T")


def language_of(place: Place) -> str:
    """Code of the language of the plan that holds now.

    Raises:
        StoreError: no such programme.
    """
    with opened(place.location) as store:
        history = History(place.programme, store.records(place.programme))
        return history.plan.request.spoken


def in_its_language(
    work: Callable[Concatenate[Place, P], T],
) -> Callable[Concatenate[Place, P], T]:
    """Make a function of a programme speak the programme's language."""

    @wraps(work)
    def spoken(place: Place, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with speaking(language_of(place)):
            return work(place, *args, **kwargs)

    return spoken
