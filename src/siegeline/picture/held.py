"""Holder told: who holds places on some days, straight out of a record, however much is told of them.

Places that little is told of go by their claims, some at a time; the others have sheets (``sheet.py``).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from siegeline.picture.columns import Columns, Rows, Said, Told, evidence_of, first_of, told_order, turns
from siegeline.picture.control import (
    SOMEBODY,
    ControlRow,
    control_days,
    control_evidence,
    control_pace,
    control_witness,
    holder_of,
    is_nameless,
    is_taker,
    row_of,
    spoken,
    told_by,
    witnesses,
)
from siegeline.picture.evidence import Evidence
from siegeline.picture.hearings import Hearings
from siegeline.picture.parameters import parameters
from siegeline.picture.question import Question
from siegeline.picture.row import place_of
from siegeline.picture.sheet import Noted, Page, Picture, few, many, pages
from siegeline.picture.steps import Days, Steps
from siegeline.record import Record
from siegeline.record.sheets import Read, moment_number
from siegeline.theatre import Theatre

_Order = tuple[bool, int, int, int, int]
# parts of a row: a taking by nobody named, one that was denied, one by somebody named; what says nothing by itself
_NAMELESS, _NAMELESS_DENIED, _TAKER, _MUTE = 1, 2, 3, 4


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
    asked = Question(record=record, theatre=theatre, known=known, stated_by=stated_by, judgements=judgements)
    rows = [row for page in pages(asked, _picture(), [place]) for _, row in _steps(page, theatre, Days.of(on)).rows]
    return rows[0] if rows else None


def holders_told(question: Question, days: Days, places: Collection[str] | None = None) -> Iterator[Steps[ControlRow]]:
    """The rows of each place that claims tell of – of ``places``, else all – on those of the days on which they change.

    Raises:
        RecordError: the database fails.
    """
    kinds = _picture().kinds
    told = question.places(kinds)
    if places is not None:
        told = {place: told[place] for place in places if place in told}
    for some in many(told):
        for page in pages(question, _picture(), some):
            yield _steps(page, question.theatre, days)
    for some in few(told):
        claims = question.claims(kind=kinds, place=some)
        for evidence in control_evidence(claims, question.theatre).values():
            yield steps_of(evidence, question.theatre, days)


def evidence_told(question: Question) -> dict[str, list[Evidence]]:
    """What :func:`siegeline.picture.control.control_evidence` gives for all claims of a record, in the same order.

    The claims of places that much is told of have no words.

    Raises:
        RecordError: the database fails.
    """
    kinds, theatre = _picture().kinds, question.theatre
    told = question.places(kinds)
    found: dict[str, tuple[_Order, list[Evidence]]] = {}
    for some in many(told):
        for page in pages(question, _picture(), some):
            rows = _named(page.rows)
            in_order = rows[told_order(rows)].tolist()
            evidence = [evidence_of(row, page.columns, page.place) for row in in_order]
            found[page.place] = _place_in_order(page.rows), evidence
    for some in few(told):
        for place, evidence in witnesses(question.claims(kind=kinds, place=some), theatre).items():
            one = evidence[0].claim
            stated = one.stated.toordinal() if one.stated else 0
            order = stated == 0, stated, int(one.report[:16], 16), one.start, int(one.id, 16)
            found[place] = order, told_by(evidence)
    in_order_of_first = sorted(found.items(), key=lambda one: one[1][0])
    return {place: evidence for place, (_, evidence) in in_order_of_first if evidence}


def steps_of(evidence: Sequence[Evidence], theatre: Theatre, days: Days) -> Steps[ControlRow]:
    """The rows of one place, from its evidence."""
    wanted = days.chosen or control_pace().turns(evidence, days.first, days.last)
    begun = min(one.day for one in evidence) <= days.last
    return Steps.on(wanted, control_days(evidence, theatre, days=wanted) if begun else ())


def _place_in_order(rows: Rows) -> _Order:
    """Where the first of the claims on a place stands in the record's order."""
    one = rows[told_order(rows)[0]]
    stated = int(one["stated"])
    return stated == 0, stated, int(one["report"]), int(one["start"]), int(one["id"])


def _steps(page: Page, theatre: Theatre, days: Days) -> Steps[ControlRow]:
    """The rows of one place."""
    rows = _named(page.rows)
    told = Told(page.columns, rows, page.place)
    wanted = days.chosen or turns(rows, control_pace(), days.first, days.last)
    if not told.upto(wanted[-1]):
        return Steps(wanted, [])
    where = place_of(evidence_of(first_of(rows), page.columns, page.place).claim, theatre)
    if where is None:
        return Steps(wanted, [])
    told_then = _hearings().beliefs(told, page.noted.get("", ()), wanted)
    found = [(day, None if belief is None else row_of(where, belief, theatre)) for day, belief in told_then]
    return Steps(wanted, found)


def _hearings() -> Hearings:
    return Hearings(control_pace(), holder_of)


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
    return [Said(each, 0 if each.phase else taker) for each in spoken(one)] or [Said(one, _MUTE)]


def _named(rows: Rows) -> Rows:
    """The rows with the takers of nameless takings, where all who are named around then are of one side."""
    rows = rows[rows["part"] != _MUTE]
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


def _noted(columns: Columns, noted: Mapping[str, Sequence[Noted]], place: str) -> dict[str, list[Noted]]:
    told = Told(columns, _named(columns.speaking(known=moment_number(None))), place)
    return {"": _hearings().noted(told, noted.get("", ()))}
