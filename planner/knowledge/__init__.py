"""The clinical catalog and the programme templates as typed, read-only values."""

from planner.knowledge.catalog import Catalog
from planner.knowledge.load import load_catalog
from planner.knowledge.template import Template
from planner.knowledge.templates import list_templates, load_template, template_files

__all__ = [
    "Catalog",
    "Template",
    "list_templates",
    "load_catalog",
    "load_template",
    "template_files",
]
