"""What a fault is called in the language that is spoken now.

English stands where the fault is raised, as a template; its translation stands in `<code>.po`
beside this file. These texts belong to the code and not to a catalog: a fault can arise before any
catalog is read, and also under a catalog of somebody's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from pathlib import Path

# The language that the code and the catalog are written in.
ENGLISH = "en"
SPOKEN: ContextVar[str | None] = ContextVar("language", default=None)


def language() -> str:
    """Code of the language that is spoken now (ISO 639-1)."""
    return SPOKEN.get() or ENGLISH


def told(template: str, /, **values: object) -> str:
    """A template in the language that is spoken now, filled in; in English where it has none.

    Args:
        template: English, with names in braces; a literal, so that translators can be given it.
        values: what stands for the names.
    """
    code = language()
    if code != ENGLISH:
        try:
            return _filled(_translations(code)[template], values)
        except (LookupError, ValueError, AttributeError, TypeError):
            pass  # A fault must be told, whatever is wrong with its translation.
    return _filled(template, values)


def _filled(text: str, values: Mapping[str, object]) -> str:
    # Without values it may be a word of a catalog, such as a unit, and hold braces of its own.
    return text.format(**values) if values else text


def later(template: str) -> str:
    """Marks a template of a table for translators; `told` says it when it is needed."""
    return template


def po_file(code: str) -> Path:
    """The file with the translations of a language."""
    return Path(__file__).with_name(f"{code}.po")


@cache
def _translations(code: str) -> Mapping[str, str]:
    """English template to its translation; nothing where they cannot be read."""
    try:
        # Babel is needed for languages other than English only, and takes time to load.
        from babel.messages.pofile import read_po

        with po_file(code).open("rb") as file:
            entries = read_po(file, abort_invalid=True)
        return {str(e.id): str(e.string) for e in entries if e.id and e.string and not e.fuzzy}
    except Exception:
        # Of any kind: what went wrong first must be told, not this.
        return {}
