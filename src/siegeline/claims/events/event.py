"""Event: one thing that another data set tells of, in its own words, with the kind of claim that says the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event of a row. ``id`` is theirs, ``where`` names the row of ``file`` ("line 7"), ``type`` is theirs too.

    ``kind`` is a claim's kind, None where none says the same. ``agent`` and ``target`` are in the order of that kind.
    It happened on some day from ``first`` to ``last``. ``precision`` is in ACLED's code: 1 the place itself, 2 near it,
    3 a region; ``ucdp_precision`` in UCDP's, where that is told. ``killed`` are the fewest and the most people killed;
    None where it is not told. ``said`` is the day on which its source said it, ``source`` who that is. ``noted`` is the
    column that tells it in a sentence, ``typed`` the one that its type stands in, ``dated`` that of its day.
    """

    dataset: str
    id: str
    file: str
    where: str
    type: str
    kind: str | None
    agent: str | None = None
    target: str | None = None
    first: date
    last: date
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: int | None = None
    ucdp_precision: int | None = None
    killed: tuple[int | None, int | None] = (None, None)
    counted: str | None = None
    source: str | None = None
    said: date | None = None
    language: str | None = None
    country: str | None = None
    noted: str | None = None
    typed: str | None = None
    dated: str | None = None
    cells: Mapping[str, str] = field(default_factory=dict, compare=False)
