"""Whether somebody approved a plan as it stands, in words."""

from __future__ import annotations

from planner.domain.plan import Plan
from planner.domain.revision import Approval
from planner.explain.layout import day
from planner.explain.messages import Messages
from planner.export.json import plan_hash


def holds(approval: Approval, sha256: str) -> bool:
    """The approval is about exactly this content."""
    return approval.sha256 == sha256


def approval_text(plan: Plan, messages: Messages) -> str:
    """Approved by whom; a draft; or no longer approved, because the plan was changed since."""
    # Only a plan that was approved has to be encoded for it.
    sha256 = plan_hash(plan) if plan.approval is not None else ""
    return approval_words(plan.approval, sha256, messages)


def approval_words(approval: Approval | None, sha256: str, messages: Messages) -> str:
    """As `approval_text`, for anything with a digest."""
    if approval is None:
        return messages.say("approval.draft")
    key = "approval.approved" if holds(approval, sha256) else "approval.changed"
    role = messages.word(approval.role)
    return messages.say(key, by=approval.by, role=role, date=day(approval.on))
