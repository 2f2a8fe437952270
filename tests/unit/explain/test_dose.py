import pytest

from planner.domain.local import living_in, measuring_in
from planner.domain.plan import ItemDose
from planner.explain import dose_in_words, messages_of
from planner.explain.dose import dose_change
from planner.knowledge import load_catalog

MESSAGES = messages_of(load_catalog())


@pytest.mark.parametrize(
    ("dose", "words"),
    [
        (
            ItemDose(sets=2, reps=10, hold_s=5, rest_s=60, rpe=4),
            "2 x 10, hold 5 s, rest 60 s, effort 4/10",
        ),
        (ItemDose(sets=1, reps=12, rest_s=90), "1 x 12"),
        (ItemDose(sets=3, hold_s=20), "3 x 20 s hold"),
        (ItemDose(hold_s=20), "hold 20 s"),
        (ItemDose(reps=8), "8 repetitions"),
        (ItemDose(minutes=25, rpe=3), "25 min, effort 3/10"),
        (ItemDose(sets=2, reps=10, minutes=4), "2 x 10"),
        (ItemDose(hours=4), "wear 4 h"),
        (ItemDose(lift_mm=4.5), "lift 4.5 mm"),
        (ItemDose(steps=6500), "6,500 steps"),
        (ItemDose(reps=10, times_per_day=6), "10 repetitions, 6 times a day"),
        (ItemDose(sets=2, reps=8, pct_1rm=60), "2 x 8, at most 60 % of your maximum"),
        (ItemDose(), "as described"),
    ],
)
def test_doses_in_words(dose: ItemDose, words: str) -> None:
    assert dose_in_words(dose, MESSAGES) == words


def test_side_and_load_come_last() -> None:
    dose = ItemDose(sets=2, reps=8, load_note="Leave 2 repetitions in reserve.")
    words = dose_in_words(dose, MESSAGES, "left")
    assert words == "2 x 8, left side. Leave 2 repetitions in reserve"


def test_both_sides_are_each_side() -> None:
    assert dose_in_words(ItemDose(sets=2, reps=8), MESSAGES, "both") == "2 x 8, each side"


def test_a_change_of_a_dose_is_told_by_what_differs():
    old = ItemDose(sets=2, reps=10, hold_s=5, rest_s=45, rpe=4)
    new = ItemDose(sets=3, reps=10, hold_s=5, rest_s=45, rpe=5)
    assert dose_change(old, new, MESSAGES) == ("2 x 10, effort 4/10", "3 x 10, effort 5/10")
    assert dose_change(old, old, MESSAGES) is None
    assert dose_change(old, old, MESSAGES, ("left", "both")) == ("left side", "each side")
    more = ItemDose(sets=2, reps=10, hold_s=5, rest_s=45, rpe=4, times_per_day=3)
    assert dose_change(old, more, MESSAGES) == (
        "2 x 10, hold 5 s, rest 45 s, effort 4/10",
        "2 x 10, hold 5 s, rest 45 s, 3 times a day, effort 4/10",
    )  # fmt: skip


def test_a_lift_is_told_in_inches_as_well_where_those_are_usual():
    with living_in("America/New_York"):
        assert dose_in_words(ItemDose(lift_mm=4.5), MESSAGES) == "lift 4.5 mm (0.18 in)"
        with measuring_in("metric"):
            assert dose_in_words(ItemDose(lift_mm=4.5), MESSAGES) == "lift 4.5 mm"
