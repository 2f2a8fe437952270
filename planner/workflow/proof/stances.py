"""What each effect of each rule stands for, ready to be compared with the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from msgspec.structs import replace

from planner.knowledge import Catalog
from planner.knowledge.checks.target import has_placeholder, named_hits
from planner.knowledge.model import Rule, Target
from planner.knowledge.worlds import Worlds, can_both_hold, follows, worlds

SOFT = "preference"
STRETCH = "stretch"
FIRSTS = {"@first_stretch": STRETCH, "@first_strength": "strength"}
LISTED = ("activity", "muscle_stretch", "movement")


class Stance:
    """One effect of one rule.

    Attributes:
        place: index of the effect in `then`.
        may: bits of the activities that it may touch, whatever the log says.
        sure: bits of those that it touches in any case.
    """

    def __init__(self, rule: Rule, place: int, body: Any, may: int, sure: int) -> None:  # noqa: ANN401
        self.rule = rule
        self.place = place
        self.kind = rule.then[place].kind
        self.body = body
        self.may = may
        self.sure = sure

    @property
    def is_hard(self) -> bool:
        """The effect binds; it does not only weigh."""
        return self.rule.severity != SOFT and not getattr(self.body, "soft", False)


class Stances:
    """Every effect with a target, and which rules may hold together."""

    def __init__(self, catalog: Catalog, rules: Iterable[Rule]) -> None:
        self.catalog = catalog
        self.rules = tuple(rules)
        self._bits = {name: 1 << number for number, name in enumerate(catalog.activities)}
        self._worlds: dict[str, Worlds] = {
            rule.id: worlds(rule.when, catalog) for rule in self.rules
        }
        self.together = lru_cache(maxsize=None)(self._together)
        self.mask = lru_cache(maxsize=None)(self._mask)
        self.all = tuple(self._find())

    def of(self, *kinds: str) -> list[Stance]:
        """Stances of these kinds of effect, in catalog order."""
        return [stance for stance in self.all if stance.kind in kinds]

    def holds_with(self, stance: Stance, other: Stance) -> bool:
        """Whether one person may come under both rules."""
        return self.together(stance.rule.id, other.rule.id)

    def always_with(self, stance: Stance, other: Stance) -> bool:
        """Whether everybody under the first rule comes under the other one too."""
        return follows(other.rule.when, stance.rule.when, self.catalog)

    def names(self, bits: int) -> tuple[str, ...]:
        """Ids of the activities of a mask."""
        return tuple(name for name, bit in self._bits.items() if bits & bit)

    def ids(self, activities: Iterable[str]) -> int:
        """Mask of activities by id."""
        return sum(self._bits[name] for name in set(activities))

    def _together(self, one: str, other: str) -> bool:
        return one == other or can_both_hold(self._worlds[one], self._worlds[other])

    def _find(self) -> Iterator[Stance]:
        for rule in self.rules:
            for place, effect in enumerate(rule.then):
                body = effect.body
                target = getattr(body, "target", None) or getattr(body, "what", None)
                if effect.substitute is not None:
                    mask = self.ids(effect.substitute.with_)
                    yield Stance(rule, place, body, mask, mask)
                elif isinstance(target, Target):
                    may = self.mask(_widest(target))
                    sure = 0 if _is_open(target) else self.mask(target)
                    yield Stance(rule, place, body, may, sure)
                elif effect.order is not None:
                    yield Stance(rule, place, body, 0, 0)

    def _mask(self, target: Target) -> int:
        activities = self.catalog.activities.values()
        return sum(
            self._bits[activity.id]
            for activity in activities
            if named_hits(target, activity, self.catalog)
        )


def _is_open(target: Target) -> bool:
    """The log decides what the target touches."""
    return has_placeholder(target) or (target.except_ is not None and _is_open(target.except_))


def _widest(target: Target) -> Target:
    """The target with all that its placeholders may stand for."""
    words = {word for name in LISTED for word in getattr(target, name) if word.startswith("@")}
    if target.except_ is not None and has_placeholder(target.except_):
        target = replace(target, except_=None)
    if not words:
        return target
    if not words <= {"@tested", *FIRSTS}:
        return Target(any=True)
    components = {FIRSTS.get(word, STRETCH) for word in words}
    return replace(target, component=(*target.component, *sorted(components)))
