"""Floors: scores under which a change may not fall, each pinned to the digest of the set that it was measured on."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class Floor:
    """``measure`` of reader ``reader`` on set ``name`` (whose file has this SHA-256) is at least ``at_least``.

    ``lowered`` is the reason why it was lowered, where it was.
    """

    name: str
    sha256: str
    reader: str
    measure: str
    at_least: float
    lowered: str | None = None


def digest_of(path: Path) -> str:
    """The SHA-256 of a set's file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def floors() -> list[Floor]:
    """The floors that ship with the program; benchmarks/floors.py pins them."""
    return [Floor(**row) for row in yaml.safe_load((resources.files(__package__) / "floors.yaml").read_text("utf-8"))]


def check_floors(path: Path, reader: str, figures: Mapping[str, float], known: Iterable[Floor]) -> list[str]:
    """What lies under its floor, in words; a set with another digest than the pinned one is not compared."""
    digest = digest_of(path)
    return [
        f"{path.name}: {floor.measure} of {reader} is {figures[floor.measure]:.3f}, "
        f"under its floor {floor.at_least:.3f}"
        for floor in known
        if floor.sha256 == digest and floor.reader == reader and figures.get(floor.measure, 1.0) < floor.at_least
    ]
