"""Digest of an intake: equal content has equal digests, however the file is written."""

from __future__ import annotations

import hashlib
import json

import msgspec

from planner.domain.intake import Intake, Person


def digest(intake: Intake) -> str:
    """sha256 of the parsed, metric content as JSON with sorted keys."""
    content = msgspec.to_builtins(msgspec.structs.replace(intake, sha256=""))
    if not intake.busy_calendars:
        del content["busy_calendars"]  # so that intakes without calendars keep their digest
    if intake.person == Person():
        del content["person"]
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
