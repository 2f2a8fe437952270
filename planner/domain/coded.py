"""Names under which the planner's own words travel in health records."""

from __future__ import annotations

from msgspec import Struct

# Code systems of this planner: ids of the catalog are their codes.
FACT = "urn:planner:fact"
VALUE = "urn:planner:value"
CONDITION = "urn:planner:condition"
STAGE = "urn:planner:stage"
SIDE = "urn:planner:side"
CHECKLIST = "urn:planner:checklist"
TICK = "urn:planner:tick"
# Extension of a Condition with one more field of its record; the name of the field follows.
FIELD = "urn:planner:condition-field:"

LOINC = "loinc"
ICD10CM = "icd10cm"
UCUM = "ucum"


class Coded(Struct, frozen=True):
    """A code of a code system, which is named by its URI."""

    system: str
    code: str
