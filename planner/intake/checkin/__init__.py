"""`checkin/1`: read strictly, and laid over the intake that it brings up to date."""

from planner.intake.checkin.merge import with_check_ins
from planner.intake.checkin.read import read_check_in

__all__ = ["read_check_in", "with_check_ins"]
