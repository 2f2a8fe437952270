"""Starting a template from one that is there: its text with its comments, or what differs."""

from __future__ import annotations

import re
from pathlib import Path

from planner.documents import write_all
from planner.errors import BadCatalog, OutputError, Problem
from planner.explain.messages import Messages, messages_of
from planner.knowledge import Template, load_catalog, load_template
from planner.knowledge.templates import template_path
from planner.told import told
from planner.workflow.template.edit import with_values

SCHEMA_FILE = "template.schema.json"
EDITOR = f"# yaml-language-server: $schema={SCHEMA_FILE}"
FIRST_VERSION = "0.1.0"
_ID = re.compile(r"[a-z][a-z0-9_]*")


def new_template(
    ref: str, file: Path | None, by: str, *, extends: bool, catalog_dir: Path | None
) -> Path:
    """Write a template that starts from another one.

    Args:
        ref: id or file of the one to start from.
        file: where to write; None = `my_<id>.yaml` here. Its name is the id of the new template.
        by: author of the new template.
        extends: write only what differs, beside a line that says what it builds on.
        catalog_dir: folder of the catalog; None for the project's own.

    Raises:
        BadCatalog: the one to start from has faults, or the name of the file is no id.
        OutputError: the file is there already, or cannot be written.
    """
    catalog = load_catalog(catalog_dir)
    base = load_template(ref, catalog)
    path = file or Path(f"my_{base.id}.yaml")
    if _ID.fullmatch(path.stem) is None or path.suffix != ".yaml":
        text = told("name it with small letters, digits and _, such as my_template.yaml")
        raise BadCatalog([Problem(str(path), 0, "", text)])
    if path.exists():
        raise OutputError(path, told("is there already; name another file with -o"))
    messages = messages_of(catalog)
    if extends:
        text = _extending(ref, base, path.stem, by, messages)
    else:
        text = _copied(template_path(ref), base, path.stem, by, messages)
    write_all({path: text.encode()})
    return path


def _copied(source: Path, base: Template, name: str, by: str, messages: Messages) -> str:
    text = source.read_text(encoding="utf-8")
    values = {"id": name, "version": FIRST_VERSION, "author": by}
    if base.extends is not None and base.extends.endswith((".yaml", ".yml", ".json")):
        values["extends"] = str((source.parent / base.extends).resolve())
    lines = [line for line in text.splitlines() if not line.startswith("# yaml-language-server:")]
    return _head(base, messages, "new.header") + with_values("\n".join(lines), str(source), values)


def _extending(ref: str, base: Template, name: str, by: str, messages: Messages) -> str:
    phase = base.phases[0]
    component, target = next(iter(phase.targets.items()))
    below = base.id if template_path(ref).stem == ref else str(template_path(ref).resolve())
    empty = f"id: {name}\nversion: x\nname: x\nauthor: x\nreviewed_on: x\nextends: x\n"
    values = {
        "version": FIRST_VERSION,
        "name": base.name,
        "author": by,
        "reviewed_on": base.reviewed_on,
        "extends": below,
    }
    example = f"""
# without: [{base.once[0].activity if base.once else phase.id}]
# caps: {{items_per_session: {base.caps.items_per_session}}}
# phases:
#   - id: {phase.id}
#     targets:
#       {component}: {{goal: [{", ".join(map(str, target.goal))}]}}
"""
    return _head(base, messages, "new.extends") + with_values(empty, name, values) + example


def _head(base: Template, messages: Messages, key: str) -> str:
    words = {"id": base.id, "version": base.version}
    lines = [EDITOR, f"# {messages.say(key, **words)}", f"# {messages.say('new.review', **words)}"]
    return "\n".join(lines) + "\n"
