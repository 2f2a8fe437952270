"""Texts of faults in the code: which templates there are, and English that nobody can translate."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
# Functions whose first argument is a template, and `later`, which marks one of a table.
TOLD = ("told", "later")
# Methods of some packages that name a kind of word or a unit: place of the name, told too.
NAMES = {"word": 1, "words": 1, "not_one_of": 2, "number": 2, "known": 2, "all_known": 3}
NAMING = ("intake/", "knowledge/checks/")
# Where every sentence is told, or is excepted below. Not there: what speaks to authors of a catalog
# (the rest of knowledge, figures) or to machines (cohort); the audit and the solver, whose words
# name defects of the planner; and cli, whose words are help and those of Click.
PLACES = (
    "calendar_io/",
    "documents/",
    "errors.py",
    "explain/why.py",
    "export/",
    "intake/",
    "knowledge/checks/common.py",
    "knowledge/checks/template.py",
    "knowledge/drafts.py",
    "knowledge/files.py",
    "knowledge/inherit.py",
    "knowledge/languages.py",
    "knowledge/spot.py",
    "knowledge/templates.py",
    "store/",
    "workflow/",
)
# Files with sentences that no user reads or that are no faults, with the reason.
EXCEPTIONS = {
    "calendar_io/child.py": "a guard of the child process; its parent tells the fault",
    "calendar_io/server/remote.py": "XML that is sent",
    "export/charts/canvas.py": "names of fonts",
    "export/page/page.py": "a header of HTTP",
    "intake/read.py": "an assertion",
    "store/opening.py": "SQL",
    "store/store.py": "SQL",
    "workflow/calendars.py": "an assertion",
    "workflow/from_fhir.py": "YAML",
    "workflow/programme/progress.py": "a value of progress/1; `messages` tells it",
    "workflow/programme/show.py": "a command to type",
    "workflow/proof/cases.py": "faults of a catalog, for its authors, who write it in English",
    "workflow/proof/prove.py": "faults of a catalog, for its authors, who write it in English",
}
_SENTENCE = re.compile(r"[A-Za-z]{2,}[,;:]? \(?[A-Za-z]{2,}")


@cache
def templates() -> dict[str, list[str]]:
    """Every template in the order of the files, with the files it stands in."""
    found: dict[str, list[str]] = {}
    for path, tree in _modules():
        for node in ast.walk(tree):
            for text in _marked(node, path):
                name = path.relative_to(ROOT).as_posix()
                if name not in found.setdefault(text, []):
                    found[text].append(name)
    return found


def untold() -> Iterator[str]:
    """Sentences of faults that are not told, and templates that are no literals."""
    for path, tree in _modules():
        name = _short(path)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node) in TOLD and not _can_be_known(node):
                yield f"{name}:{node.lineno}: no literal: {ast.unparse(node.args[0])}"
        if name.startswith(PLACES) and name not in EXCEPTIONS:
            yield from (f"{name}:{line}: not told: {text}" for line, text in sentences(tree))


def sentences(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Lines and texts of English sentences that are neither told nor documentation."""
    known = {id(below) for node in ast.walk(tree) for below in _not_for_users(node)}
    for node in ast.walk(tree):
        if id(node) not in known and _SENTENCE.search(text := _words(node)):
            yield node.lineno, text


def _modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((ROOT / "planner").rglob("*.py")):
        yield path, ast.parse(path.read_text())


def _short(path: Path) -> str:
    """Name of a module within the package."""
    return path.relative_to(ROOT / "planner").as_posix()


def _marked(node: ast.AST, path: Path) -> Iterator[str]:
    """The templates that a call names."""
    if not isinstance(node, ast.Call):
        return
    named = NAMES.get(_name(node)) if _short(path).startswith(NAMING) else None
    place = 0 if _name(node) in TOLD else named
    if place is not None and len(node.args) > place:
        argument = node.args[place]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield from [argument.value] if argument.value else []


def _can_be_known(call: ast.Call) -> bool:
    """A literal; or, of `told`, something that can only hold what `later` marked."""
    template = call.args[0]
    if _name(call) == "later" or isinstance(template, ast.Constant | ast.JoinedStr | ast.BinOp):
        return isinstance(template, ast.Constant)
    return True


def _name(call: ast.Call) -> str:
    """Name of the function or method."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _not_for_users(node: ast.AST) -> Iterator[ast.AST]:
    """What is told, what documents the code, and parts of a larger text."""
    match node:
        case ast.Expr(value=ast.Constant() as value):
            yield value
        case ast.Call() if _name(node) in TOLD:
            yield node.args[0]
        case ast.Call(args=args) if len(args) > (place := NAMES.get(_name(node), len(args))):
            yield args[place]
        case ast.JoinedStr():
            yield from (below for below in ast.walk(node) if below is not node)


def _words(node: ast.AST) -> str:
    """The words of a text; those of an f-string without what is filled in."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(v.value if isinstance(v, ast.Constant) else "_" for v in values)
        case _:
            return ""
