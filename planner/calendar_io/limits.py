"""What one calendar file may cost. A larger one is refused, never read in part."""

from __future__ import annotations

FILE_BYTES = 10 * 1024 * 1024
LINE_BYTES = 1_000_000
EVENTS = 25_000
NESTING = 8
RULE_STEPS = 60_000
INTERVALS = 20_000
EVENT_DAYS = 62
# Notes beyond these are counted, so that a hostile file cannot flood the person.
NOTES = 100

CPU_SECONDS = 20
WALL_SECONDS = 60
MEMORY_BYTES = 1_000_000_000

# One answer of a calendar server, and the events of one calendar of ours.
ANSWER_BYTES = 8 * 1024 * 1024
ANSWER_SECONDS = 60.0
SILENCE_SECONDS = 20.0
LISTED = 20_000
REDIRECTS = 3
BUSY_SECONDS = (0.2, 1.0, 3.0)
