"""A CP-SAT model as plain linear rows, for solvers that know nothing else.

Enforcement literals become big-M terms as tight as the bounds of the row allow; maxima and
elements get one boolean for each possible choice. Nothing of the model is left out: what is not
known here is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

INFINITY = 2**60
MARKER = "    MARKER                 'MARKER'                 '{}'\n"


@dataclass(frozen=True)
class Row:
    """low <= sum of weight * variable <= high; None where there is no such side."""

    terms: Mapping[int, int]
    low: int | None
    high: int | None


# Terms and a constant.
Sum = tuple[Mapping[int, int], int]


@dataclass
class Linear:
    """Integer variables, rows and an objective to minimise; the first `owned` are the model's."""

    bounds: list[tuple[int, int]]
    owned: int
    rows: list[Row] = field(default_factory=list)
    cost: dict[int, int] = field(default_factory=dict)
    # (target, parts): the target is at most the greatest part, or lies within the parts whose
    # choice is open; implied by the rows, but bounds alone do not see it.
    maxima: list[tuple[Sum, list[Sum]]] = field(default_factory=list)
    hulls: list[tuple[Sum, Sum, list[tuple[int, Sum]]]] = field(default_factory=list)
    offset: int = 0

    def boolean(self) -> int:
        """A new 0-1 variable."""
        self.bounds.append((0, 1))
        return len(self.bounds) - 1

    def span(self, terms: Mapping[int, int]) -> tuple[int, int]:
        """Least and greatest value of a sum under the bounds of its variables."""
        ends = [(w * self.bounds[i][0], w * self.bounds[i][1]) for i, w in terms.items()]
        return sum(min(end) for end in ends), sum(max(end) for end in ends)

    def add(
        self,
        terms: Mapping[int, int],
        low: int | None,
        high: int | None,
        when: Iterable[int] = (),
    ) -> None:
        """A row that holds where all the literals do."""
        literals = list(when)
        least, most = self.span(terms)
        for bound, far, is_low in ((low, least, True), (high, most, False)):
            if bound is None or (far >= bound if is_low else far <= bound):
                continue
            row = dict(terms)
            room = bound - far
            limit = bound
            for literal in literals:
                # literal true: no room; false: room for the farthest value.
                if literal >= 0:
                    row[literal] = row.get(literal, 0) - room
                    limit -= room
                else:
                    row[-literal - 1] = row.get(-literal - 1, 0) + room
            self.rows.append(Row(row, limit if is_low else None, None if is_low else limit))

    def literals(self, literals: Iterable[int]) -> tuple[dict[int, int], int]:
        """The number of true literals as terms and a constant."""
        terms: dict[int, int] = {}
        constant = 0
        for literal in literals:
            if literal >= 0:
                terms[literal] = terms.get(literal, 0) + 1
            else:
                terms[-literal - 1] = terms.get(-literal - 1, 0) - 1
                constant += 1
        return terms, constant


def linear(proto: Any) -> Linear:
    """The model of a CP-SAT proto as linear rows.

    Raises:
        NotImplementedError: a kind of constraint or domain that is not known here.
    """
    bounds = [_whole(list(variable.domain)) for variable in proto.variables]
    made = Linear(bounds, len(bounds))
    for constraint in proto.constraints:
        _add(made, constraint)
    for index, weight in zip(proto.objective.vars, proto.objective.coeffs, strict=True):
        flipped, sign = (index, 1) if index >= 0 else (-index - 1, -1)
        made.cost[flipped] = made.cost.get(flipped, 0) + sign * weight
    made.offset = round(proto.objective.offset)
    return made


def _whole(domain: list[int]) -> tuple[int, int]:
    if len(domain) != 2:
        raise NotImplementedError(f"a domain with holes: {domain}")
    return domain[0], domain[1]


def _add(made: Linear, constraint: Any) -> None:
    when = list(constraint.enforcement_literal)
    if constraint.has_linear():
        low, high = _whole(list(constraint.linear.domain))
        terms = _terms(constraint.linear.vars, constraint.linear.coeffs)
        made.add(terms, None if low < -INFINITY else low, None if high > INFINITY else high, when)
    elif constraint.has_bool_or():
        terms, constant = made.literals(constraint.bool_or.literals)
        made.add(terms, 1 - constant, None, when)
    elif constraint.has_bool_and():
        for literal in constraint.bool_and.literals:
            terms, constant = made.literals([literal])
            made.add(terms, 1 - constant, None, when)
    elif constraint.has_at_most_one():
        terms, constant = made.literals(constraint.at_most_one.literals)
        made.add(terms, None, 1 - constant, when)
    elif constraint.has_exactly_one():
        terms, constant = made.literals(constraint.exactly_one.literals)
        made.add(terms, 1 - constant, 1 - constant, when)
    elif constraint.has_lin_max() and not when:
        _maximum(made, constraint.lin_max)
    elif constraint.has_element() and not when:
        _element(made, constraint.element)
    else:
        raise NotImplementedError(f"not linear here: {constraint}")


def _terms(variables: Iterable[int], weights: Iterable[int]) -> dict[int, int]:
    terms: dict[int, int] = {}
    for index, weight in zip(variables, weights, strict=True):
        own, sign = (index, 1) if index >= 0 else (-index - 1, -1)
        if index < 0:
            raise NotImplementedError("a negated variable in a linear row")
        terms[own] = terms.get(own, 0) + sign * weight
    return terms


def _sum(expression: Any) -> Sum:
    return _terms(expression.vars, expression.coeffs), expression.offset


def _difference(left: Any, right: Any) -> tuple[dict[int, int], int]:
    """left - right as terms and a constant."""
    terms = _terms(left.vars, left.coeffs)
    for index, weight in _terms(right.vars, right.coeffs).items():
        terms[index] = terms.get(index, 0) - weight
    return terms, left.offset - right.offset


def _maximum(made: Linear, part: Any) -> None:
    chosen = []
    made.maxima.append((_sum(part.target), [_sum(expression) for expression in part.exprs]))
    for expression in part.exprs:
        terms, constant = _difference(part.target, expression)
        made.add(terms, -constant, None)
        choice = made.boolean()
        chosen.append(choice)
        made.add(terms, None, -constant, [choice])
    made.add(dict.fromkeys(chosen, 1), 1, 1)


def _element(made: Linear, part: Any) -> None:
    if len(part.exprs) == 0:
        raise NotImplementedError("an element constraint in the old form")
    index = _terms(part.linear_index.vars, part.linear_index.coeffs)
    chosen: list[int] = []
    for position, expression in enumerate(part.exprs):
        choice = made.boolean()
        chosen.append(choice)
        index[choice] = -position
        terms, constant = _difference(part.linear_target, expression)
        made.add(terms, -constant, -constant, [choice])
    choices = [(c, _sum(e)) for c, e in zip(chosen, part.exprs, strict=True)]
    made.hulls.append((_sum(part.linear_target), _sum(part.linear_index), choices))
    made.add(index, -part.linear_index.offset, -part.linear_index.offset)
    made.add(dict.fromkeys(chosen, 1), 1, 1)


def write_mps(made: Linear, path: Path) -> None:
    """Fixed MPS, names `c` and `r` with a number; the constant of the objective is left out."""
    columns: list[list[tuple[str, int]]] = [[] for _ in made.bounds]
    for index, weight in made.cost.items():
        columns[index].append(("cost", weight))
    kinds, sides = ["N  cost"], []
    for number, row in enumerate(made.rows):
        kind, side = _kind(row)
        kinds.append(f"{kind}  r{number}")
        if side:
            sides.append(_line("RHS", f"r{number}", side))
        for index, weight in row.terms.items():
            if weight:
                columns[index].append((f"r{number}", weight))
    with path.open("w", encoding="ascii") as file:
        file.write("NAME          plan\nROWS\n" + "".join(f" {kind}\n" for kind in kinds))
        file.write("COLUMNS\n" + MARKER.format("INTORG"))
        for index, entries in enumerate(columns):
            file.writelines(_line(f"c{index}", *entry) for entry in entries or [("cost", 0)])
        file.write(MARKER.format("INTEND") + "RHS\n" + "".join(sides) + "BOUNDS\n")
        for index, (low, high) in enumerate(made.bounds):
            file.write(_line("BND", f"c{index}", low, "LO") + _line("BND", f"c{index}", high, "UP"))
        file.write("ENDATA\n")


def _kind(row: Row) -> tuple[str, int]:
    if row.high is None and row.low is not None:
        return "G", row.low
    if row.low is None and row.high is not None:
        return "L", row.high
    raise NotImplementedError("a row with two sides, or none")


def _line(first: str, second: str, value: int, kind: str = "") -> str:
    return f" {kind:<2} {first:<8}  {second:<8}  {value:>12}\n"
