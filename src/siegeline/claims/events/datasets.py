"""Datasets: the data sets of events that can be read, by name, and the events in their files."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from siegeline.claims.claim import KINDS, Claim
from siegeline.claims.events import acled, ucdp, viina
from siegeline.claims.events.event import Event
from siegeline.claims.events.source import Source, sources_in
from siegeline.claims.events.table import Row, rows_in
from siegeline.errors import InputError, UsageError
from siegeline.reports.refusal import handing_over, shown

Problem = Callable[[InputError], None]


@dataclass(frozen=True, slots=True)
class Dataset:
    """A data set: ``title`` as it is cited, ``columns`` that its files must have, ``key`` of its section of types."""

    name: str
    title: str
    columns: tuple[str, ...]
    events: Callable[[Row, Any], Iterator[Event]]
    section: str | None = None

    @property
    def types(self) -> Any:
        """What ``events`` is given: its section of ``events.yaml``, or all of it."""
        return types()[self.section] if self.section else types()


DATASETS: Mapping[str, Dataset] = {
    one.name: one
    for one in (
        Dataset("acled", "ACLED", acled.COLUMNS, acled.acled_events, "acled"),
        Dataset("ucdp", "UCDP GED", ucdp.COLUMNS, ucdp.ucdp_events, "ucdp"),
        Dataset("viina", "VIINA", viina.COLUMNS, viina.viina_events),
    )
}


@cache
def types() -> Mapping[str, Any]:
    """The file ``events.yaml``."""
    told: Mapping[str, Any] = yaml.safe_load((resources.files(__package__) / "events.yaml").read_text("utf-8"))
    kinds = {one["kind"] for part in ("acled", "ucdp") for one in told[part].values()} | set(told["viina"].values())
    if unknown := kinds - set(KINDS):
        raise UsageError(f"events.yaml: no such kind of claim: {', '.join(sorted(unknown))}")
    return told


def is_imported(claim: Claim) -> str | None:
    """The data set that a claim was imported from; None for a claim that was read in a report."""
    name = claim.reader.partition(" ")[0]
    return name if name in DATASETS else None


def events_in(
    paths: Sequence[str], dataset: str | None = None, *, on_problem: Problem | None = None, own: bool = False
) -> Iterator[Event]:
    """The events of files of one data set; without ``dataset``, of that whose columns they have.

    Files of VIINA that hold labels alone are joined to the others by ``event_id``. ``own``: files that this program
    wrote in their columns are read too. A bad row is given to ``on_problem``, and the others are read.

    Raises:
        UsageError: no such data set.
        InputError: a file cannot be read, or lacks columns; without ``on_problem``, also for a row.
    """
    if dataset is not None and dataset not in DATASETS:
        raise UsageError(f"no data set is called {dataset!r}; there are {', '.join(DATASETS)}")
    sources = [one for path in paths for one in sources_in(path)]
    heads = {one: _columns(one) for one in sources}
    told = [one for one in sources if not _only_labels(heads[one])]
    chosen = {one: _dataset_of(one.name, heads[one], dataset, own=own) for one in told}
    labels = _Labels()
    for one in (one for one in sources if one not in told):
        labels.read(one)
    if labels and not told:
        raise InputError(shown(paths[0]), "holds labels without the events", "name the event_info file beside it")
    for one in told:
        for where, cells in rows_in(one):
            joined = {**cells, **labels.of(cells.get("event_id", ""))}
            row = Row(joined, file=one.name, where=where)
            with handing_over(on_problem):
                if chosen[one].name == "viina" and viina.LABEL not in joined:
                    raise row.wrong("has no labels", "name the event_labels file beside it too")
                yield from list(chosen[one].events(row, chosen[one].types))


class _Labels:
    """VIINA's labels by event, kept small: there are half a million events a year."""

    def __init__(self) -> None:
        self._rows: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def __bool__(self) -> bool:
        return bool(self._rows)

    def read(self, source: Source) -> None:
        names: tuple[str, ...] = ()
        for _, cells in rows_in(source):
            names = names or tuple(name for name in cells if name[:2] in {"t_", "a_"})
            self._rows[cells["event_id"]] = names, tuple(sys.intern(cells[name]) for name in names)

    def of(self, event: str) -> Mapping[str, str]:
        names, cells = self._rows.get(event, ((), ()))
        return dict(zip(names, cells, strict=True))


def _columns(source: Source) -> set[str]:
    for _, cells in rows_in(source):
        return set(cells)
    raise InputError(shown(source.name), "holds no rows", "name the CSV as you got it")


def _only_labels(columns: set[str]) -> bool:
    return viina.LABEL in columns and "event_id" in columns and not {"longitude", "latitude"} & columns


def _dataset_of(path: str, columns: set[str], name: str | None, *, own: bool) -> Dataset:
    if acled.OURS in columns and not own:
        raise InputError(
            shown(path), "was written by siegeline itself", "its claims are on the record that it was made from"
        )
    fitting = [one for one in DATASETS.values() if set(one.columns) <= columns]
    wanted = [DATASETS[name]] if name else fitting
    for one in wanted:
        missing = [column for column in one.columns if column not in columns]
        if not missing:
            return one
        raise InputError(
            shown(path), f"has no column {', '.join(missing[:4])}", f"name a CSV with the columns of {one.title}"
        )
    titles = ", ".join(one.title for one in DATASETS.values())
    raise InputError(
        shown(path), f"has the columns of none of {titles}", "name a CSV with the columns as they are there"
    )
