"""Activity x person: eligible, with precaution, deferred, excluded, of no benefit, not available."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from planner.domain.answers import Answers
from planner.domain.intake import Intake
from planner.domain.verdict import Reason, Status, Verdict, worst
from planner.eligibility.conflicts import ConflictNote, conflicts
from planner.eligibility.gates import OPEN, Gatekeeper, Opening
from planner.eligibility.levels import person_levels
from planner.eligibility.limits import ActiveLimit, ActiveOrder, Requirement, in_force
from planner.eligibility.overrides import allowed_overrides
from planner.knowledge import Catalog
from planner.knowledge.model import Activity, Exclude, Node
from planner.rules import Firing, activities_of, firings_by_week, truth

SIDES = ("left", "right")
AFTER_WAKING = "after_waking"
FULL_RANGE = "full_range"
NOTHING_NEEDED = "none"


class GateInfo(Struct, frozen=True):
    """A criterion that keeps something closed, and what it opens."""

    criterion: str
    status: str
    earliest_week: int | None
    opens: tuple[str, ...]


class Eligibility(Struct, frozen=True, kw_only=True):
    """Everything decided about the catalog for one person.

    Attributes:
        verdicts: by (activity, side); side is None where the activity has no sides.
        after_waking: minutes after waking in which the activity may not lie.
        questions: facts that rules ask for, with the rule.
    """

    verdicts: dict[tuple[str, str | None], Verdict]
    gates: tuple[GateInfo, ...]
    conflicts: tuple[ConflictNote, ...]
    levels: dict[str, str]
    limits: tuple[ActiveLimit, ...]
    requirements: tuple[Requirement, ...]
    orders: tuple[ActiveOrder, ...]
    after_waking: dict[str, int]
    questions: tuple[tuple[str, str], ...]
    disabled: frozenset[str]


def decide(catalog: Catalog, intake: Intake, answers: Answers, weeks: int) -> Eligibility:
    """Verdict on every activity of the catalog, with rules and reasons."""
    overridden = allowed_overrides(catalog, intake)
    by_week = firings_by_week(catalog, answers, weeks, overridden)
    levels = person_levels(catalog, answers)
    book = _Book(catalog, intake, answers, weeks, levels)
    for firing in by_week[0]:
        book.enter(firing)
    verdicts = book.verdicts()
    force = in_force(catalog, answers, by_week, levels, book.quit_week)
    return Eligibility(
        verdicts=verdicts,
        gates=book.gates(verdicts),
        conflicts=conflicts(catalog, intake, answers, verdicts, force.requirements),
        levels=levels,
        limits=force.limits,
        requirements=force.requirements,
        orders=force.orders,
        after_waking=book.after_waking,
        questions=tuple(dict.fromkeys(book.asked)),
        disabled=frozenset(book.disabled),
    )


class _Entry:
    """What has been decided about one (activity, side) so far."""

    def __init__(self) -> None:
        self.statuses: list[Status] = []
        self.openings: list[Opening] = []
        self.reasons: list[Reason] = []
        self.precautions: list[str] = []
        self.prefer = 0
        self.avoid = 0


class _Book:
    """Collects the effects of every firing on every activity and side."""

    def __init__(
        self,
        catalog: Catalog,
        intake: Intake,
        answers: Answers,
        weeks: int,
        levels: dict[str, str],
    ) -> None:
        self.catalog = catalog
        self.intake = intake
        self.answers = answers
        self.levels = levels
        self.keeper = Gatekeeper(catalog, answers, intake.plan.start, weeks)
        self.entries: dict[tuple[str, str | None], _Entry] = {
            (activity.id, side): _Entry()
            for activity in catalog.activities.values()
            for side in sides_of(activity)
        }
        self.after_waking: dict[str, int] = {}
        self.asked: list[tuple[str, str]] = []
        self.disabled: set[str] = set()
        self.quit_week = _quit_week(catalog, answers)

    def enter(self, firing: Firing) -> None:
        """Apply every effect of one firing."""
        reason = _reason(firing)
        for effect in firing.effects:
            if effect.exclude is not None:
                self._exclude(firing, effect.exclude, reason)
            elif effect.defer is not None:
                defer = effect.defer
                until = [self.keeper.criterion(defer.until, defer.earliest_week_if_unmeasured)]
                if defer.also_until is not None:
                    until.append(
                        self.keeper.criterion(defer.also_until, defer.earliest_week_if_unmeasured)
                    )
                self._close(firing, self._hit(firing, defer.target), self.keeper.all_of(until), reason)
            elif effect.gate is not None:
                opening = self.keeper.gate(effect.gate.open_when)
                self._close(firing, self._hit(firing, effect.gate.target), opening, reason)
            elif effect.precaution is not None:
                for entry in self._entries(firing, self._hit(firing, effect.precaution.target)):
                    entry.statuses.append(Status.PRECAUTION)
                    entry.precautions.append(effect.precaution.text)
            elif effect.prefer is not None:
                for entry in self._entries(firing, self._hit(firing, effect.prefer.target)):
                    entry.prefer += effect.prefer.weight
            elif effect.avoid is not None:
                for entry in self._entries(firing, self._hit(firing, effect.avoid.target)):
                    entry.avoid += effect.avoid.weight
            elif effect.ask is not None:
                self.asked.append((effect.ask.fact, firing.rule.id))
            elif effect.disable is not None:
                self.disabled.add(effect.disable.feature)

    def _hit(self, firing: Firing, target: object) -> frozenset[str]:
        return activities_of(target, self.catalog, firing.binding)  # type: ignore[arg-type]

    def _entries(self, firing: Firing, activities: Iterable[str]) -> list[_Entry]:
        """Entries of the activities on the firing's side (all sides where it has none)."""
        side = firing.binding.side
        return [
            self.entries[key]
            for activity in activities
            for key in ((activity, None), (activity, "left"), (activity, "right"))
            if key in self.entries and (side is None or key[1] in (None, side))
        ]

    def _exclude(self, firing: Firing, effect: Exclude, reason: Reason) -> None:
        hit = self._hit(firing, effect.target)
        if effect.window is not None:
            if effect.window == AFTER_WAKING and firing.rule.severity != "preference":
                for activity in hit:
                    minutes = effect.minutes or 0
                    self.after_waking[activity] = max(self.after_waking.get(activity, 0), minutes)
            return
        if effect.until is not None and self.keeper.is_met(effect.until):
            return
        no_benefit = _reads_full_range(firing.rule.when)
        for entry in self._entries(firing, hit):
            entry.statuses.append(Status.NO_BENEFIT if no_benefit else Status.EXCLUDED)
            until = (effect.until,) if effect.until is not None else ()
            entry.openings.append(Opening(None, until))
            entry.reasons.append(reason)

    def _close(
        self, firing: Firing, hit: Iterable[str], opening: Opening, reason: Reason
    ) -> None:
        if opening == OPEN:
            return
        for entry in self._entries(firing, hit):
            entry.statuses.append(Status.DEFERRED)
            entry.openings.append(opening)
            entry.reasons.append(reason)

    def verdicts(self) -> dict[tuple[str, str | None], Verdict]:
        """The verdict of every entry, with equipment, level, indication and wishes."""
        found = {}
        for (activity_id, side), entry in self.entries.items():
            activity = self.catalog.activities[activity_id]
            for status, reason in self._own_limits(activity):
                entry.statuses.append(status)
                entry.openings.append(Opening(None))
                entry.reasons.append(reason)
            found[activity_id, side] = self._verdict(activity_id, side, entry)
        return found

    def _verdict(self, activity: str, side: str | None, entry: _Entry) -> Verdict:
        opening = self.keeper.all_of(entry.openings) if entry.openings else OPEN
        return Verdict(
            activity=activity,
            side=side,
            status=worst(*entry.statuses),
            opens_week=opening.week,
            until=opening.pending,
            conditional=_latest(self.catalog, opening) if opening.week is not None else None,
            reasons=tuple(dict.fromkeys(entry.reasons)),
            precautions=tuple(dict.fromkeys(entry.precautions)),
            prefer=entry.prefer,
            avoid=entry.avoid,
        )

    def _own_limits(self, activity: Activity) -> Iterable[tuple[Status, Reason]]:
        missing = self._missing_equipment(activity)
        if missing:
            text = f"needs {', '.join(missing)}"
            yield Status.NOT_AVAILABLE, Reason(rule="equipment", text=text)
        if not self._is_indicated(activity):
            yield Status.EXCLUDED, Reason(rule="indicated_by", text="there is no finding that calls for it")
        never = set(self.intake.preferences.never)
        if never & {activity.id, activity.component, activity.family}:
            yield Status.NOT_AVAILABLE, Reason(rule="preferences", text="you asked never to have it")
        rank = {k: t.rank or 0 for k, t in self.catalog.vocabulary["levels"].items()}
        level = self.levels.get(activity.component)
        if level is not None and rank[activity.min_level] > rank[level]:
            text = f"is for level {activity.min_level}; your level is {level}"
            yield Status.NOT_AVAILABLE, Reason(rule="min_level", text=text)

    def _missing_equipment(self, activity: Activity) -> list[str]:
        at_hand = {NOTHING_NEEDED, *self.catalog.equipment_policy.always_at_hand}
        owned = at_hand | set(self.intake.equipment or ())
        return [name for name in activity.equipment if name not in owned]

    def _is_indicated(self, activity: Activity) -> bool:
        if not activity.indicated_by:
            return True
        if "foot_orthotic" in activity.tags and self.answers.facts.get("orthotic_prescribed") is True:
            return True
        nodes = [
            Node(criterion=name) if name in self.catalog.criteria else Node(condition=name)
            for name in activity.indicated_by
        ]
        return any(truth(node, self.answers, self.catalog) is True for node in nodes)

    def gates(self, verdicts: dict[tuple[str, str | None], Verdict]) -> tuple[GateInfo, ...]:
        """Every pending criterion, its status and what waits for it."""
        waiting: dict[str, dict[str, int | None]] = {}
        for verdict in verdicts.values():
            if verdict.status is Status.DEFERRED:
                for name in verdict.until:
                    waiting.setdefault(name, {})[verdict.activity] = verdict.opens_week
        found = []
        for name in self.catalog.criteria:
            if name not in waiting:
                continue
            weeks = [week for week in waiting[name].values() if week is not None]
            now = truth(Node(criterion=name), self.answers, self.catalog)
            status = "met" if now else "unmeasured" if now is None else "not_met"
            found.append(
                GateInfo(name, status, min(weeks, default=None), tuple(sorted(waiting[name])))
            )
        return tuple(found)


def sides_of(activity: Activity) -> tuple[str | None, ...]:
    """Sides that an activity is decided for."""
    return SIDES if activity.laterality == "each_side" else (None,)


def _latest(catalog: Catalog, opening: Opening) -> str | None:
    """The pending criterion that comes last: the one to check before the item is done."""
    def week(name: str) -> int:
        return catalog.criteria[name].earliest_week_if_unmeasured or 0

    return max(opening.pending, key=week, default=None)


def _reason(firing: Firing) -> Reason:
    rule = firing.rule
    return Reason(
        rule=rule.id,
        text=rule.why.patient,
        sources=tuple(source.id for source in rule.sources),
        unknown=firing.unknown,
    )


def _reads_full_range(node: Node) -> bool:
    outcome = node.trial or ()
    return FULL_RANGE in ((outcome,) if isinstance(outcome, str) else outcome)


def _quit_week(catalog: Catalog, answers: Answers) -> int | None:
    """Plan week of the quit day for people who are ready; None for everybody else."""
    if answers.facts.get("ready_to_quit_30d") is not True:
        return None
    return catalog.planning.quit_day_from_start // 7 + 1
