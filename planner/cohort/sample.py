"""Invented people for trying out: the same seed and number give the same intake for ever."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from planner.cohort.draw import (
    Marks,
    age_between,
    by_age,
    clock,
    drawn,
    number,
    share_of,
    some,
    weighted,
    within,
)
from planner.documents import load_yaml
from planner.intake.read import FORMAT
from planner.knowledge import load_catalog

DATA = Path(__file__).with_name("sample.yaml")
Plain = dict[str, Any]


def invented(people: int, seed: int, catalog_dir: Path | None = None) -> Iterator[Plain]:
    """Intakes of invented people, one after the other.

    Raises:
        BadCatalog: the catalog has faults.
    """
    data: Plain = load_yaml(DATA).data
    groups = tuple(load_catalog(catalog_dir).screening_groups)
    for place in range(1, people + 1):
        yield _Draft(Random(f"{seed}:{place}"), data, groups).intake(f"person-{place}")


class _Draft:
    """One person while being drawn."""

    def __init__(self, rng: Random, data: Plain, groups: tuple[str, ...]) -> None:
        self._rng, self._data = rng, data
        start = dt.date.fromisoformat(rng.choice(data["plan"]["starts"]))
        before = data["plan"]["assessed_days_before"]
        self._start = start
        self._today = start - dt.timedelta(days=int(number(rng, before["from"], before["to"])))
        self._facts: Plain = {}
        self._ticked: dict[str, list[str]] = {name: [] for name in groups}
        self._conditions: list[Plain] = []
        self._medications: list[str] = []
        self._template = ""

    def intake(self, name: str) -> Plain:
        """The whole intake."""
        rng, data = self._rng, self._data
        age = age_between(rng, data["ages"])
        marks = self._body(age)
        pictures = [(picture, share_of(picture, age, marks)) for picture in data["pictures"]]
        self._take(weighted(rng, pictures))
        for entry in (*data["besides"], *data["gaps"]):
            if rng.random() < share_of(entry, age, marks):
                marks.add(entry["id"])
                self._take(entry)
        day = self._today.isoformat()
        plan = {name: drawn(rng, data["plan"][name], self._today) for name in ("weeks", "timezone")}
        more = {"medications": self._medications} if self._medications else {}
        return {
            "format": FORMAT,
            "id": name,
            "assessed_on": day,
            "plan": {"start": self._start.isoformat(), **plan, "template": self._template},
            "facts": self._facts,
            "conditions": self._conditions,
            **more,
            "stretch_trials": self._trials(),
            "screened": {
                group: {"date": day, "positive": ticked} for group, ticked in self._ticked.items()
            },
            "availability": self._availability(marks),
            "wake": data["wake"]["retired" if "retired" in marks else "working"],
            "bed": data["bed"],
            "equipment": [*data["equipment"]["everybody"], *some(rng, data["equipment"]["some"])],
            "preferences": {"like": some(rng, data["likes"])},
            "goals": some(rng, data["goals"]),
        }

    def _body(self, age: int) -> Marks:
        rng, data = self._rng, self._data
        sex = weighted(rng, data["sexes"])
        shape = data["body_mass_index"]
        mass_index = within(
            rng.gauss(shape["mean"], shape["spread"]), shape["least"], shape["most"]
        )
        height = round(rng.gauss(*data["height_cm"][sex]))
        smokes = rng.random() < by_age(data["smoker"], age)
        retired = rng.random() < by_age(data["retired"], age)
        self._facts = {
            "age": age,
            "sex": sex,
            "height_cm": height,
            "weight_kg": round(mass_index * (height / 100) ** 2, 1),
            "cigarettes_per_day": drawn(rng, data["cigarettes_per_day"], self._today)
            if smokes
            else 0,
            **drawn(rng, data["facts"], self._today),
        }
        if sex == "female":
            after = age >= data["menopause_from_age"]
            self._facts["menopause_status"] = "after" if after else "before"
        return {
            sex,
            "retired" if retired else "working",
            *(["smoker"] if smokes else []),
            *(["obese"] if mass_index >= shape["obese_from"] else []),
        }

    def _take(self, entry: Plain) -> None:
        rng, today = self._rng, self._today
        self._template = entry.get("template", self._template)
        self._facts |= drawn(rng, entry.get("facts", {}), today)
        self._conditions += drawn(rng, entry.get("conditions", []), today)
        self._medications += entry.get("medications", [])
        for group, ticked in entry.get("ticked", {}).items():
            self._ticked[group] = [*self._ticked.get(group, []), *ticked]
        for group in entry.get("unscreened", []):
            self._ticked.pop(group, None)

    def _trials(self) -> list[Plain]:
        rng, trials = self._rng, self._data["trials"]
        muscles = [muscle for muscle in trials["muscles"] if rng.random() < trials["share"]]
        day = self._today.isoformat()
        return [
            {"muscle": m, "side": "both", "outcome": weighted(rng, trials["outcomes"]), "date": day}
            for m in muscles
        ]

    def _availability(self, marks: Marks) -> list[Plain]:
        rng = self._rng
        fitting = [
            (each, each["share"]) for each in self._data["availability"] if each["only"] in marks
        ]
        return [self._window(window) for window in weighted(rng, fitting)["windows"]]

    def _window(self, window: Plain) -> Plain:
        begins = self._rng.choice(window["from"])
        ends = clock(begins, self._rng.choice(window["minutes"]))
        more = {"preferred": True} if window.get("preferred") else {}
        return {"days": window["days"], "from": begins, "to": ends, **more}
