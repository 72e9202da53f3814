"""Routes told: the roads' rows of some days, straight out of a record, however much is told of them.

What :mod:`siegeline.picture.routes` makes of claims, made of rows; roads that little is told of go by their claims.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

import numpy as np
import numpy.typing as npt

from siegeline.claims.claim import RouteRef
from siegeline.picture.belief import Pace
from siegeline.picture.columns import Columns, Rows, Said, Told, evidence_of, first_of, turns
from siegeline.picture.hearings import Hearings
from siegeline.picture.parameters import parameters
from siegeline.picture.question import Question
from siegeline.picture.routes import (
    HINDERED,
    HOLDING,
    RouteRow,
    established,
    pace_for,
    passing,
    road_steps,
    route_evidence,
    row_of,
    spoken,
    state_of,
)
from siegeline.picture.sheet import Noted, Page, Picture, few, many, pages
from siegeline.picture.steps import Days, Steps
from siegeline.record.sheets import Read, moment_number
from siegeline.theatre import Theatre

# parts of a row: for whom it counts, its agent's side or its target's (0: nobody named); added: it tells of an opening
# with its day, or of some hours of a day
_AGENT, _TARGET, _OPENED, _PASSING = 1, 2, 4, 8
_WHOM = np.uint8(_AGENT | _TARGET)
_NEVER = np.iinfo(np.int64).max


def roads_told(question: Question, days: Days) -> Iterator[Steps[RouteRow]]:
    """The rows of each road that claims tell of, for each side, on those of the days on which they change.

    Raises:
        RecordError: the database fails.
    """
    picture, theatre = _picture(), question.theatre
    told = question.roads(picture.kinds)
    for some in many(told):
        for page in pages(question, picture, some):
            for whom, rows in _for_whom(page.rows, page.columns).items():
                yield _steps(page, whom, rows, theatre, days)
    for some in few(told):
        evidence = route_evidence(question.claims(kind=picture.kinds, route=some), theatre)
        for key, own in evidence.items():
            yield road_steps(key, own, theatre, days)


def _picture() -> Picture:
    return Picture(name="routes", kinds=tuple(parameters().routes.kinds), say=_said, note=_noted, what="route")


def _said(read: Read, theatre: Theatre) -> list[Said]:
    found = []
    for whom, one in spoken(read.claim, theatre):
        part = 0 if whom is None else _AGENT if whom == one.agent else _TARGET
        if one.claim.kind == "route_opened" and one.state == "open" and not one.negated:
            part += _OPENED if (told := one.claim.when.interval).start.known and not told.ended else 0
        part += _PASSING if passing(one.claim) else 0
        found.append(Said(one, part, read.claim.route))
    return found


def _for_whom(rows: Rows, columns: Columns) -> dict[int, Rows]:
    """The rows for each side by its number (0: nobody), as ``routes.route_evidence`` puts them."""
    part = rows["part"] & _WHOM
    whom = np.where(part == _AGENT, rows["agent"], np.where(part == _TARGET, rows["target"], 0))
    sides = np.unique(whom[whom > 0])
    own = {int(side): whom == side for side in sides}
    alone = np.zeros(len(rows), np.bool_)
    holding = np.isin(rows["kind"], [number for number, name in enumerate(columns.names) if name in HOLDING])
    holding &= rows["negated"] == 0
    day, agent = rows["day"][holding].astype(np.int64), rows["agent"][holding]
    panel = parameters().routes
    lasts = panel.state_half_life_days.get("cut", panel.half_life_days)
    opened = _number("open", columns)
    for at in np.flatnonzero(whom == 0):
        users = set(own)
        since = int(rows["day"][at]) - day
        holders: set[int] = set()
        if rows["state"][at] == opened and not rows["negated"][at]:
            holders = set(agent[(since >= 0) & (since <= lasts)].tolist()) & users
        near = set(agent[np.abs(since) <= panel.half_life_days].tolist())
        users = holders or users - {int(rows["agent"][at]), *near}
        for side in users:
            own[side][at] = True
        alone[at] = not users
    found = {side: rows[chosen] for side, chosen in own.items()}
    return found | ({0: rows[alone]} if alone.any() else {})


def _over(rows: Rows, columns: Columns) -> npt.NDArray[np.int64]:
    """For each row the day from which it is over, as an ordinal: a cut, by a later opening whose day is told.

    What was so for some hours is over with its day; its end is told of the day after.
    """
    brief = (rows["part"] & _PASSING) > 0
    over = np.where(brief, rows["day"].astype(np.int64) + 1 - rows["phase"], _NEVER)
    opening = np.flatnonzero(rows["part"] & _OPENED)
    cut = _number("cut", columns)
    cuts = np.flatnonzero((rows["state"] == cut) & (rows["negated"] == 0) & ~brief)
    if not len(opening) or not len(cuts):
        return over
    opened = np.sort(rows["day"][opening].astype(np.int64))
    last = np.maximum(rows["day"][cuts], rows["until"][cuts])
    at = np.searchsorted(opened, last, "right")
    over[cuts] = np.append(opened, _NEVER)[at]
    sentences: dict[object, list[int]] = {}
    for one in opening:
        sentences.setdefault(_sentence(rows[one]), []).append(int(rows["day"][one]))
    for one in cuts:
        later = [day for day in sentences.get(_sentence(rows[one]), ()) if day > rows["day"][one]]
        over[one] = min([int(over[one]), *later])
    return over


def _number(name: str, columns: Columns) -> int:
    return columns.names.index(name) if name in columns.names else -1


def _sentence(row: np.void) -> tuple[int, int, int]:
    return int(row["report"]), int(row["start"]), int(row["end"])


def _steps(page: Page, whom: int, rows: Rows, theatre: Theatre, days: Days) -> Steps[RouteRow]:
    """The rows of one road for one side."""
    side = page.columns.names[whom] if whom else None
    wanted = days.chosen or _turns(rows, pace_for((page.place, side)), days)
    if int(rows["day"].min()) > days.last.toordinal():
        return Steps(wanted, [])
    part = rows["part"] & _WHOM
    named = rows[part > 0] if whom else rows
    first = evidence_of(first_of(named), page.columns, page.place).claim.place
    known = theatre.route.get(page.place)
    name = known.name if known else first.name if first else None
    road = RouteRef(name or page.place, page.place, name)
    over = _over(rows, page.columns)
    found: list[tuple[date, RouteRow | None]] = []
    for _, some in groupby(wanted, lambda day: int((over <= day.toordinal()).sum())):
        span = list(some)
        left = rows[over > span[0].toordinal()]
        marks, hearings = page.noted, _hearings(page.place, side)
        told = Told(page.columns, left, page.place)
        beliefs = dict(hearings.beliefs(told, marks.get(f"{whom}", ()), span)) if len(left) else {}
        decisive = _decisive(left, page.columns)
        if decisive is not None:
            cut = Told(page.columns, decisive, page.place)
            for day, belief in hearings.beliefs(cut, marks.get(f"{whom} cut", ()), span):
                if belief is not None and state_of(belief)[0] == "cut" and beliefs.get(day) is not None:
                    beliefs[day] = belief
        for day in span:
            one = beliefs.get(day)
            found.append((day, None if one is None else row_of(road, side, one, theatre)))
    return Steps(wanted, found)


def _hearings(road: str, side: str | None) -> Hearings:
    return Hearings(pace_for((road, side)), established)


def _decisive(rows: Rows, columns: Columns) -> Rows | None:
    """What fire on a road and little let through do not outweigh, where a cut is told; see ``routes``."""
    hindered = [number for number, name in enumerate(columns.names) if name in HINDERED]
    decisive: Rows = rows[~np.isin(rows["state"], hindered)]
    cut = _number("cut", columns)
    return decisive if ((decisive["state"] == cut) & (decisive["negated"] == 0)).any() else None


def _turns(rows: Rows, pace: Pace, days: Days) -> list[date]:
    """What :meth:`Pace.turns` gives for the evidence in rows."""
    paces = (replace(pace, others=()), *(own for _, own in pace.others))
    return sorted({day for own in paces for day in turns(rows, own, days.first, days.last)})


def _noted(columns: Columns, noted: Mapping[str, Sequence[Noted]], place: str) -> dict[str, list[Noted]]:
    found: dict[str, list[Noted]] = {}
    for whom, rows in _for_whom(columns.speaking(known=moment_number(None)), columns).items():
        hearings = _hearings(place, columns.names[whom] if whom else None)
        left = rows[_over(rows, columns) == _NEVER]
        if len(left):
            found[f"{whom}"] = hearings.noted(Told(columns, left, place), noted.get(f"{whom}", ()))
            decisive = _decisive(left, columns)
            if decisive is not None:
                found[f"{whom} cut"] = hearings.noted(Told(columns, decisive, place), noted.get(f"{whom} cut", ()))
    return found
