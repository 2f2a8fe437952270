"""Every example from the intake file to the files of the plan, as a user runs it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planner.cli import main
from planner.domain.plan import Plan
from planner.export.json import read_plan
from planner.export.readback import verify_ics
from planner.knowledge.policy import words_of
