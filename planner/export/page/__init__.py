"""The programme as one web page: no network needed, and it reads without script."""

from planner.export.page.page import to_html

__all__ = ["to_html"]
