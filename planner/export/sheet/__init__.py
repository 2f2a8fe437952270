"""The printed sheets: for the fridge, for the person, for the clinician. Decides nothing."""

from planner.export.sheet.documents import DOCUMENTS, prepared
from planner.export.sheet.paper import PAPERS, paper_of
from planner.export.sheet.pictures import Draw

__all__ = ["DOCUMENTS", "PAPERS", "Draw", "paper_of", "prepared"]
