"""Siege told: the sieges of some days that reports tell of, straight out of a record, however much else is on it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

import msgspec
import numpy as np

from siegeline.claims.claim import Claim
from siegeline.picture.blockade import SIEGE, besieged, lifted
from siegeline.picture.columns import Columns, Rows, Said, Told, evidence_of, first_of, turns
from siegeline.picture.episodes import Episodes, SiegeMark, siege_pace
from siegeline.picture.evidence import Evidence, ending, witness
from siegeline.picture.parameters import check_rule, parameters
from siegeline.picture.question import Question
from siegeline.picture.row import place_of
from siegeline.picture.sheet import STEP, Noted, Page, Picture, holding, noted_at, pages
from siegeline.picture.sieges import SiegeRow, in_order, siege_rows
from siegeline.picture.steps import Days, Steps
from siegeline.picture.telling import LIFTED, frees, is_rival, lifts, told_again, told_of_now
from siegeline.record import Record
from siegeline.record.sheets import Read, moment_number
from siegeline.theatre import Theatre
from siegeline.times import Bounds, days_after, days_before

# parts of a row: a siege told, its own end, that it was lifted, that a lifting failed; those that have no day or assert
# nothing, and only say how surely a sentence is read as the one or the other
_TOLD, _END, _LIFTED, _NOT_LIFTED, _MUTE, _MUTE_LIFTED = 1, 2, 3, 4, 5, 6
_PART = 7
# added to a part: of one sentence only the surest such reading counts; besieged once more; told of the day on which it
# is said; an end that nobody makes of his own siege (see ``telling``)
_RIVAL, _AGAIN, _NOW, _FREES = 16, 32, 64, 128
_mark = msgspec.msgpack.Decoder(SiegeMark)


def sieges_told(
    record: Record,
    theatre: Theatre,
    *,
    on: date,
    place: str | None = None,
    rule: str = "encirclement",
    known: date | None = None,
    stated_by: date | None = None,
    judgements: bool = True,
) -> list[SiegeRow]:
    """What :func:`siegeline.picture.sieges.sieges` gives for all of the record's claims; of one place, by its id.

    Raises:
        UsageError: no such rule.
        RecordError: the database fails.
    """
    asked = Question(record=record, theatre=theatre, known=known, stated_by=stated_by, judgements=judgements)
    places = None if place is None else {place}
    steps = steps_told(asked, Days.of(on), rule=rule, places=places)
    return in_order(row for one in steps for _, row in one.rows if row is not None)


def steps_told(
    question: Question, days: Days, *, rule: str = "encirclement", places: Collection[str] | None = None
) -> Iterator[Steps[SiegeRow]]:
    """The rows of each siege that is told of – of ``places``, else all – on those of the days on which they change.

    Raises:
        UsageError: no such rule.
        RecordError: the database fails.
    """
    rule = check_rule(rule)
    found = places if places is not None else places_of_sieges(question, days)
    for page in pages(question, _picture(), found):
        for side, chosen in _sieges(page.rows).items():
            yield _steps(page, side, chosen, question.theatre, days, rule)


def places_of_sieges(question: Question, days: Days) -> set[str]:
    """The places that may be besieged then: where a siege is told of lately enough not to have faded to nothing."""
    kinds = parameters().sieges.kinds
    found = question.record.places(
        kind=tuple(kinds),
        first=days_before(days.first, siege_pace().gone + 1),
        last=days.last,
        known=question.known,
        stated_by=question.stated_by,
    )
    return found | {one.place.id for one in question.left if one.kind in kinds and one.place and one.place.id}


def _picture() -> Picture:
    return Picture(name="sieges", kinds=tuple(parameters().sieges.kinds), say=_said, note=_noted)


def _said(read: Read, theatre: Theatre) -> list[Said]:
    claim = read.claim
    marks = ((_RIVAL, is_rival), (_AGAIN, told_again), (_NOW, told_of_now), (_FREES, frees))
    marked = sum(mark for mark, said in marks if said(claim))
    return [Said(evidence, part + marked) for evidence, part in _parts(claim, theatre)]


def _parts(claim: Claim, theatre: Theatre) -> list[tuple[Evidence, int]]:
    kind = parameters().sieges.kinds[claim.kind]
    one = witness(claim, theatre, parameters(), strength=kind.strength)
    if one is None:
        if kind.meaning == LIFTED and not lifts(claim):
            return []
        mute = Evidence(claim, SIEGE, 0.0, Bounds(), date.min, date.min)
        return [(mute, _MUTE_LIFTED if lifts(claim) else _MUTE)]
    if kind.meaning == LIFTED:
        return [(lifted(one), _LIFTED if lifts(claim) else _NOT_LIFTED)]
    told = besieged(one)
    ends = ending(told, LIFTED, negated=False, lasting=parameters().lasting)
    return [(told, _TOLD), *((end, _END) for end in ends)]


def _sieges(rows: Rows) -> dict[int, Rows]:
    """The rows on each siege by the besieger's side (0: nobody said who), as ``blockade.siege_evidence`` puts them."""
    rows = _spoken(rows)
    part = rows["part"] & _PART
    side = rows["agent"].copy()
    told, ends = part == _TOLD, part == _END
    named = rows[told & (side > 0)]
    for at in np.flatnonzero(told & (side == 0)):
        side[at] = _besieger(rows[at], named)
    nameless = {int(rows["id"][at]): int(side[at]) for at in np.flatnonzero(told & (rows["agent"] == 0))}
    for at in np.flatnonzero(ends & (rows["agent"] == 0)):
        side[at] = nameless[int(rows["id"][at])]
    sides = sorted(set(side[told].tolist()))
    lifting = np.flatnonzero((part == _LIFTED) | (part == _NOT_LIFTED))
    ended: dict[tuple[int, int], set[int]] = {
        (agent, target): _ended(agent, target, sides)
        for agent, target in set(zip(rows["agent"][lifting].tolist(), rows["target"][lifting].tolist(), strict=True))
    }
    found = {}
    for one in sides:
        own = (told | ends) & (side == one)
        for at in lifting:
            own[at] = one in ended[int(rows["agent"][at]), int(rows["target"][at])]
        found[one] = rows[own]
    return found


def _spoken(rows: Rows) -> Rows:
    """The rows without the less sure readings of one sentence, and what is told of a siege told to be over as
    ``telling.Ends`` puts it.
    """
    part, either = rows["part"] & _PART, (rows["part"] & _RIVAL) > 0
    _, which = np.unique(rows["sentence"], return_inverse=True)
    surest = np.full(len(rows), -np.inf)
    np.maximum.at(surest, which[either], rows["sure"][either])
    kept = ~either | (rows["sure"] >= surest[which])
    _, teller = np.unique(rows["telling"], return_inverse=True)
    over = kept & ((part == _LIFTED) | (part == _MUTE_LIFTED))
    last, undated = (np.full(len(rows), -1, np.int64) for _ in range(2))
    np.maximum.at(last, teller[over], rows["start"][over])
    no_time = over & (rows["timed"] == 0)
    np.maximum.at(undated, teller[no_time], rows["start"][no_time])
    told = (part == _TOLD) | (part == _END) | (part == _MUTE)
    again = (rows["part"] & _AGAIN) > 0
    after = np.where((rows["part"] & _NOW) > 0, undated[teller], last[teller])
    was = told & (rows["timed"] == 0) & (last[teller] >= 0) & (~again | (rows["start"] < after))
    spoken: Rows = rows[kept & ~was & (part != _MUTE) & (part != _MUTE_LIFTED)]
    _end(spoken)
    return spoken


def _end(rows: Rows) -> None:
    """Let sieges last up to the end that their teller tells, and not be by who broke it."""
    part = rows["part"] & _PART
    lifting = np.flatnonzero(part == _LIFTED)
    if not len(lifting):
        return
    days: dict[int, list[int]] = {}
    freed: set[tuple[int, int]] = set()
    for at in lifting:
        one = rows[at]
        days.setdefault(int(one["telling"]), []).append(int(one["day"]))
        if one["part"] & _FREES and one["agent"]:
            freed.add((int(one["sentence"]), int(one["agent"])))
    told = ((part == _TOLD) & (rows["negated"] == 0)) | (part == _END)
    for at in np.flatnonzero(told & np.isin(rows["telling"], rows["telling"][lifting])):
        one = rows[at]
        if (int(one["sentence"]), int(one["agent"])) in freed:
            rows["agent"][at] = 0
        if part[at] == _TOLD:
            first = int(one["day"]) + bool(one["part"] & _AGAIN)
            over = min((day for day in days[int(one["telling"])] if day >= first), default=int(one["until"]))
            rows["until"][at] = min(over, int(one["until"]))


def _besieger(one: np.void, named: Rows) -> int:
    """The side that besieges where a claim does not say: the one that is told to around then, if there is but one."""
    reach = parameters().sieges.half_life_days
    near = (named["day"] - one["until"] <= reach) & (one["day"] - named["until"] <= reach)
    sides = set(named["agent"][near & (named["agent"] != one["target"])].tolist())
    return int(sides.pop()) if len(sides) == 1 else 0


def _ended(agent: int, target: int, sides: Sequence[int]) -> set[int]:
    """The sieges that a lifting ends: the named besieger's, else those by others than its agent, else all."""
    named = {one for one in sides if target and one == target}
    others = {one for one in sides if not agent or one != agent}
    return named or others or set(sides)


def _steps(page: Page, side: int, rows: Rows, theatre: Theatre, days: Days, rule: str) -> Steps[SiegeRow]:
    """The rows of one siege."""
    wanted = days.chosen or _turns(rows, days.first, days.last)
    if not days.chosen:
        return Steps(wanted, list(_between(page, side, rows, theatre, days.first, days.last, rule)))
    found: list[tuple[date, SiegeRow | None]] = []
    for day in days.chosen:
        there = [row for _, row in _between(page, side, rows, theatre, day, day, rule)]
        found.append((day, next((row for row in there if row is not None), None)))
    return Steps(wanted, found)


def _turns(rows: Rows, first: date, last: date) -> list[date]:
    """The days on which a row may change: what was told to have ended ends on a day, too."""
    ended = {days_after(date.fromordinal(int(until)), 1) for until in np.unique(rows["until"])}
    return sorted({*turns(rows, siege_pace(), first, last), *(day for day in ended if first <= day <= last)})


def _between(
    page: Page, side: int, rows: Rows, theatre: Theatre, first: date, last: date, rule: str
) -> Iterator[tuple[date, SiegeRow | None]]:
    """A siege's rows at each day from ``first`` to ``last`` on which they may change; None: not listed."""
    siege = page.columns.names.index(SIEGE)
    news = rows[(rows["state"] == siege) & (rows["negated"] == 0) & (rows["day"] <= last.toordinal())]
    if not len(news):
        return
    newest = evidence_of(news[np.argmax(news["until"])].tolist(), page.columns, page.place)
    if siege_pace().left(newest, first) <= 0:
        return  # faded to nothing
    told = Told(page.columns, rows, page.place)
    own = rows[(rows["part"] & _PART) == _TOLD]
    named = own[own["agent"] > 0]
    first_told = evidence_of(first_of(named if len(named) else own), page.columns, page.place)
    place = place_of(first_told.claim, theatre)
    if place is None:
        return

    def inside(day: date) -> set[str]:
        targets = rows["target"][(rows["state"] == siege) & (rows["day"] <= day.toordinal())]
        return {name for one in set(targets.tolist()) if one != side and (name := page.columns.names[one])}

    noted = holding(told, page.noted.get(str(side), ()), lambda heard: _before(told, heard, first))
    episodes = Episodes(told, first=first, last=last, mark=_resumed(told, noted))
    yield from siege_rows(place, page.columns.names[side], episodes, theatre, inside=inside, rule=rule)


def _before(told: Told, heard: int, on: date) -> bool:
    """Whether what follows so many rows follows by that day: a mark is made on the eve of that."""
    return heard < len(told) and int(told.rows["day"][heard]) <= on.toordinal()


def _resumed(told: Told, noted: Sequence[Noted]) -> SiegeMark | None:
    if not noted:
        return None
    mark = _mark.decode(noted[-1].mark)
    voices = (number for voices in mark.hearing.chorus for number, _, _ in voices)
    told.make([*mark.hearing.agreeing, *mark.hearing.others, *voices])
    return mark


def _noted(columns: Columns, noted: Mapping[str, Sequence[Noted]], place: str) -> dict[str, list[Noted]]:
    found: dict[str, list[Noted]] = {}
    for side, rows in _sieges(columns.speaking(known=moment_number(None))).items():
        told = Told(columns, rows, place)
        good = holding(told, noted.get(str(side), ()), lambda heard, told=told: heard < len(told))  # type: ignore[misc]
        episodes = Episodes(told, first=date.max, last=date.max, mark=_resumed(told, good))
        while episodes.heard < len(told) and episodes.next() is not None:
            if episodes.heard - (good[-1].heard if good else 0) >= STEP and episodes.heard < len(told):
                good.append(noted_at(told, good, episodes.heard, episodes.mark()))
        found[str(side)] = good
    return found
