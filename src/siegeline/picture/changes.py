"""Changes: what two sets of claims make different in the picture of one day, and which claims do it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from siegeline.claims.claim import Claim
from siegeline.picture.blockade import siege_evidence
from siegeline.picture.control import ControlRow, control_evidence
from siegeline.picture.evidence import Evidence
from siegeline.picture.routes import RouteRow, route_evidence
from siegeline.picture.sieges import SiegeRow
from siegeline.theatre import Theatre

PictureRow = SiegeRow | ControlRow | RouteRow
Key = tuple[str, str | None]

# What a change is: a state where nothing was asserted; another state; none any more; when it ended; how sure it is;
# since when.
LEARNED, CHANGED, DROPPED, ENDED, SURER, LESS_SURE, DATED = (
    "learned", "changed its mind", "no longer says", "learned its end", "surer", "less sure", "dated anew",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One row ``before`` and ``after`` (None: no row), and the claims that speak of it and came, went or changed.

    ``what`` is ``siege``, ``control`` or ``route``; ``key`` the place's or route's id and the side that besieges or
    uses it. ``came`` holds claims as they are after, ``went`` as they were before; one that changed is in both.
    """

    what: str
    key: Key
    change: str
    before: PictureRow | None
    after: PictureRow | None
    came: tuple[Claim, ...]
    went: tuple[Claim, ...]


def changes(
    before: Sequence[Claim], after: Sequence[Claim], theatre: Theatre, *, on: date, rule: str = "encirclement"
) -> list[Change]:
    """What the picture of the day ``on`` says otherwise when ``after`` is known instead of ``before``.

    Raises:
        UsageError: no such rule.
    """
    from siegeline import picture  # late: this is a part of it

    found = []
    for what, (name, told_of) in _PICTURES.items():
        rows_of: Callable[..., Iterable[PictureRow]] = getattr(picture, name)
        rows = [{_key(row): row for row in rows_of(claims, theatre, on=on, rule=rule)} for claims in (before, after)]
        if rows[0] == rows[1]:
            continue
        told = [_told(told_of(claims, theatre)) for claims in (before, after)]
        for key in dict.fromkeys([*rows[1], *rows[0]]):
            old, new = rows[0].get(key), rows[1].get(key)
            if (change := _named(old, new)) is not None:
                was, now = (
                    _about(key, evidence) | _named_by((old, new), claims)
                    for evidence, claims in zip(told, (before, after), strict=True)
                )
                came = _sorted((claim for claim in now.values() if was.get(claim.id) != claim), new)
                went = _sorted((claim for claim in was.values() if now.get(claim.id) != claim), old)
                found.append(Change(what=what, key=key, change=change, before=old, after=new, came=came, went=went))
    return found


def _control(claims: Sequence[Claim], theatre: Theatre) -> Mapping[Key, Sequence[Evidence]]:
    return {(place, None): evidence for place, evidence in control_evidence(claims, theatre).items()}


# Each picture's function in the package, and the evidence behind its rows.
_PICTURES: Mapping[str, tuple[str, Callable[..., Mapping[Key, Sequence[Evidence]]]]] = {
    "siege": ("sieges", siege_evidence),
    "route": ("routes", route_evidence),
    "control": ("control", _control),
}


def _key(row: PictureRow) -> Key:
    match row:
        case SiegeRow():
            return row.place.id or row.place.text, row.besieger.side if row.besieger else None
        case RouteRow():
            return row.route.id or row.route.text, row.for_whom.side if row.for_whom else None
        case ControlRow():
            return row.place.id or row.place.text, None


def _told(evidence: Mapping[Key, Sequence[Evidence]]) -> dict[Key, dict[str, Claim]]:
    return {key: {one.claim.id: one.claim for one in told} for key, told in evidence.items()}


def _about(key: Key, told: Mapping[Key, Mapping[str, Claim]]) -> dict[str, Claim]:
    """The claims on a row; where nobody else is named, those on its place or road by nobody named count too."""
    return {**told.get((key[0], None), {}), **told.get(key, {})}


def _named_by(rows: Iterable[PictureRow | None], claims: Iterable[Claim]) -> dict[str, Claim]:
    """The claims that the rows name: a siege may rest on what is told of the ground around it."""
    named = {one for row in rows if row for one in (*row.supporting, *row.opposing)}
    return {claim.id: claim for claim in claims if claim.id in named}


def _sorted(claims: Iterable[Claim], row: PictureRow | None) -> tuple[Claim, ...]:
    """Those that the row names first, then the rest; each by day stated."""
    named = {*row.supporting, *row.opposing} if row else set()
    return tuple(sorted(claims, key=lambda one: (one.id not in named, one.stated or date.max, one.file, one.start)))


def _says(row: PictureRow | None) -> tuple[Any, ...] | None:
    """What a row asserts, apart from how sure it is; None where it asserts nothing."""
    match row:
        case SiegeRow():
            return "besieged", row.besieger and row.besieger.side, row.degree
        case ControlRow() if row.state != "indeterminate":
            return row.state, row.holder and row.holder.side
        case RouteRow() if row.state != "unknown":
            return row.state, row.by and row.by.side
        case _:
            return None


def _named(before: PictureRow | None, after: PictureRow | None) -> str | None:
    """What kind of change it is; None where the rows say the same, as surely, since the same time."""
    old, new = _says(before), _says(after)
    if old is None or new is None:
        return None if old == new else LEARNED if old is None else DROPPED
    if old != new:
        return CHANGED
    ends = [getattr(row, "until", None) for row in (before, after)]
    if ends[0] != ends[1]:
        return ENDED if ends[0] is None else CHANGED
    chances = [row.probability or 0.0 for row in (before, after) if row is not None]
    if chances[0] != chances[1]:
        return SURER if chances[1] > chances[0] else LESS_SURE
    return DATED if before and after and before.since != after.since else None
