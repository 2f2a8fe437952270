import datetime as dt
from enum import Enum
from typing import Literal

import msgspec
import pytest

from planner.documents import convert, parse_yaml
from planner.errors import BadCatalog, BadInput


class Colour(Enum):
    RED = "red"
    GREEN = "green"


class Inner(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    level: int = 0
    kind: Literal["warm", "cold"] = "warm"
    colour: Colour = Colour.RED
    on: dt.date | None = None
    words: str | tuple[str, ...] = ()
    pair: tuple[int, int] | None = None
    below: "Inner | None" = None


class Outer(msgspec.Struct, forbid_unknown_fields=True):
    items: tuple[Inner, ...]
    by_name: dict[str, Inner] = {}
    amount: float = 0
    flag: bool = False


def convert_text(text: str, into=Outer, path=(), **options):
    return convert(parse_yaml(text.encode(), "a.yaml"), into, path, **options)


def problems(text: str, path=()) -> list[str]:
    with pytest.raises(BadInput) as caught:
        convert_text(text, path=path)
    return [str(problem) for problem in caught.value.problems]


def test_a_good_document_becomes_a_struct():
    outer = convert_text('items: [{name: a, on: "2026-12-07", pair: [1, 2], words: x}]\namount: 2')
    assert outer == Outer(
        items=(Inner(name="a", on=dt.date(2026, 12, 7), pair=(1, 2), words="x"),), amount=2.0
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "items:\n- nmae: a\n",
            "a.yaml:2: items[0].nmae: unknown key 'nmae'; did you mean 'name'?",
        ),
        ("items:\n- level: 1\n", "a.yaml:2: items[0]: the key 'name' is missing"),
        (
            "items:\n- name: a\n  level: x\n",
            "a.yaml:3: items[0].level: a whole number is needed here",
        ),
        (
            "items:\n- name: a\n  level: true\n",
            "a.yaml:3: items[0].level: a whole number is needed here",
        ),
        ("items: []\namount: x", "a.yaml:2: amount: a number is needed here"),
        ("items: []\nflag: no", "a.yaml:2: flag: true or false is needed here"),
        ("items:\n- name: 12\n", "a.yaml:2: items[0].name: a text is needed here"),
        ("items: {a: 1}\n", "a.yaml:1: items: a list is needed here"),
        ("- a\n", "a.yaml:1: a mapping (key: value) is needed here"),
        ("items: []\nby_name: [1]\n", "a.yaml:2: by_name: a mapping (key: value) is needed here"),
        (
            "items: []\nby_name:\n  x:\n    name: [y]\n",
            "a.yaml:4: by_name.x.name: a text is needed here",
        ),
        (
            "items: [{name: a, kind: wram}]",
            "a.yaml:1: items[0].kind: unknown word 'wram'; did you mean 'warm'?",
        ),
        (
            "items: [{name: a, colour: blue}]",
            "a.yaml:1: items[0].colour: unknown word 'blue'; use one of: red, green",
        ),
        (
            "items: [{name: a, on: 2026-13-01}]",
            "a.yaml:1: items[0].on: a date as YYYY-MM-DD is needed here",
        ),
        (
            "items: [{name: a, words: 3}]",
            "a.yaml:1: items[0].words: a text or a list is needed here",
        ),
        ("items: [{name: a, words: [3]}]", "a.yaml:1: items[0].words[0]: a text is needed here"),
        (
            "items: [{name: a, pair: [3]}]",
            "a.yaml:1: items[0].pair: exactly 2 values are needed here",
        ),
        (
            "items: [{name: a, pair: [3, x]}]",
            "a.yaml:1: items[0].pair[1]: a whole number is needed here",
        ),
        (
            "items: [{name: a, below: {name: b, below: {level: 2}}}]",
            "a.yaml:1: items[0].below.below: the key 'name' is missing",
        ),
    ],
)
def test_each_misfit_is_named_with_line_and_key(text, message):
    assert problems(text) == [message]


def test_all_misfits_come_at_once():
    found = problems("items:\n- nmae: a\n- name: b\n  level: x\namount: x\nfalg: true\n")
    assert [each.split(":")[1] for each in found] == ["2", "4", "5", "6"]


def test_a_part_of_a_document_keeps_its_place():
    text = "head: 1\nbody:\n  items:\n  - {name: 3}\n"
    assert problems(text, path=("body",)) == ["a.yaml:4: body.items[0].name: a text is needed here"]


def test_the_class_of_the_error_can_be_chosen():
    with pytest.raises(BadCatalog):
        convert_text("items: 1", error=BadCatalog)


def test_a_refusal_of_msgspec_itself_is_passed_on():
    positive = msgspec.Meta(gt=0)
    from typing import Annotated

    class Small(msgspec.Struct):
        a: Annotated[int, positive]

    with pytest.raises(BadInput, match=r"a\.yaml:1: .*> 0|>= 1"):
        convert_text("a: -1", Small)
