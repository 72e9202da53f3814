"""Rank: which reading of a report is in force when several are known.

A newer version of a reader supersedes the older ones whatever order they were recorded in; another reader
supersedes those recorded before it. The reading with the greatest rank among those known is in force.
"""

import re
from collections.abc import Iterable

_VERSIONED = re.compile(r"(?P<name>.*?)\s+v?(?P<version>\d+(?:\.\d+)*)\S*$")
_PARTS, _DIGITS, _ERA_DIGITS = 4, 8, 6


def rank(reader: str, reading: str, others: Iterable[tuple[str, str]]) -> str:
    """Give a sortable rank for a new reading by ``reader`` ("name version") with the id ``reading``.

    ``others`` are the reader and rank of the report's readings so far. The rank is an era, then the version:
    a reading that comes late but is of an older version joins the era of the newer one and sorts below it.
    """
    name, version = _split(reader)
    eras, joined = [0], []
    for other, placed in others:
        era = int(placed[:_ERA_DIGITS])
        eras.append(era)
        other_name, other_version = _split(other)
        if other_name == name and other_version > version:
            joined.append(era)
    era = min(joined) if joined else max(eras) + 1
    return f"{era:0{_ERA_DIGITS}d}{''.join(version)}{reading}"


def _split(reader: str) -> tuple[str, tuple[str, ...]]:
    match = _VERSIONED.match(reader)
    numbers = match["version"].split(".") if match else []
    padded = [*numbers, *["0"] * _PARTS][:_PARTS]
    return match["name"] if match else reader, tuple(part[-_DIGITS:].zfill(_DIGITS) for part in padded)
