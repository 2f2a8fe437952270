"""Structural constants of calendars and units; nothing here is a clinical choice."""

DAYS_PER_WEEK = 7
HOURS_PER_DAY = 24
MINUTES_PER_HOUR = 60
SECONDS_PER_MINUTE = 60
PERCENT = 100
MM_PER_CM = 10
# Fractions that are kept as integers: tenths of a unit.
TENTHS_PER_UNIT = 10
MONTHS_PER_YEAR = 12
