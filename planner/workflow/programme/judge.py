"""Whether sessions may be where the person wants them: the audit of the plan says so."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec.structs import replace

from planner.audit import audit, breaks_a_rule
from planner.domain.answers import Answers
from planner.domain.intake import Intake, Window
from planner.domain.language import ENGLISH
from planner.domain.plan import Plan, Session, ViolationRecord
from planner.domain.units import DAYS_PER_WEEK
from planner.explain import Messages, messages_of
from planner.intake import resolve_answers
from planner.knowledge import Catalog, Template, load_template
from planner.workflow.calendars import from_record
from planner.workflow.programme.history import History
from planner.workflow.programme.moves import AcceptedMove, times_of, with_moves
from planner.workflow.programme.names import session_name
from planner.workflow.programme.person import check_ins_of, person_of

SHOWN = 3
# Starts that are tried within a free time, and how many of the nearest ones.
STEP = dt.timedelta(minutes=5)
WIDE = dt.timedelta(hours=2)
WIDE_STEP = dt.timedelta(minutes=15)
TRIED = 200
_WORD = re.compile(r"[\w-]*[a-z][\w-]*")


class Judge:
    """The latest plan with what is known of the person now.

    A time at which the person puts a session counts as free; what else is known of the day
    (busy times, sleep, days away) still holds. What the plan breaks as it stands, because more is
    known since it was made, is for the next revision: a wish must break nothing more.

    Attributes:
        moves: wishes that are part of the plan now.
        first: first day that is not past.
    """

    def __init__(
        self, history: History, catalog: Catalog, moves: Sequence[AcceptedMove], first: dt.date
    ) -> None:
        self.plan: Plan = history.plan
        self.moves = tuple(moves)
        self.first = first
        self._catalog = catalog
        self._intake, self._answers = _known(history, catalog)
        self._template: Template = load_template(self.plan.made_from.template.id, catalog)
        self._at_first = self.moves

    @cached_property
    def _before(self) -> frozenset[ViolationRecord]:
        """What the plan breaks with the wishes that were kept before."""
        return frozenset(self._audited(self._at_first))

    def violations(self, *moves: AcceptedMove) -> tuple[ViolationRecord, ...]:
        """What the plan would break with more wishes."""
        found = self._audited(self._with(moves))
        return tuple(v for v in found if v not in self._before) if found else ()

    def _audited(self, moves: Sequence[AcceptedMove]) -> tuple[ViolationRecord, ...]:
        plan, intake = with_moves(self.plan, moves), with_windows(self._intake, moves)
        return audit(plan, intake, self._answers, self._catalog, self._template).violations

    def takes(self, move: AcceptedMove) -> bool:
        """Make one more wish part of the plan, if it breaks no rule then."""
        if not self._may(move):
            return False
        self.moves = self._with((move,))
        return True

    def nearest(self, session: Session, wanted: dt.datetime) -> dt.datetime | None:
        """Start nearest to the wanted one that breaks no rule; of two the earlier one.

        None where none of those tried will do.
        """
        was, last = times_of(session)
        is_home = all(move.key != session.key for move in self.moves)
        starts = {was, *self._starts(session, last - was)}
        for start in sorted(starts, key=lambda at: (abs(at - wanted), at))[:TRIED]:
            move = AcceptedMove(key=session.key, start=start, end=start + (last - was))
            # Where it was, it breaks nothing: the plan is what it is with it there.
            if (is_home and start == was) or self._may(move):
                return start
        return None

    def in_words(self, violations: Sequence[ViolationRecord]) -> tuple[str, ...]:
        """Violations as sentences about sessions and exercises, not keys and ids."""
        messages = messages_of(self._catalog)
        if self._catalog.language != ENGLISH:
            return tuple(dict.fromkeys(self._by_rules(v, messages) for v in violations))[:SHOWN]
        names = {item.activity: item.name for s in self.plan.sessions for item in s.items}
        names |= {s.key: session_name(s, messages) for s in self.plan.sessions}
        names |= {rule: rule for rule in self._catalog.rules}

        def said(text: str) -> str:
            return _WORD.sub(lambda w: names.get(w[0], w[0].replace("_", " ")), text)

        texts = dict.fromkeys(f"{said(v.where)}: {said(v.text)}" for v in violations)
        return tuple(texts)[:SHOWN]

    def _by_rules(self, violation: ViolationRecord, messages: Messages) -> str:
        """The rules that a violation names, in their own words: the audit speaks English only."""
        text = f"{violation.where}: {violation.text}"
        rules = [r for w in _WORD.findall(text) if (r := self._catalog.rules.get(w)) is not None]
        if not rules:
            return messages.say("pull.check", text=text)
        return " ".join(f"{rule.says} [{rule.id}]" for rule in rules)

    def _may(self, move: AcceptedMove) -> bool:
        moves = self._with((move,))
        return not breaks_a_rule(
            with_moves(self.plan, moves),
            with_windows(self._intake, moves),
            self._answers,
            self._catalog,
            self._template,
            self._before,
        )

    def _with(self, moves: Sequence[AcceptedMove]) -> tuple[AcceptedMove, ...]:
        named = {move.key for move in moves}
        return (*(move for move in self.moves if move.key not in named), *moves)

    def _starts(self, session: Session, length: dt.timedelta) -> Iterator[dt.datetime]:
        """Starts within the free times of the week of the session."""
        monday = self.plan.request.start + dt.timedelta(days=DAYS_PER_WEEK * (session.week - 1))
        for number in range(DAYS_PER_WEEK):
            date = monday + dt.timedelta(days=number)
            for window in self._intake.availability if date >= self.first else ():
                if date.weekday() not in window.days and date not in window.dates:
                    continue
                start = dt.datetime.combine(date, window.start)
                end = dt.datetime.combine(date, window.end)
                step = STEP if end - start <= WIDE else WIDE_STEP
                while start + length <= end:
                    yield start
                    start += step


def _known(history: History, catalog: Catalog) -> tuple[Intake, Answers]:
    """The intake that the plan was made from; after check-ins the person as they leave it."""
    check_ins = check_ins_of(history, catalog)
    if check_ins:
        person = person_of(history, check_ins, catalog)
        return from_record(person.intake, history.plan), person.answers
    intake = from_record(history.intake_of_plan(catalog), history.plan)
    return intake, resolve_answers(intake, catalog)


def with_windows(intake: Intake, moves: Sequence[AcceptedMove]) -> Intake:
    """The intake with a free time for each wish that lies in none."""
    added = []
    for move in moves:
        window = window_of(move, intake)
        if window is not None:
            added.append(window)
    return replace(intake, availability=(*intake.availability, *added)) if added else intake


def window_of(move: AcceptedMove, intake: Intake) -> Window | None:
    """A free time for a wish; None where it lies in one, or is no time of one day."""
    if move.start is None or move.end is None or move.start.date() != move.end.date():
        return None
    date, start, end = move.start.date(), move.start.time(), move.end.time()
    for window in intake.availability:
        on = date.weekday() in window.days or date in window.dates
        if on and window.start <= start and end <= window.end:
            return None
    return Window(days=(), dates=(date,), start=start, end=end)
