"""A panel of people planned with a template, and with the one that it is held against."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from planner.domain.plan import Plan
from planner.errors import BadCatalog, BadInput, ExitCode, PlannerError, Problem
from planner.explain.layout import INDENT, Section, fitting_table, wrap
from planner.explain.messages import Messages, messages_of
from planner.knowledge import Template, load_catalog, load_template
from planner.told import told
from planner.workflow.plan import make_plan

SUFFIXES = (".yaml", ".yml", ".json")
ARROW = ">"
NOTHING = "-"
REFERRAL = "referral"
PLANNED = ("optimal", "feasible")
# Columns after those of minutes.
COUNTED = ("items", "waiting", "conflicts", "seconds")
# The word in braces of sentences that tell whole sentences.
_HOLDS = {"try.clash": "text", "try.no_clash": "text"}


class Trial(Struct, frozen=True, kw_only=True):
    """One person planned with one template.

    Attributes:
        status: `optimal`, `feasible`, `referral`, or a word for why there is no plan.
        reason: why there is none.
        minutes: mean minutes a week by component.
        items: different activities in sessions and all-day entries.
        deferred: activities that wait for a criterion.
        conflicts: sentences of the plan.
        seconds: time that planning took; it is told and decides nothing.
    """

    status: str
    reason: str = ""
    minutes: dict[str, int] = {}
    items: tuple[str, ...] = ()
    deferred: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    seconds: float = 0

    @property
    def is_planned(self) -> bool:
        """There is a plan, if only one of checks and lessons, which count no minutes."""
        return self.status in PLANNED


class Person(Struct, frozen=True, kw_only=True):
    """One person of the panel, with the template and with the one it is held against."""

    intake: str
    after: Trial
    before: Trial | None = None


class Panel(Struct, frozen=True, kw_only=True):
    """All people of a panel."""

    after: str
    before: str | None
    people: tuple[Person, ...]


def intakes_of(places: Sequence[Path]) -> tuple[Path, ...]:
    """Intake files: those named, and those in the folders named.

    Raises:
        BadInput: there is none.
    """
    found: dict[Path, None] = {}
    for place in places:
        inside = sorted(place.iterdir()) if place.is_dir() else [place]
        found |= dict.fromkeys(path for path in inside if path.suffix in SUFFIXES)
    if not found:
        text = told("there is no intake (.yaml, .yml or .json) in it")
        raise BadInput([Problem(str(place), 0, "", text) for place in places])
    return tuple(found)


def try_template(
    ref: str,
    intakes: Sequence[Path],
    *,
    against: str | None,
    catalog_dir: Path | None,
    tell: Callable[[str], None] = lambda _: None,
) -> Panel:
    """Plan everybody, at quick effort.

    Args:
        ref: the template.
        intakes: files of the panel; one that cannot be planned is a line, not the end.
        against: the template to compare with; None = the one that `ref` extends, if any.
        catalog_dir: folder of the catalog; None for the project's own.
        tell: is told who comes next.

    Raises:
        BadCatalog: a template has faults.
    """
    catalog = load_catalog(catalog_dir)
    after = load_template(ref, catalog)
    other = against or _below(after, ref)
    before = load_template(other, catalog) if other is not None else None
    people = []
    for number, path in enumerate(intakes, start=1):
        tell(f"{number}/{len(intakes)} {path.name}")
        new = _planned(path, ref, catalog_dir)
        old = _planned(path, other, catalog_dir) if other is not None else None
        people.append(Person(intake=path.stem, after=new, before=old))
    return Panel(
        after=_named(after), before=_named(before) if before else None, people=tuple(people)
    )


def _below(template: Template, ref: str) -> str | None:
    """The template that one extends, as it can be named from here."""
    below = template.extends
    if below is not None and below.endswith(SUFFIXES):
        return str(Path(ref).parent / below)
    return below


def _named(template: Template) -> str:
    return f"{template.id} {template.version}"


def _planned(path: Path, ref: str, catalog_dir: Path | None) -> Trial:
    try:
        outcome = make_plan(path, template=ref, effort="quick", catalog_dir=catalog_dir)
    except BadCatalog:
        raise
    except PlannerError as error:
        word = ExitCode(error.exit_code).name.lower()
        return Trial(status=word, reason=str(error))
    seconds = round(sum(outcome.timings.values()), 1)
    if outcome.plan is None:
        return Trial(status=REFERRAL, seconds=seconds)
    return _trial(outcome.plan, seconds)


def _trial(plan: Plan, seconds: float) -> Trial:
    minutes: dict[str, int] = {}
    for week in plan.weeks:
        for component, spent in week.minutes.items():
            minutes[component] = minutes.get(component, 0) + spent
    entries: list[Any] = [item for session in plan.sessions for item in session.items]
    entries += plan.all_day
    deferred = {each.activity for each in plan.excluded if each.verdict == "deferred"}
    return Trial(
        status=plan.status,
        minutes={name: round(total / len(plan.weeks)) for name, total in minutes.items()},
        items=tuple(sorted({entry.activity for entry in entries})),
        deferred=tuple(sorted(deferred)),
        conflicts=tuple(dict.fromkeys(conflict.text for conflict in plan.conflicts)),
        seconds=seconds,
    )


def panel_sections(panel: Panel, catalog_dir: Path | None, width: int) -> list[Section]:
    """One table, then what changed for everybody, then what else for each person."""
    catalog = load_catalog(catalog_dir)
    messages = messages_of(catalog)
    shared = _shared(panel)
    sections = [_table(panel, catalog.planning.exercise_components, messages, width)]
    parts = [(messages.say("try.everybody"), _sentences(shared, {}, messages))]
    parts += [(person.intake, _told(person, shared, messages)) for person in panel.people]
    for title, texts in parts:
        said = [line for text in texts for line in wrap(text, width, rest=INDENT * 2)]
        sections.append(Section(title, tuple(said)))
    return sections


def _table(panel: Panel, components: Sequence[str], messages: Messages, width: int) -> Section:
    say, count = messages.say, len(panel.people)
    order = [name for name in components if _has(panel, name)]
    words = [say(f"try.{word}") for word in COUNTED]
    head = [say("try.person"), *(messages.short(name) for name in order), *words]
    rows = [[person.intake, *_cells(person, order)] for person in panel.people]
    right = frozenset(range(1, len(head)))
    if panel.before is None:
        title = say("try.title", after=panel.after, count=count)
    else:
        title = say("try.against", after=panel.after, before=panel.before, count=count)
    lines = [*wrap(say("try.legend"), width), *fitting_table(head, rows, right, width)]
    return Section(title, tuple(lines))


def _has(panel: Panel, component: str) -> bool:
    trials = [t for person in panel.people for t in (person.after, person.before) if t]
    return any(component in trial.minutes for trial in trials)


def _cells(person: Person, order: Sequence[str]) -> list[str]:
    new, old = person.after, person.before
    if not new.is_planned and (old is None or not old.is_planned):
        return [NOTHING] * (len(order) + len(COUNTED))
    first, then = _numbers(old or new, order), _numbers(new, order)
    return [_cell(*pair) for pair in zip(first, then, strict=True)]


def _numbers(trial: Trial, order: Sequence[str]) -> list[int]:
    """What the columns of the table tell of one trial."""
    counts = [len(each) for each in (trial.items, trial.deferred, trial.conflicts)]
    return [*(trial.minutes.get(name, 0) for name in order), *counts, round(trial.seconds)]


def _cell(before: int, after: int) -> str:
    return str(after) if before == after else f"{before}{ARROW}{after}"


def _differences(person: Person) -> dict[str, list[str]]:
    """What came and went, by the sentence that tells it; nothing without two plans."""
    new, old = person.after, person.before
    if old is None or not new.is_planned or not old.is_planned:
        return {}
    return {
        "try.in": _more(old.items, new.items),
        "try.out": _more(new.items, old.items),
        "try.later": _more(old.deferred, new.deferred),
        "try.no_longer_later": _more(new.deferred, old.deferred),
        "try.clash": _more(old.conflicts, new.conflicts),
        "try.no_clash": _more(new.conflicts, old.conflicts),
    }


def _more(before: Sequence[str], after: Sequence[str]) -> list[str]:
    return [word for word in after if word not in before]


def _shared(panel: Panel) -> dict[str, list[str]]:
    """What is the same for everybody with two plans: it is told once; of one person, nothing."""
    found = [each for person in panel.people if (each := _differences(person))]
    if len(found) <= 1:
        return {}
    return {
        key: [word for word in words if all(word in each[key] for each in found)]
        for key, words in found[0].items()
    }


def _sentences(
    differences: Mapping[str, list[str]], told: Mapping[str, list[str]], messages: Messages
) -> Iterator[str]:
    """A sentence for each kind of difference, without what was told before."""
    for key, words in differences.items():
        own = [word for word in words if word not in told.get(key, ())]
        if own:
            yield messages.say(key, **{_HOLDS.get(key, "names"): ", ".join(own)})


def _told(person: Person, shared: Mapping[str, list[str]], messages: Messages) -> Iterator[str]:
    new, old = person.after, person.before
    if new.reason:
        yield f"{new.status}: {' '.join(new.reason.split())}"
    elif new.status == REFERRAL:
        yield messages.say("try.referral")
    if old is None:
        return
    if old.status != new.status:
        yield messages.say("try.status", before=old.status, after=new.status)
    differences = _differences(person)
    yield from _sentences(differences, shared, messages)
    if differences and not any(differences.values()) and old.minutes == new.minutes:
        yield messages.say("try.same")
