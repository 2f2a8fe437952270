"""Does a rule do what its cases say, and can anybody come under it?"""

from __future__ import annotations

from planner.domain.answers import Answers
from planner.errors import BadInput
from planner.knowledge import Catalog
from planner.knowledge.model import Rule
from planner.knowledge.spot import Spot
from planner.rules import conditions_in, fire, truth
from planner.workflow.proof.person import case_answers, whole_answers

FIRES = "fires"
WANTED: dict[str, bool | None] = {FIRES: True, "does_not_fire": False, "unknown": None}
WORDS = {True: "holds", False: "does not hold", None: "is unknown"}
FILE = "an intake with these answers"


def check_cases(rule: Rule, spot: Spot, catalog: Catalog) -> bool:
    """Check the cases of a rule; what is wrong is noted at their place.

    Every rule has a case that makes it fire. It has one that does not and one that leaves it
    unknown, unless its tree is the same whatever is known.

    Returns:
        Whether an intake that answers everything makes the rule fire.
    """
    fixed = _whatever_is_known(rule, catalog)
    if fixed is False:
        spot.at("when").bad("this rule holds for nobody, whatever the answers are")
        return False
    wanted = tuple(WANTED) if fixed is None else (FIRES,)
    for name in wanted:
        spot.at("cases").need(name in rule.cases, f"the case {name} is missing")
    sound = True
    for name, case in rule.cases.items():
        here = spot.at("cases", name)
        if name not in wanted:
            here.bad("this rule holds whatever is known; leave the case out")
            continue
        found = truth(rule.when, case_answers(case), catalog, resolve=False)
        text = f"the rule {WORDS[found]} with these answers"
        here.need(found is WANTED[name], text)
        sound = sound and found is WANTED[name]
    return sound and FIRES in rule.cases and _reaches(rule, spot.at("cases", FIRES), catalog)


def _whatever_is_known(rule: Rule, catalog: Catalog) -> bool | None:
    """Truth of the tree with nothing known: None unless every answer leads to the same."""
    unknown = frozenset(conditions_in(rule.when, catalog))
    nothing = Answers(facts={}, conditions_unknown=unknown, trials=None, responses=None)
    return truth(rule.when, nothing, catalog, resolve=False)


def _reaches(rule: Rule, here: Spot, catalog: Catalog) -> bool:
    try:
        answers = whole_answers(rule.cases[FIRES], catalog, FILE)
    except BadInput as error:
        for problem in error.problems:
            here.bad(f"no intake can say this: {problem}")
        return False
    reached = any(firing.outcome is True for firing in fire(rule, answers, catalog))
    here.need(reached, "somebody who answers everything else too does not come under the rule")
    return reached
