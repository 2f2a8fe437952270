"""Charts of a plan: where people would rather look than read. Decides nothing."""

from planner.export.charts.chart import Chart, Measured
from planner.export.charts.every import NAMES, charts

__all__ = ["NAMES", "Chart", "Measured", "charts"]
