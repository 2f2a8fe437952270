"""Whole cohorts: many intakes planned at once, resumable, with the same bytes on any machine.

Nobody but this package knows Arrow and Dask; both come with the extra `cohort`.
"""
