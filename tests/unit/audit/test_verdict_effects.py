"""What each kind of effect says against an item, by itself."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from planner.audit.evaluator import NOTHING, Bound
from planner.audit.firings import Fired
from planner.audit.verdicts import Verdict, Verdicts
from planner.knowledge.model import Target

LEFT = Bound("soleus", "left")
POSE = SimpleNamespace(
    id="pose", component="stretch", family=None, level=None, laterality="each_side",
    indicated_by=(), equipment=(), min_level="novice",
)  # fmt: skip


def judged(
    kind: str,
    body: dict[str, Any],
    *,
    bound: Bound = NOTHING,
    met: tuple[str, ...] = (),
    dated: tuple[str, ...] = (),
    outcome: str = "not_tested",
    side: str | None = "left",
    week: int = 3,
) -> Verdict:
    """The verdict on a pose of one effect that names it."""
    target = Target(muscle_stretch=("@tested",))
    fired = Fired("r", kind, SimpleNamespace(target=target, **body), bound, is_certain=True)
    world = SimpleNamespace(
        criterion=lambda name, this=NOTHING: name in met and this == bound,
        is_dated_later=lambda name, this=NOTHING: name in dated and this == bound,
        outcome=lambda muscle, this: outcome if (muscle, this) == ("soleus", "left") else "short",
        truth=lambda node: False,
    )
    policy = SimpleNamespace(
        no_benefit_outcomes=("full_range",), awaited_items=(), also_indicated=()
    )
    firings = SimpleNamespace(
        catalog=SimpleNamespace(decision_policy=policy),
        world=lambda week: world,
        touching=lambda activity, this, week: (fired,) if this == kind else (),
    )
    return Verdicts(firings, SimpleNamespace(), {}).of(POSE, side, week)


OPEN, CLOSED, USELESS, EARLY = (
    Verdict(), Verdict(contraindicated=["r"]), Verdict(no_benefit=["r"]), Verdict(too_early=["r"]),
)  # fmt: skip


@pytest.mark.parametrize(
    ("body", "fields", "verdict"),
    [
        ({}, {}, CLOSED),
        # For some hours of a day only: another check looks at the clock.
        ({"window": "after_waking"}, {}, OPEN),
        ({"until": "settled"}, {}, CLOSED),
        ({"until": "settled"}, {"met": ("settled",)}, OPEN),
        ({"until": "settled"}, {"met": ("other",)}, CLOSED),
        # After a trial it is useless or harmful, on its side.
        ({}, {"bound": LEFT, "outcome": "full_range"}, USELESS),
        ({}, {"bound": LEFT, "outcome": "pain_on_attempt"}, CLOSED),
        ({}, {"bound": LEFT, "outcome": "full_range", "side": "right"}, OPEN),
        ({}, {"bound": Bound("soleus"), "outcome": "full_range"}, CLOSED),
        ({}, {"bound": Bound(side="left"), "outcome": "full_range"}, CLOSED),
        ({"until": "settled"}, {"bound": LEFT, "met": ("settled",)}, OPEN),
    ],
)
def test_what_is_excluded(body, fields, verdict: Verdict) -> None:
    assert judged("exclude", {"window": None, "until": None, **body}, **fields) == verdict


@pytest.mark.parametrize(("names", "verdict"), [(("pose", "walk"), OPEN), (("walk",), CLOSED)])
def test_what_is_replaced_by_something_else(names, verdict: Verdict) -> None:
    assert judged("substitute", {"with_": names}) == verdict


def pending(*names: str) -> Verdict:
    return Verdict(pending=dict.fromkeys(names))


BOTH = {"until": "settled", "also_until": "calm"}


@pytest.mark.parametrize(
    ("body", "fields", "verdict"),
    [
        ({}, {}, EARLY),
        ({}, {"met": ("settled",)}, OPEN),
        (BOTH, {"met": ("settled",)}, EARLY),
        (BOTH, {"met": ("calm",)}, EARLY),
        (BOTH, {"met": ("settled", "calm")}, OPEN),
        # From some week on it may stand there, and is checked before.
        ({"earliest_week_if_unmeasured": 4}, {}, EARLY),
        ({"earliest_week_if_unmeasured": 3}, {}, pending("settled")),
        ({**BOTH, "earliest_week_if_unmeasured": 3}, {}, pending("settled", "calm")),
        ({**BOTH, "earliest_week_if_unmeasured": 3}, {"met": ("settled",)}, pending("calm")),
        # What has a date waits for that date.
        ({"earliest_week_if_unmeasured": 3}, {"dated": ("settled",)}, EARLY),
        ({**BOTH, "earliest_week_if_unmeasured": 3}, {"dated": ("calm",)}, EARLY),
        (
            {**BOTH, "earliest_week_if_unmeasured": 3},
            {"dated": ("calm",), "met": ("calm",)},
            pending("settled"),
        ),
        ({"earliest_week_if_unmeasured": 3}, {"bound": LEFT, "dated": ("settled",)}, EARLY),
        ({}, {"bound": LEFT, "met": ("settled",)}, OPEN),
        ({}, {"bound": LEFT, "side": "right"}, OPEN),
    ],
)
def test_what_is_deferred(body, fields, verdict: Verdict) -> None:
    whole = {"until": "settled", "also_until": None, "earliest_week_if_unmeasured": None}
    assert judged("defer", {**whole, **body}, **fields) == verdict


def indicated(**fields: Any) -> Verdicts:
    """A pose for people with a sore calf; it may be awaited by those who have calf trouble."""
    given = {
        "by": ("sore",), "conditions": (), "met": (), "dated": (), "also": False, "earliest": 3,
        "criteria": ("calm",), "hits": True, **fields,
    }  # fmt: skip
    world = SimpleNamespace(
        has_condition=lambda name: True if name in given["conditions"] else None,
        criterion=lambda name, bound=NOTHING: name in given["met"],
        is_dated_later=lambda name, bound=NOTHING: name in given["dated"],
        truth=lambda node: given["also"],
    )
    rows = [
        SimpleNamespace(
            criterion=name,
            conditions=("trouble", "old_trouble"),
            earliest_week_if_unmeasured=given["earliest"],
        )
        for name in ("of_other_items", "calm")
    ]
    target = Target(component=("stretch",) if given["hits"] else ("strength",))
    policy = SimpleNamespace(
        no_benefit_outcomes=(),
        awaited_items=rows,
        also_indicated=(SimpleNamespace(target=target, when=None),),
    )
    catalog = SimpleNamespace(decision_policy=policy, criteria=dict.fromkeys(given["criteria"]))
    firings = SimpleNamespace(catalog=catalog, world=lambda week: world, touching=lambda *_: ())
    return Verdicts(firings, SimpleNamespace(), {})


@pytest.mark.parametrize(
    ("by", "fields", "weeks", "waits"),
    [
        ((), {}, [2, 3], []),
        (("sore",), {}, [], []),
        (("sore",), {"conditions": ("sore",)}, [2, 3], []),
        (("sore", "calm"), {"conditions": ("sore",)}, [2, 3], []),
        # A criterion that is met, and one that may be awaited from week 3 on.
        (("calm",), {"met": ("calm",)}, [2, 3], []),
        (("calm",), {}, [], []),
        (("calm",), {"conditions": ("trouble",)}, [3], ["calm"]),
        (("sore", "calm"), {"conditions": ("old_trouble",)}, [3], ["calm"]),
        (("calm",), {"conditions": ("trouble",), "dated": ("calm",)}, [], []),
        (("calm",), {"conditions": ("trouble",), "earliest": None}, [], []),
        (("sore",), {"conditions": ("trouble",)}, [], []),
        # Also for who has something else, if the target names it.
        (("sore",), {"also": True}, [2, 3], []),
        (("sore",), {"also": None}, [], []),
        (("sore",), {"also": True, "hits": False}, [], []),
    ],
)
def test_an_item_is_for_who_has_a_finding_or_may_await_one(by, fields, weeks, waits) -> None:
    found = indicated(**fields)
    pose = SimpleNamespace(**{
        **vars(POSE), "indicated_by": by, "tags": (), "positions": (), "movements": (),
    })  # fmt: skip
    assert [week for week in (2, 3) if found.is_indicated(pose, week)] == weeks
    assert [list(found.of(pose, None, week).pending) for week in (2, 3)] == [[], waits]
