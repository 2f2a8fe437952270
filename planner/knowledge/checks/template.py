"""Templates: known ids, phases without a gap, sane numbers, nothing looser than the catalog."""

from __future__ import annotations

from planner.domain.units import DAYS_PER_WEEK
from planner.knowledge.catalog import Catalog
from planner.knowledge.checks.ceilings import ceiling
from planner.knowledge.checks.common import check_cited, check_date
from planner.knowledge.checks.tree import check_tree
from planner.knowledge.model import Node
from planner.knowledge.spot import Spot
from planner.knowledge.template import (
    MEASURES,
    ComponentTarget,
    DoseRange,
    Template,
    TemplatePhase,
)
from planner.told import told

_UNITS = ("minutes", "days")
_EFFORT = (0, 10)
_ENDURANCE = "endurance"


def check_template(template: Template, spot: Spot, catalog: Catalog) -> None:
    """The whole template."""
    check_cited(template.evidence, template.sources, spot, catalog)
    check_date(template.reviewed_on, spot.at("reviewed_on"))
    spot.all_known("suits", template.suits, catalog.conditions, "condition")
    measures = [measure["id"] for measure in catalog.scales["measures"]]
    for measure, weeks in template.retest_weeks.items():
        spot.at("retest_weeks", measure).known(measure, measures, "measure")
        _check_weeks(weeks, spot.at("retest_weeks", measure), template)
    for key in ("warm_up", "cool_down"):
        held = [each.id for each in catalog.activities.values() if each.component == key]
        spot.all_known(key, getattr(template, key), held, told("{key} activity", key=key))
    spot.at("maintenance").need(bool(template.maintenance.text), told("say what to keep up"))
    _check_phases(template, spot, catalog)
    _check_entries(template, spot, catalog)
    _check_caps(template, spot, catalog)
    _check_published(template, spot, catalog)


def _check_phases(template: Template, spot: Spot, catalog: Catalog) -> None:
    wanted = 1
    seen: set[str] = set()
    for here, phase in zip(spot.each("phases", template.phases), template.phases, strict=True):
        first, last = phase.weeks
        text = told(
            "the phase must begin in week {wanted}, where the one before it ends", wanted=wanted
        )
        here.at("weeks").need(first == wanted, text)
        here.at("weeks").need(first <= last, told("the first week comes before the last"))
        here.at("id").need(
            phase.id not in seen, told("the id '{id}' is taken already", id=phase.id)
        )
        seen.add(phase.id)
        wanted = last + 1
        _check_phase(phase, here, catalog)
    text = told(
        "the phases end in week {last}, the template in week {weeks}",
        last=wanted - 1,
        weeks=template.weeks,
    )
    spot.at("weeks").need(wanted == template.weeks + 1, text)


def _check_phase(phase: TemplatePhase, spot: Spot, catalog: Catalog) -> None:
    items = [*catalog.families, *catalog.activities]
    for key in ("include", "prefer", "leave_out"):
        spot.all_known(key, getattr(phase, key), items, "family or activity")
    for word in phase.leave_out:
        clash = told("'{word}' is included and left out", word=word)
        spot.at("leave_out").need(word not in (*phase.include, *phase.prefer), clash)
    spot.at("opens_when").known(phase.opens_when, catalog.criteria, "criterion")
    length = phase.weeks[1] - phase.weeks[0] + 1
    for component, target in phase.targets.items():
        here = spot.at("targets", component)
        here.known(component, catalog.vocabulary["components"], "component")
        _check_target(target, length, here)
    _check_days(phase, spot)
    for component, chosen in phase.doses.items():
        _check_doses(component, chosen, spot.at("doses", component), catalog)
    effort = phase.effort_rpe_at_most
    if effort is not None:
        here = spot.at("effort_rpe_at_most")
        low, high = _EFFORT
        here.need(
            low <= effort <= high, told("effort goes from {low} to {high}", low=low, high=high)
        )
        _check_ceiling(effort, ceiling(catalog, "effort_rpe_0_10", always_only=True), here)


def _check_doses(component: str, chosen: DoseRange, spot: Spot, catalog: Catalog) -> None:
    spot.known(component, catalog.planning.exercise_components, "component that is trained")
    for key in DoseRange.__struct_fields__:
        value = getattr(chosen, key)
        if value is not None:
            spot.at(key).need(value >= 1, told("{key} is 1 or more", key=key))
            is_bout = component == _ENDURANCE
            text = told("endurance has minutes, and nothing else has")
            spot.at(key).need((key == "minutes_at_most") == is_bout, text)


def _check_days(phase: TemplatePhase, spot: Spot) -> None:
    for key in ("least_days", "most_days"):
        for component, days in getattr(phase, key).items():
            here = spot.at(key, component)
            here.known(component, phase.targets, "target of the phase")
            here.need(
                1 <= days <= DAYS_PER_WEEK, told("1 to {most} days a week", most=DAYS_PER_WEEK)
            )
    for component, most in phase.most_days.items():
        least = phase.least_days.get(component, 1)
        text = told("the most days are fewer than the least, {least}", least=least)
        spot.at("most_days", component).need(least <= most, text)
    spot.all_known("days_apart", phase.days_apart, phase.targets, "target of the phase")


def _check_target(target: ComponentTarget, length: int, spot: Spot) -> None:
    spot.at("unit").known(target.unit, _UNITS, "unit")
    spot.at("goal").need(bool(target.goal), told("give a goal for at least one week"))
    spot.at("goal").need(
        len(target.goal) <= length,
        told("more goals than weeks; give {length} at most", length=length),
    )
    most = DAYS_PER_WEEK if target.unit == "days" else None
    sound = all(goal >= 0 and (most is None or goal <= most) for goal in target.goal)
    spot.at("goal").need(
        sound, told("goals are 0 or more, days {most} at most", most=DAYS_PER_WEEK)
    )
    text = told("the minimum is 0 or more and not above the goal")
    spot.at("min").need(0 <= target.min <= max(target.goal, default=0), text)
    spot.at("weight").need(target.weight >= 0, told("a weight is 0 or more"))
    spot.at("items").need(target.items >= 1, told("at least 1 item"))


def _check_entries(template: Template, spot: Spot, catalog: Catalog) -> None:
    for here, once in zip(spot.each("once", template.once), template.once, strict=True):
        here.at("activity").known(once.activity, catalog.activities, "activity")
        here.all_known("unlocks", once.unlocks, catalog.criteria, "criterion")
        _check_weeks(once.weeks, here.at("weeks"), template)
        _check_when(once.when, here, catalog)
    for here, daily in zip(spot.each("daily", template.daily), template.daily, strict=True):
        here.at("activity").known(daily.activity, catalog.activities, "activity")
        _check_weeks((daily.week,), here.at("week"), template)
        days = daily.days_per_week
        here.at("days_per_week").need(1 <= days <= DAYS_PER_WEEK, told("1 to 7 days a week"))
        if daily.until_week is not None:
            here.at("until_week").need(
                daily.until_week >= daily.week, told("it ends before it begins")
            )
            _check_weeks((daily.until_week,), here.at("until_week"), template)
        _check_when(daily.when, here, catalog)


def _check_published(template: Template, spot: Spot, catalog: Catalog) -> None:
    for here, aim in zip(
        spot.each("published", template.published), template.published, strict=True
    ):
        here.at("source").known(aim.source, template.sources, "source of the template")
        here.at("measure").known(aim.measure, MEASURES, "measure of a plan")
        components = catalog.vocabulary["components"]
        here.all_known("components", aim.components, components, "component")
        here.all_known("muscles", aim.muscles, catalog.vocabulary["muscles"], "muscle")
        _check_weeks(aim.weeks or (), here.at("weeks"), template)
        bounds = [bound for bound in (aim.low, aim.high) if bound is not None]
        text = told("a measure and the numbers that it is held against go together")
        here.at("measure").need(bool(bounds) == (aim.measure is not None), text)
        here.at("high").need(bounds == sorted(bounds), told("the most is not below the least"))


def _check_when(when: Node | None, spot: Spot, catalog: Catalog) -> None:
    if when is not None:
        check_tree(when, spot.at("when"), catalog)


def _check_weeks(weeks: tuple[int, ...], spot: Spot, template: Template) -> None:
    sound = all(1 <= week <= template.weeks for week in weeks)
    spot.need(sound, told("weeks go from 1 to {weeks}", weeks=template.weeks))


def _check_caps(template: Template, spot: Spot, catalog: Catalog) -> None:
    caps = template.caps
    for key in ("sessions_per_day", "items_per_session", "families_at_once", "dwell_weeks"):
        spot.at("caps", key).need(getattr(caps, key) >= 1, told("{key} is 1 or more", key=key))
    for key, quantity, always_only in (
        ("sessions_per_day", "sessions_per_day", True),
        ("items_per_session", "items_per_session", False),
        ("session_minutes", "minutes_per_session", False),
    ):
        value = getattr(caps, key)
        if value is not None:
            bound = ceiling(catalog, quantity, always_only=always_only)
            _check_ceiling(value, bound, spot.at("caps", key))
    for key in ("per_item", "per_unpreferred_session", "per_session"):
        spot.at("burden", key).need(
            getattr(template.burden, key) >= 0, told("a weight is 0 or more")
        )


def _check_ceiling(value: int, found: tuple[float, str] | None, spot: Spot) -> None:
    if found is not None and value > found[0]:
        spot.bad(
            told(
                "{value} loosens rule {rule} of the catalog, which allows {bound:g}",
                value=value,
                rule=found[1],
                bound=found[0],
            )
        )
