"""Reasons, doses and conflicts in words: reads the plan and the catalog, decides nothing."""

from planner.explain.conflict import Demand, conflict_text
from planner.explain.dose import dose_in_words
from planner.explain.explanation import Explanation
from planner.explain.layout import Section, render
from planner.explain.messages import Messages, messages_of
from planner.explain.rule import RuleExplained, explain_rule
from planner.explain.summary import summary
from planner.explain.touching import TouchingRule, touching, touching_sections
from planner.explain.why import explain_activity, explain_plan

__all__ = [
    "Demand",
    "Explanation",
    "Messages",
    "RuleExplained",
    "Section",
    "TouchingRule",
    "conflict_text",
    "dose_in_words",
    "explain_activity",
    "explain_plan",
    "explain_rule",
    "messages_of",
    "render",
    "summary",
    "touching",
    "touching_sections",
]
