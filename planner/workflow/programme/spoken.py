"""A programme is spoken of in the language that was asked for, or in that of its plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from planner.domain.language import asked_for, speaking
from planner.domain.local import living_in
from planner.domain.plan import Request
from planner.errors import StoreError
from planner.workflow.programme.history import History
from planner.workflow.programme.place import Place, opened

P = ParamSpec("P")
T = TypeVar("T")


def _request(place: Place) -> Request:
    """The request of the plan that holds now."""
    with opened(place.location) as store:
        return History(place.programme, store.records(place.programme)).plan.request


@contextmanager
def speaking_of_programme(place: Place) -> Iterator[None]:
    """In the language that was asked for, or else in that of the plan; as where its person is.

    Raises:
        StoreError: no such programme.
    """
    request = _request(place)
    with speaking(asked_for() or request.spoken), living_in(request.timezone):
        yield


@contextmanager
def speaking_if_known(place: Place) -> Iterator[None]:
    """As `speaking_of_programme`; a plan that cannot be read changes nothing.

    For what needs no plan: a programme of a newer planner can be taken out and deleted, too.
    """
    with ExitStack() as stack:
        with suppress(StoreError):
            stack.enter_context(speaking_of_programme(place))
        yield


def in_its_language(
    work: Callable[Concatenate[Place, P], T],
) -> Callable[Concatenate[Place, P], T]:
    """Make a function of a programme speak the programme's language.

    For what is kept beside the texts of the plan, or compared with them.
    """

    @wraps(work)
    def spoken(place: Place, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with speaking(_request(place).spoken):
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
