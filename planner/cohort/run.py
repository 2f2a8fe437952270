"""A cohort from intakes to tables."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path

from msgspec import Struct

from planner.cohort.extra import arrow
from planner.cohort.folder import Folder
from planner.cohort.one import Settings, made_with
from planner.cohort.people import Person, count_of, people_of
from planner.cohort.pools import Cluster, Processes, cluster, local, results
from planner.cohort.summary import summarise
from planner.cohort.timing import tell_timing

FORMAT = "cohort/2"
# People in one file of each table.
PART_SIZE = 200


class Progress(Struct, frozen=True):
    """How far a run is: people with a result, of all; planned in this run, in so many seconds."""

    done: int
    people: int
    planned: int
    seconds: float

    @property
    def rate(self) -> float:
        """People a minute."""
        return 60 * self.planned / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """None as long as nothing can be said."""
        if not self.planned:
            return None
        return (self.people - self.done) * self.seconds / self.planned


class Cohort(Struct, frozen=True):
    """What became of a cohort: people, people planned in this run, exit code to people."""

    people: int
    planned: int
    exit_codes: dict[int, int]
    summary: Path


def plan_cohort(
    intakes: Path,
    out: Path,
    *,
    template: str | None = None,
    effort: str = "standard",
    catalog_dir: Path | None = None,
    with_plans: bool = False,
    workers: int | None = None,
    scheduler: str | None = None,
    part_size: int = PART_SIZE,
    tell: Callable[[Progress], None] | None = None,
) -> Cohort:
    """Plan everybody who is not planned yet, and write tables and summary.

    Args:
        intakes: folder, or file of JSON lines, CSV or Parquet.
        out: folder of the results; one that a run left unfinished is gone on with.
        template: for everybody; None = as each intake says.
        effort: how long better plans are looked for.
        catalog_dir: folder of the catalog; None for the project's own.
        with_plans: write the files of each plan too.
        workers: processes of this machine; None = one a core.
        scheduler: address of a Dask cluster to use instead.
        part_size: people in one file of each table.
        tell: is told how far the run is, after each person.

    Raises:
        PlannerError: a part of the program is not installed.
        BadInput: the intakes cannot be read, or are others than those in the folder.
        BadCatalog: the catalog or the template has faults.
        OutputError: the folder cannot be written.
        ClusterFault: the cluster cannot be reached, or is gone.
    """
    arrow()
    next(people_of(intakes))
    if template is not None and Path(template).is_file():
        template = str(Path(template).resolve())
    made = made_with(catalog_dir, template)
    settings = Settings(effort, template, _absolute(catalog_dir), with_plans, made)
    with closing(Folder(out, _head(settings, part_size))) as folder:
        run = _Run(folder, intakes, count_of(intakes) if tell else 0, tell)
        with _pool(workers, scheduler) as pool:
            for result in results(pool, run.missing(), settings):
                folder.keep(result)
                run.count()
        folder.finish(run.people)
        tell_timing(folder)
        codes, summary = summarise(folder)
    return Cohort(run.people, run.planned, codes, summary)


class _Run:
    """Counts people as they pass; the clock tells, and decides nothing."""

    def __init__(
        self, folder: Folder, intakes: Path, total: int, tell: Callable[[Progress], None] | None
    ) -> None:
        self.people = self.planned = self._there = 0
        self._folder, self._intakes, self._total, self._tell = folder, intakes, total, tell
        self._began = time.perf_counter()

    def missing(self) -> Iterator[Person]:
        """Those who have no result yet."""
        for person in people_of(self._intakes):
            self.people += 1
            if self._folder.has(person):
                self._there += 1
            else:
                yield person

    def count(self) -> None:
        """One more was planned."""
        self.planned += 1
        if self._tell is not None:
            seconds = time.perf_counter() - self._began
            done = self._there + self.planned
            self._tell(Progress(done, self._total, self.planned, seconds))


def _head(settings: Settings, part_size: int) -> dict[str, object]:
    return {
        "format": FORMAT,
        "made_with": settings.made_with,
        "effort": settings.effort,
        "plans": settings.with_plans,
        "part_size": part_size,
    }


def _pool(
    workers: int | None, scheduler: str | None
) -> AbstractContextManager[Processes | Cluster]:
    return cluster(scheduler) if scheduler else local(workers or os.cpu_count() or 1)


def _absolute(path: Path | None) -> Path | None:
    return path.resolve() if path is not None else None
