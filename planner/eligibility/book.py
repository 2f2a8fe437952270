"""Collects the effects of all firings on every activity and side, and sums them up."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from planner.domain.answers import Answers
from planner.domain.intake import Intake
from planner.domain.plan import GateWord
from planner.domain.verdict import Reason, Status, Verdict, worst
from planner.eligibility.availability import own_limits
from planner.eligibility.gates import OPEN, Gatekeeper, Opening
from planner.eligibility.indication import without_indication
from planner.eligibility.model import GateInfo, Substitution
from planner.knowledge import Catalog
from planner.knowledge.model import (
    Activity,
    Ask,
    Defer,
    Disable,
    Exclude,
    Gate,
    Limit,
    Monitor,
    Precaution,
    Progress,
    Substitute,
    Target,
    Weigh,
)
from planner.rules import Firing, activities_of, is_side_bound, truth

SIDES = ("left", "right")
AFTER_WAKING, AFTER_MEAL = "after_waking", "after_meal"
SOFT = "preference"
HOLD = "hold"
SOFT_AVOIDS = "soft_avoid_rules"
PRINTED = "print_warning"
Key = tuple[str, str | None]


class Entry:
    """What has been decided about one (activity, side) so far.

    `prefer` and `avoid` hold weights by (rule, place of the effect), so that a rule that fires
    for many trials counts once.
    """

    def __init__(self) -> None:
        self.statuses: list[Status] = []
        self.openings: list[Opening] = []
        self.reasons: list[Reason] = []
        self.precautions: list[str] = []
        self.warnings: list[str] = []
        self.prefer: dict[tuple[str, int], int] = {}
        self.avoid: dict[tuple[str, int], int] = {}

    def close(self, status: Status, opening: Opening, reason: Reason) -> None:
        """Add one ground for keeping the item closed."""
        self.statuses.append(status)
        self.openings.append(opening)
        self.reasons.append(reason)


class Book:
    """One entry for every activity and side of the catalog."""

    def __init__(
        self,
        catalog: Catalog,
        intake: Intake,
        answers: Answers,
        weeks: int,
        levels: dict[str, str],
    ) -> None:
        self.catalog = catalog
        self.answers = answers
        self.weeks = weeks
        self.keeper = Gatekeeper(catalog, answers, intake.plan.start, weeks)
        self.entries: dict[Key, Entry] = {
            (activity.id, side): Entry()
            for activity in catalog.activities.values()
            for side in sides_of(activity)
        }
        self.after_waking: dict[str, int] = {}
        self.held: dict[str, int | None] = {}
        self.asked: list[tuple[str, str]] = []
        self.disabled: set[str] = set()
        self.afterwards: list[str] = []
        self.substitutions: list[Substitution] = []
        self.allows_soft_avoids = True
        for (activity_id, _), entry in self.entries.items():
            activity = catalog.activities[activity_id]
            for status, reason in own_limits(activity, catalog, intake, levels):
                entry.close(status, Opening(None), reason)
            waiting = without_indication(activity, catalog, answers, self.keeper)
            if waiting is not None:
                entry.close(*waiting)
        self._apply: dict[type, Callable[..., None]] = {
            Defer: self._defer,
            Gate: self._gate,
            Precaution: self._precaution,
            Weigh: self._weigh,
            Substitute: self._substitute,
            Limit: self._limit,
            Ask: self._ask,
            Disable: self._disable,
            Monitor: self._monitor,
            Progress: self._progress,
        }

    def enter(self, firing: Firing, last: int) -> None:
        """Apply every effect of one firing that holds, for the last time in that week (1-based)."""
        for place, effect in enumerate(firing.effects):
            apply = self._apply.get(type(effect.body))
            if effect.exclude is not None:
                self._exclude(firing, last, effect.exclude)
            elif apply is not None:
                apply(firing, place, effect.body)

    def hit(self, firing: Firing, target: Target) -> list[Entry]:
        """Entries that the target touches: on the tested side if it names the tested stretch."""
        side = firing.binding.side if is_side_bound(target) else None
        return [
            self.entries[key]
            for activity in activities_of(target, self.catalog, firing.binding)
            for key in ((activity, None), (activity, "left"), (activity, "right"))
            if key in self.entries and (side is None or key[1] in (None, side))
        ]

    def _exclude(self, firing: Firing, last: int, effect: Exclude) -> None:
        if effect.window is not None:
            self._keep_away(firing, effect)
            return
        if effect.until is not None and self.keeper.is_met(effect.until, firing.binding):
            return
        opening = Opening(last + 1 if last < self.weeks else None)
        if effect.until is not None:
            opening = self.keeper.criterion(effect.until, None, firing.binding)
        status = Status.EXCLUDED if opening.week is None else Status.DEFERRED
        if _is_no_benefit(firing, self.catalog):
            status = Status.NO_BENEFIT
        for entry in self.hit(firing, effect.target):
            entry.close(status, opening, reason_of(firing))

    def _keep_away(self, firing: Firing, effect: Exclude) -> None:
        """Only a part of the day is barred; a wish is left to the person.

        Nobody says when the meals are: that time is told with the item.
        """
        if firing.rule.severity == SOFT:
            return
        if effect.window == AFTER_WAKING:
            barred = self.after_waking
            for activity in activities_of(effect.target, self.catalog, firing.binding):
                barred[activity] = max(barred.get(activity, 0), effect.minutes or 0)
        if effect.window == AFTER_MEAL:
            text = self.catalog.decision_policy.texts["after_meal"]
            for entry in self.hit(firing, effect.target):
                entry.statuses.append(Status.PRECAUTION)
                entry.precautions.append(text.format(minutes=effect.minutes))

    def _defer(self, firing: Firing, place: int, effect: Defer) -> None:
        names = (effect.until, *((effect.also_until,) if effect.also_until else ()))
        earliest = effect.earliest_week_if_unmeasured
        openings = [self.keeper.criterion(name, earliest, firing.binding) for name in names]
        self._close(firing, effect.target, self.keeper.all_of(openings))

    def _gate(self, firing: Firing, place: int, effect: Gate) -> None:
        self._close(firing, effect.target, self.keeper.gate(effect.open_when))

    def _close(self, firing: Firing, target: Target, opening: Opening) -> None:
        if opening != OPEN:
            for entry in self.hit(firing, target):
                entry.close(Status.DEFERRED, opening, reason_of(firing))

    def _precaution(self, firing: Firing, place: int, effect: Precaution) -> None:
        for entry in self.hit(firing, effect.target):
            entry.statuses.append(Status.PRECAUTION)
            entry.precautions.append(effect.text)
            if effect.code == PRINTED:
                entry.warnings.append(effect.text)

    def _weigh(self, firing: Firing, place: int, effect: Weigh) -> None:
        if effect.until is not None and self.keeper.is_met(effect.until, firing.binding):
            return
        is_prefer = firing.effects[place].prefer is not None
        for entry in self.hit(firing, effect.target):
            weights = entry.prefer if is_prefer else entry.avoid
            weights[firing.rule.id, place] = effect.weight

    def _substitute(self, firing: Firing, place: int, effect: Substitute) -> None:
        replaced = activities_of(effect.target, self.catalog, firing.binding) - set(effect.with_)
        self.substitutions.append(
            Substitution(firing.rule.id, replaced, effect.with_, firing.rule.why.patient)
        )

    def _limit(self, firing: Firing, place: int, effect: Limit) -> None:
        if effect.quantity == SOFT_AVOIDS and effect.value == 0:
            self.allows_soft_avoids = False

    def _ask(self, firing: Firing, place: int, effect: Ask) -> None:
        self.asked.append((effect.fact, firing.rule.id))

    def _progress(self, firing: Firing, place: int, effect: Progress) -> None:
        """A hold keeps ladders where they are until its criterion is met."""
        if effect.change != HOLD or effect.sessions or not firing.outcome:
            return
        until = Opening(None)
        if effect.until is not None:
            until = self.keeper.criterion(effect.until, None, firing.binding)
        for activity in activities_of(effect.target, self.catalog, firing.binding):
            known = self.held.get(activity, 1)
            ends = None if until.week is None or known is None else max(known, until.week)
            self.held[activity] = ends

    def _disable(self, firing: Firing, place: int, effect: Disable) -> None:
        self.disabled.add(effect.feature)

    def _monitor(self, firing: Firing, place: int, effect: Monitor) -> None:
        if effect.afterwards is not None:
            self.afterwards.append(effect.afterwards)

    def wait_for_clearance(self, firings: Iterable[Firing]) -> None:
        """Leave open only what a plan may hold before a clearance (`decision_policy`)."""
        policy = self.catalog.decision_policy.provisional
        opening = self.keeper.criterion(policy.criterion, None)
        for firing in firings:
            for (activity, _), entry in self.entries.items():
                if self.catalog.activities[activity].component not in policy.keeps:
                    entry.close(Status.DEFERRED, opening, reason_of(firing))

    def verdicts(self) -> dict[Key, Verdict]:
        """The verdict of every entry."""
        return {
            (activity, side): self._verdict(activity, side, entry)
            for (activity, side), entry in self.entries.items()
        }

    def _verdict(self, activity: str, side: str | None, entry: Entry) -> Verdict:
        opening = self.keeper.all_of(entry.openings)
        return Verdict(
            activity=activity,
            side=side,
            status=worst(*entry.statuses),
            opens_week=opening.week,
            until=opening.pending,
            conditional=_latest(self.catalog, opening) if opening.week is not None else None,
            reasons=tuple(dict.fromkeys(entry.reasons)),
            precautions=tuple(dict.fromkeys(entry.precautions)),
            prefer=sum(entry.prefer.values()),
            avoid=sum(entry.avoid.values()) if self.allows_soft_avoids else 0,
            warnings=tuple(dict.fromkeys(entry.warnings)),
        )

    def gates(self, verdicts: dict[Key, Verdict]) -> tuple[GateInfo, ...]:
        """Every pending criterion, its status and what waits for it."""
        waiting: dict[str, dict[str, int | None]] = {}
        for verdict in verdicts.values():
            if verdict.status is Status.DEFERRED:
                for name in verdict.until:
                    waiting.setdefault(name, {})[verdict.activity] = verdict.opens_week
        found = []
        for name in self.catalog.criteria:
            if name in waiting:
                weeks = [week for week in waiting[name].values() if week is not None]
                opens = tuple(a for a in self.catalog.activities if a in waiting[name])
                found.append(GateInfo(name, self._status(name), min(weeks, default=None), opens))
        return tuple(found)

    def _status(self, criterion: str) -> GateWord:
        test = self.catalog.criteria[criterion].test
        now = self.answers.criteria.get(criterion)
        if self.keeper.is_per_trial(criterion):
            return "unmeasured"
        if now is None:
            now = truth(test, self.answers, self.catalog)
        return "unmeasured" if now is None else "met" if now else "not_met"


def sides_of(activity: Activity) -> tuple[str | None, ...]:
    """Sides that an activity is decided for."""
    return SIDES if activity.laterality == "each_side" else (None,)


def reason_of(firing: Firing) -> Reason:
    """The reason that a firing gives."""
    rule = firing.rule
    return Reason(
        rule=rule.id,
        text=rule.why.patient,
        sources=tuple(source.id for source in rule.sources),
        unknown=firing.unknown,
    )


def _latest(catalog: Catalog, opening: Opening) -> str | None:
    """The pending criterion that comes last: the one to check before the item is done."""

    def week(name: str) -> int:
        return catalog.criteria[name].earliest_week_if_unmeasured or 0

    return max(opening.pending, key=week, default=None)


def _is_no_benefit(firing: Firing, catalog: Catalog) -> bool:
    """The rule is about a trial after which a stretch brings nothing."""
    trial = firing.rule.when.trial or ()
    outcomes = {trial} if isinstance(trial, str) else set(trial)
    return bool(outcomes & set(catalog.decision_policy.no_benefit_outcomes))
