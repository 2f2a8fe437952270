"""What a reader takes out of a printed sheet."""

from __future__ import annotations

import re
import shutil
import subprocess

from tests.support.calendar_readers import need


def text_of(data: bytes) -> str:
    """The words of a PDF, in one line."""
    need(shutil.which("pdftotext") is not None, "pdftotext (poppler-utils)")
    done = subprocess.run(
        ["pdftotext", "-", "-"], input=data, capture_output=True, check=True
    ).stdout.decode()
    return re.sub(r"\s+", " ", done)
