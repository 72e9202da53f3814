"""Place: a point that has names."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Place:
    """A place: ``lat``, ``lon`` in degrees (WGS 84); ``radius_km`` how far the truth may lie from the point.

    ``aliases`` are its other names in Latin letters, ``native`` those in other scripts. ``country`` is an ISO 3166 code
    of two letters, ``admin`` the province or district that it lies in, ``feature`` the GeoNames feature code ("PPLA")
    or the word of another source for what it is; each is empty where the source does not say. ``overlay``: a place of
    the theatre's own.
    """

    id: str
    name: str
    kind: str
    lat: float
    lon: float
    radius_km: float = 2.0
    aliases: tuple[str, ...] = ()
    population: int | None = None
    part_of: str | None = None
    source: str = ""
    overlay: bool = field(default=False, compare=False)
    country: str = ""
    admin: str = ""
    feature: str = ""
    native: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Its name and its aliases."""
        return (self.name, *self.aliases)


def is_latin(name: str) -> bool:
    """Whether all letters of a name are Latin ones, so that it can stand in an English report."""
    return name.isascii() or all(
        ord(letter) < 0x250 or 0x1E00 <= ord(letter) < 0x1F00 or letter in "’‘ʼʻʿʾ–" for letter in name
    )


def joined(parts: Sequence[Place]) -> Place:
    """One place of what several sources say of it: point and kind of the first, the names and population of all."""
    first = parts[0]
    if len(parts) == 1:
        return first
    names = dict.fromkeys(name for part in parts for name in part.names)
    del names[first.name]
    return replace(
        first,
        aliases=tuple(names),
        native=tuple(dict.fromkeys(name for part in parts for name in part.native)),
        population=next((part.population for part in parts if part.population), None),
        admin=next((part.admin for part in parts if part.admin), ""),
        country=next((part.country for part in parts if part.country), ""),
    )
