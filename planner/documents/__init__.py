"""Files: YAML 1.2 and JSON read strictly, with the line of every key; private files written.

`load_yaml` gives plain data, `convert` gives typed data; both report all problems of a file at
once, each with file, line and key. `write_all` writes files whole or not at all.
"""

from planner.documents.convert import convert, convert_rest
from planner.documents.document import Document, KeyPath, dotted, nearest_line
from planner.documents.load import USER_FILE_BYTES, load_yaml, parse_yaml
from planner.documents.words import hint, nearest
from planner.documents.write import refuse_unwritable, write_all

__all__ = [
    "USER_FILE_BYTES",
    "Document",
    "KeyPath",
    "convert",
    "convert_rest",
    "dotted",
    "hint",
    "load_yaml",
    "nearest",
    "nearest_line",
    "parse_yaml",
    "refuse_unwritable",
    "write_all",
]
