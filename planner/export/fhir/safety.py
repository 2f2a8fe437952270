"""What was found and what is left out: Observations and DetectedIssues."""

from __future__ import annotations

from collections.abc import Iterator

from planner.export.fhir.frame import Frame, Resource, text

# The other verdicts are choices, not matters of safety.
_ISSUES = ("excluded", "deferred")


def observations(frame: Frame) -> Iterator[Resource]:
    """The outcome of screening, each finding, and the levels the person starts at."""
    screening, say = frame.plan.screening, frame.messages.say
    yield _observation(
        frame,
        "decision",
        frame.messages.say("fhir.decision"),
        frame.messages.say(f"screening.{screening.decision}"),
    )
    for number, finding in enumerate(screening.findings):
        key = f"finding/{number}"
        yield _observation(frame, key, say("fhir.finding", rule=finding.rule), finding.text)
    for name, level in frame.plan.levels.items():
        yield _observation(
            frame,
            f"level/{name}",
            frame.messages.say("fhir.level", what=frame.component(name)),
            frame.messages.say(f"word.{level}"),
        )


def _observation(frame: Frame, key: str, what: str, value: str) -> Resource:
    return frame.new(
        "Observation",
        key,
        status="preliminary" if frame.plan.screening.provisional else "final",
        code=text(what),
        subject=frame.to("Patient"),
        effectiveDateTime=frame.plan.request.assessed_on.isoformat(),
        valueString=value,
    )


def issues(frame: Frame) -> Iterator[Resource]:
    """What is excluded or put off, with its rules, and what cannot hold together."""
    for number, out in enumerate(frame.plan.excluded):
        if out.verdict in _ISSUES:
            words = f"{frame.name(out.activity)}{f' ({out.side})' if out.side else ''}"
            what = frame.messages.say(f"verdict.{out.verdict}")
            if out.until:
                what = frame.messages.say("fhir.until", what=what, date=out.until)
            yield _issue(frame, f"out/{number}", what, f"{words}: {out.text}", out.rules)
    for number, conflict in enumerate(frame.plan.conflicts):
        yield _issue(
            frame,
            f"conflict/{number}",
            frame.messages.say("fhir.conflict"),
            conflict.text,
            conflict.between,
        )


def _issue(frame: Frame, key: str, what: str, detail: str, rules: tuple[str, ...]) -> Resource:
    return frame.new(
        "DetectedIssue",
        key,
        status="preliminary" if frame.plan.screening.provisional else "final",
        code=text(what),
        patient=frame.to("Patient"),
        identifiedDateTime=frame.plan.request.assessed_on.isoformat(),
        evidence=[{"code": [text(rule) for rule in rules]}] if rules else None,
        detail=detail,
    )
