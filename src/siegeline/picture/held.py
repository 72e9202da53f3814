"""Holder told: who holds one place on a day, straight out of a record, however much is told of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

import msgspec
import numpy as np

from siegeline.picture.belief import Hearing
from siegeline.picture.columns import Columns, Rows, Said, Told, evidence_of, first_of
from siegeline.picture.control import (
    SOMEBODY,
    ControlRow,
    control_pace,
    control_witness,
    holder_of,
    is_nameless,
    is_taker,
    row_of,
    spoken,
)
from siegeline.picture.parameters import parameters
from siegeline.picture.row import place_of
from siegeline.picture.sheet import STEP, Asked, Noted, Picture, holding, noted_at, pages
from siegeline.picture.standing import Mark
from siegeline.record import Record
from siegeline.record.sheets import Read, moment_number
from siegeline.theatre import Theatre

# parts of a row: a taking by nobody named, one that was denied, one by somebody named
_NAMELESS, _NAMELESS_DENIED, _TAKER = 1, 2, 3
_mark = msgspec.msgpack.Decoder(Mark)


def holder_told(
    record: Record,
    theatre: Theatre,
    place: str,
    *,
    on: date,
    known: date | None = None,
    stated_by: date | None = None,
    judgements: bool = True,
) -> ControlRow | None:
    """What :func:`siegeline.picture.control` gives for a place (its id) of all of the record's claims; None: no row.

    Raises:
        RecordError: the database fails.
    """
    asked = Asked(known=known, stated_by=stated_by, judgements=judgements)
    for page in pages(record, theatre, _picture(), [place], asked):
        rows = _named(page.rows)
        told = Told(page.columns, rows, place)
        if not told.upto(on):
            continue
        hearing, _ = _heard(told, page.noted.get("", ()), told.upto(on))
        belief = hearing.belief(on)
        where = place_of(evidence_of(first_of(rows), page.columns, place).claim, theatre)
        if belief is not None and where is not None:
            return row_of(where, belief, theatre)
    return None


def _picture() -> Picture:
    return Picture(name="control", kinds=tuple(parameters().control.kinds), say=_said, note=_noted)


def _said(read: Read, theatre: Theatre) -> list[Said]:
    one = control_witness(read.claim, theatre)
    if one is None:
        return []
    if is_nameless(one):
        denied = read.claim.status != "actual"
        return [Said(one._replace(state=SOMEBODY), _NAMELESS_DENIED if denied else _NAMELESS)]
    taker = _TAKER if is_taker(one) else 0
    return [Said(each, 0 if each.phase else taker) for each in spoken(one)]


def _named(rows: Rows) -> Rows:
    """The rows with the takers of nameless takings, where all who are named around then are of one side."""
    nameless = np.flatnonzero((rows["part"] == _NAMELESS) | (rows["part"] == _NAMELESS_DENIED))
    if not len(nameless):
        return rows
    rows = rows.copy()
    takers = rows[rows["part"] == _TAKER]
    silent = []
    for at in nameless:
        near = np.abs(takers["day"] - rows["day"][at]) <= parameters().control.join_days
        sides = set(takers["agent"][near].tolist())
        denied = rows["part"][at] == _NAMELESS_DENIED
        if len(sides) == 1:
            rows["agent"][at] = rows["state"][at] = sides.pop()
            rows["negated"][at] = denied
        elif denied:
            silent.append(at)
    return np.delete(rows, silent) if silent else rows


def _heard(told: Told, marks: Sequence[Noted], upto: int, *, note: bool = False) -> tuple[Hearing, list[Noted]]:
    """The hearing of the first ``upto`` rows from the last mark that holds, and all marks that do; new ones, too."""
    noted = holding(told, marks, lambda heard: heard <= upto)
    mark = _mark.decode(noted[-1].mark) if noted else None
    start = mark.heard if mark else 0
    told.make(range(start, upto))
    if mark:
        told.make([*mark.agreeing, *mark.others, *(number for voices in mark.chorus for number, _, _ in voices)])
    hearing = Hearing(
        pace=control_pace(), parameters=parameters(), established=holder_of, mark=mark, evidence=told.evidence
    )
    for _, group in groupby(range(start, upto), key=told.moment):
        numbers = list(group)
        hearing.hear([told.evidence(number) for number in numbers])
        heard = numbers[-1] + 1
        if note and heard - (noted[-1].heard if noted else 0) >= STEP:
            noted.append(noted_at(told, noted, heard, hearing.mark()))
    return hearing, noted


def _noted(columns: Columns, noted: Mapping[str, Sequence[Noted]], place: str) -> dict[str, list[Noted]]:
    told = Told(columns, _named(columns.speaking(known=moment_number(None))), place)
    return {"": _heard(told, noted.get("", ()), len(told), note=True)[1]}
