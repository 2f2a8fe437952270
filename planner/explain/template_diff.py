"""What changes from one template to another, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from planner.explain.layout import Section, points
from planner.explain.messages import Messages
from planner.knowledge import Catalog, Template
from planner.knowledge.template import ComponentTarget, Daily, DoseRange, Once, TemplatePhase
from planner.knowledge.words import plain, tree_words

HEAD = ("name", "summary", "weeks", "evidence")
WHOLE = "whole"


class Change(Struct, frozen=True, kw_only=True):
    """One difference.

    Attributes:
        where: id of the phase; `whole` for the rest of the template.
        what: the key, such as `targets.strength.goal`.
        text: the difference in words.
    """

    where: str
    what: str
    text: str


class TemplateDiff(Struct, frozen=True, kw_only=True):
    """Everything that differs, from template `before` to template `after`."""

    before: str
    after: str
    changes: tuple[Change, ...]

    def sections(self, messages: Messages, names: Mapping[str, str], width: int) -> list[Section]:
        """As text: the whole template first, then phase by phase."""
        title = messages.say("diff.title", before=self.before, after=self.after)
        if not self.changes:
            return [Section(title, (f"  {messages.say('diff.same')}",))]
        found = []
        for where in dict.fromkeys(change.where for change in self.changes):
            texts = [change.text for change in self.changes if change.where == where]
            head = title if where == WHOLE else names.get(where, where)
            found.append(Section(head, tuple(points(texts, width))))
        return found if found[0].title == title else [Section(title, ("",)), *found]


def compare(
    before: Template, after: Template, catalog: Catalog, messages: Messages
) -> TemplateDiff:
    """The differences, in the order of the keys of a template."""
    changes = tuple(_Compared(catalog, messages).templates(before, after))
    names = (f"{each.id} {each.version}" for each in (before, after))
    return TemplateDiff(before=next(names), after=next(names), changes=changes)


class _Compared:
    """Says differences with the sentences of the catalog."""

    def __init__(self, catalog: Catalog, messages: Messages) -> None:
        self.catalog = catalog
        self.messages = messages

    def templates(self, old: Template, new: Template) -> Iterator[Change]:
        for key in HEAD:
            yield from self.value(WHOLE, key, getattr(old, key), getattr(new, key))
        for key in ("suits", "sources", "warm_up", "cool_down"):
            yield from self.words(WHOLE, key, getattr(old, key), getattr(new, key))
        for key in ("caps", "burden"):
            yield from self.record(WHOLE, key, getattr(old, key), getattr(new, key))
        yield from self.mapping(WHOLE, "retest_weeks", old.retest_weeks, new.retest_weeks)
        yield from self.words(WHOLE, "maintenance", old.maintenance.text, new.maintenance.text)
        asked = [[f"{e.asks} {e.plans or ''}".strip() for e in t.published] for t in (old, new)]
        yield from self.words(WHOLE, "published", *asked)
        yield from self.entries("once", old.once, new.once)
        yield from self.entries("daily", old.daily, new.daily)
        before = {phase.id: phase for phase in old.phases}
        after = {phase.id: phase for phase in new.phases}
        for name in dict.fromkeys((*before, *after)):
            yield from self.phase(name, before.get(name), after.get(name))

    def phase(
        self, name: str, old: TemplatePhase | None, new: TemplatePhase | None
    ) -> Iterator[Change]:
        if old is None or new is None:
            given = new or old
            assert given is not None
            yield from self.value(
                name, "phase", _span(old) if old else None, _span(new) if new else None
            )
            return
        for key in ("name", "aim", "weeks", "opens_when", "effort_rpe_at_most"):
            yield from self.value(name, key, getattr(old, key), getattr(new, key))
        for component in dict.fromkeys((*old.targets, *new.targets)):
            yield from self.target(
                name, component, old.targets.get(component), new.targets.get(component)
            )
        for key in ("least_days", "most_days"):
            yield from self.mapping(name, key, getattr(old, key), getattr(new, key))
        for component in dict.fromkeys((*old.doses, *new.doses)):
            doses = [each.doses.get(component, DoseRange()) for each in (old, new)]
            yield from self.record(name, f"doses.{component}", *doses)
        for key in ("days_apart", "include", "prefer", "leave_out"):
            yield from self.words(name, key, getattr(old, key), getattr(new, key))

    def target(
        self, where: str, component: str, old: ComponentTarget | None, new: ComponentTarget | None
    ) -> Iterator[Change]:
        what = f"targets.{component}"
        if old is None or new is None:
            said = [f"{_listed(each.goal)} {each.unit}" if each else None for each in (old, new)]
            yield from self.value(where, what, *said)
        else:
            yield from self.record(where, what, old, new)

    def entries(
        self, key: str, old: Sequence[Once | Daily], new: Sequence[Once | Daily]
    ) -> Iterator[Change]:
        """Entries of an activity are compared in their order."""
        before, after = _by_activity(old), _by_activity(new)
        for activity in dict.fromkeys((*before, *after)):
            was, now = before.get(activity, []), after.get(activity, [])
            if was != now:
                what = f"{key}.{activity}"
                said = ["; ".join(map(self.entry, each)) for each in (was, now)]
                yield from self.value(WHOLE, what, *said)

    def entry(self, entry: Once | Daily) -> str:
        if isinstance(entry, Once):
            text = self.messages.say("diff.once", weeks=_listed(entry.weeks))
        else:
            key = "diff.daily" if entry.until_week is None else "diff.daily_until"
            days = self.messages.counted("count.days", entry.days_per_week)
            text = self.messages.say(key, week=entry.week, last=entry.until_week, days=days)
        if entry.when is None:
            return text
        when = tree_words(entry.when, self.catalog, self.messages)
        return self.messages.say("diff.when", text=text, when=when)

    def record(self, where: str, what: str, old: Struct, new: Struct) -> Iterator[Change]:
        for key in new.__struct_fields__:
            pair = (getattr(old, key), getattr(new, key))
            yield from self.value(where, f"{what}.{key}", *pair)

    def mapping(
        self, where: str, what: str, old: Mapping[str, object], new: Mapping[str, object]
    ) -> Iterator[Change]:
        for key in dict.fromkeys((*old, *new)):
            yield from self.value(where, f"{what}.{key}", old.get(key), new.get(key))

    def words(
        self, where: str, what: str, old: Sequence[str], new: Sequence[str]
    ) -> Iterator[Change]:
        more = [word for word in new if word not in old]
        gone = [word for word in old if word not in new]
        for key, words in (("diff.also", more), ("diff.no_longer", gone)):
            if words:
                yield self.change(where, what, key, value=", ".join(words))
        if not more and not gone and tuple(old) != tuple(new):
            yield self.change(where, what, "diff.order", value=", ".join(new))

    def value(self, where: str, what: str, old: object, new: object) -> Iterator[Change]:
        if old == new:
            return
        if old in (None, ""):
            yield self.change(where, what, "diff.new", value=_listed(new))
        elif new in (None, ""):
            yield self.change(where, what, "diff.gone", value=_listed(old))
        else:
            yield self.change(where, what, "diff.becomes", old=_listed(old), new=_listed(new))

    def change(self, where: str, what: str, key: str, **values: str) -> Change:
        name = " ".join(plain(part) for part in what.split(".") if part != "targets")
        return Change(where=where, what=what, text=self.messages.say(key, what=name, **values))


def _by_activity(entries: Iterable[Once | Daily]) -> dict[str, list[Once | Daily]]:
    found: dict[str, list[Once | Daily]] = {}
    for entry in entries:
        found.setdefault(entry.activity, []).append(entry)
    return found


def _span(phase: TemplatePhase) -> str:
    return f"{phase.name} ({phase.weeks[0]}-{phase.weeks[1]})"


def _listed(value: object) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    return str(value)
