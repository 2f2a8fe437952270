"""For translators: the files of a language brought up to date with the texts, and checked.

The texts of the catalog and the templates stand in `catalog/languages/<code>.po`, those of faults
in `planner/told/<code>.po`.

    python tools/languages.py extract es    new texts in, texts that are gone out
    python tools/languages.py check es      what is missing, stale or has other {names}

Exit code of `check`: 1 where anything is wrong.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog as Entries
from babel.messages.pofile import read_po, write_po

from planner.documents import load_yaml
from planner.knowledge.languages import Texts
from planner.told import po_file as fault_file
from tools import told

ROOT = Path(__file__).parents[1]
CATALOG = ROOT / "catalog"
WIDTH = 110
# Of numbers (CLDR); the sentence itself is the one for `other`.
PLURAL_FORMS = ("zero", "one", "two", "few", "many")
HEADER = """\
# Translations of the texts of {of}, one for each text.
# MACHINE-DRAFTED, and not yet read by {by}: see catalog/README.md."""


def texts() -> dict[str, list[str]]:
    """Every text that people read, in the order of the files, with the files it stands in."""
    told = Texts(CATALOG)
    found: dict[str, list[str]] = {}
    for folder in (CATALOG, ROOT / "templates"):
        for path in sorted(folder.rglob("*.yaml")):
            if folder is CATALOG and not told.is_told(path.relative_to(CATALOG).as_posix()):
                continue
            for text in told.of(load_yaml(path, max_bytes=2**21).data):
                places = found.setdefault(text, [])
                name = path.relative_to(ROOT).as_posix()
                if name not in places:
                    places.append(name)
    return found


def po_file(code: str) -> Path:
    """The file of a language."""
    return CATALOG / "languages" / f"{code}.po"


def entries(path: Path) -> dict[str, str]:
    """English text to translation, also where that is empty."""
    if not path.is_file():
        return {}
    parsed = read_po(BytesIO(path.read_bytes()), abort_invalid=True)
    return {str(entry.id): str(entry.string) for entry in parsed if entry.id}


def names(text: str) -> list[str]:
    """Words in braces; a text with other braces is no sentence to fill in."""
    try:
        return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:
        return []


def faults(code: str) -> Iterator[str]:
    """What is missing, stale or cannot be filled in."""
    yield from _compared(texts(), entries(po_file(code)))
    yield from _compared(told.templates(), entries(fault_file(code)))
    yield from told.untold()
    english = load_yaml(CATALOG / "messages" / "en.yaml").data
    spoken = load_yaml(CATALOG / "messages" / f"{code}.yaml").data
    yield from (f"no message: {key}" for key in english if not spoken.get(key))
    yield from (f"no such message: {key}" for key in spoken if not _may_stand(key, english))
    for key in english.keys() & spoken.keys():
        if names(english[key]) != names(spoken[key]):
            yield f"other words in braces: {key}"


def _compared(wanted: dict[str, list[str]], there: dict[str, str]) -> Iterator[str]:
    """What is wrong with the translations that are there for the texts that are wanted."""
    for text, places in wanted.items():
        if not there.get(text):
            yield f"no translation: {text} ({places[0]})"
    yield from (f"no text any more: {text}" for text in there if text not in wanted)
    for text, said in there.items():
        if said and names(text) != names(said):
            yield f"other words in braces: {text} -> {said}"


def _may_stand(key: str, english: dict[str, str]) -> bool:
    """Marks, short heads of columns and forms for numbers are a language's own matter."""
    sentence, _, form = key.rpartition(".")
    is_form = sentence in english and form in PLURAL_FORMS
    return key in english or is_form or key.startswith(("mark.", "short."))


def extract(code: str, known: dict[str, str] | None = None) -> bytes:
    """The file of a language as it should be, with every translation that is there."""
    head = HEADER.format(of="catalog/ and templates/", by="a clinician")
    return _written(code, texts(), entries(po_file(code)) | (known or {}), head, "a clinician")


def extract_faults(code: str, known: dict[str, str] | None = None) -> bytes:
    """As `extract`, for the texts of faults."""
    said = entries(fault_file(code)) | (known or {})
    head = HEADER.format(of="faults in planner/", by="a speaker")
    return _written(code, told.templates(), said, head, "a speaker")


def _written(
    code: str, wanted: dict[str, list[str]], said: dict[str, str], header: str, reader: str
) -> bytes:
    found = Entries(locale=code, header_comment=header, charset="utf-8")
    for text, places in wanted.items():
        found.add(text, said.get(text, ""), locations=[(place, None) for place in places[:1]])
    out = BytesIO()
    write_po(out, found, width=WIDTH, omit_header=True)
    head = (
        f"{header}\n"
        'msgid ""\nmsgstr ""\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Language: {code}\\n"\n'
        f'"X-Review: machine-drafted, not read by {reader}\\n"\n\n'
    )
    return head.encode() + out.getvalue()


def main() -> int:
    """The command."""
    match sys.argv[1:]:
        case ["extract", code]:
            po_file(code).write_bytes(extract(code))
            fault_file(code).write_bytes(extract_faults(code))
            return 0
        case ["check", code]:
            found = list(faults(code))
            print("\n".join([*found, f"{len(found)} faults"]))
            return 1 if found else 0
        case _:
            print(__doc__)
            return 2


if __name__ == "__main__":
    sys.exit(main())
