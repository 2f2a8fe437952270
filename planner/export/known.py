"""What the catalog knows beside a plan, for views that people read."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Sign(Struct, frozen=True, kw_only=True):
    """A stop sign of a session.

    Attributes:
        id: value of the fact `session_symptoms`.
        sign: what is noticed, in few words.
        text: what to do when it comes up.
        is_emergency: help is needed at once.
        ends_session: the whole session stops; otherwise the item that brought it on.
    """

    id: str
    sign: str
    text: str
    is_emergency: bool
    ends_session: bool


class Known(Struct, frozen=True, kw_only=True):
    """Names and sentences of the catalog that a plan does not repeat.

    Attributes:
        names: name of each activity, by id.
        measures: name of each measure of retests, by id.
        signs: stop signs, those of an emergency first.
        reasons: the sentence of each rule for the person, by id.
        needs: rules that leave out what a person has no finding for.
        pain, effort: lowest and highest score.
    """

    names: Mapping[str, str] = {}
    measures: Mapping[str, str] = {}
    signs: tuple[Sign, ...] = ()
    reasons: Mapping[str, str] = {}
    needs: frozenset[str] = frozenset()
    pain: tuple[int, int] = (0, 10)
    effort: tuple[int, int] = (0, 10)
