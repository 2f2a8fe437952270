"""A programme is spoken of in the language that was asked for, or in that of its plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from planner.domain.language import asked_for, speaking
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


@contextmanager
def speaking_of_programme(place: Place) -> Iterator[None]:
    """In the language that was asked for, or else in that of the plan.

    Raises:
        StoreError: no such programme.
    """
    with speaking(asked_for() or language_of(place)):
        yield


def in_its_language(
    work: Callable[Concatenate[Place, P], T],
) -> Callable[Concatenate[Place, P], T]:
    """Make a function of a programme speak the programme's language.

    For what is kept beside the texts of the plan, or compared with them.
    """

    @wraps(work)
    def spoken(place: Place, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with speaking(language_of(place)):
            return work(place, *args, **kwargs)

    return spoken


def in_the_readers_language(
    work: Callable[Concatenate[Place, P], T],
) -> Callable[Concatenate[Place, P], T]:
    """Make a function of a programme speak as `speaking_of_programme`."""

    @wraps(work)
    def spoken(place: Place, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with speaking_of_programme(place):
            return work(place, *args, **kwargs)

    return spoken
