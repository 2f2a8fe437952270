"""What every part of a plan is made of."""

from __future__ import annotations

from msgspec import Struct


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every part of a plan: immutable, unknown keys refused when read back."""


class Because(Part, frozen=True):
    """One reason: a rule, finding, goal or template id, the sentence, and its sources."""

    rule: str
    text: str
    sources: tuple[str, ...] = ()
