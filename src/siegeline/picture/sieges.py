"""Sieges: which places are cut off, by whom, from when until when – as reported.

A siege is listed on a day when it has begun and has not ended. It ends on the day of the claim that makes its
end more likely than not: that day itself is no longer listed. A claim made later that tells of earlier days
("cut off for more than two years, now broken") counts for those days.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from siegeline.claims.claim import ActorRef, Claim, PlaceRef
from siegeline.picture.belief import Belief, Pace, Stretch, stretches
from siegeline.picture.blockade import LIFTED, SIEGE, SiegeKey, siege_evidence
from siegeline.picture.evidence import Evidence, since
from siegeline.picture.parameters import check_rule, parameters
from siegeline.picture.party import party
from siegeline.picture.row import actor_json, bounds_json, claim_ids, place_json, place_of, printed
from siegeline.theatre import Theatre
from siegeline.times import Bounds, days_after, days_before


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """How many people live in a place: a range and who says so."""

    low: int
    high: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiegeRow:
    """A siege on a day. ``until`` and ``ended_by`` are None while no claim tells its end.

    ``basis``: ``reported`` (somebody says so), ``derived`` (no way in over ground and roads that its side can use) or
    ``both``; ``why`` tells where the two disagree. ``places`` are the ids of all places inside, where it was derived of
    more than one. ``within`` is the place of the siege that lies around it, ``mutual`` those that it besieges while
    they besiege it. ``tier`` is the rule's, where it grades.
    """

    place: PlaceRef
    besieger: ActorRef | None
    besieged: ActorRef | None
    degree: str
    basis: str = "reported"
    rule: str
    probability: float
    since: Bounds
    until: Bounds | None = None
    ended_by: str | None = None
    population: Population | None = None
    supporting: tuple[str, ...]
    opposing: tuple[str, ...]
    why: str | None = None
    places: tuple[str, ...] = ()
    within: str | None = None
    mutual: tuple[str, ...] = ()
    tier: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The row that ``siegeline sieges`` prints."""
        people = self.population
        return {
            "place": place_json(self.place),
            "besieger": actor_json(self.besieger),
            "besieged": actor_json(self.besieged),
            "degree": self.degree,
            "basis": self.basis,
            "rule": self.rule,
            "probability": self.probability,
            "since": bounds_json(self.since),
            "until": bounds_json(self.until),
            "ended_by": self.ended_by,
            "population": people and {"low": people.low, "high": people.high, "source": people.source},
            "for": list(self.supporting),
            "against": list(self.opposing),
            "why": self.why,
            "places": list(self.places),
            "within": self.within,
            "mutual": list(self.mutual),
            "tier": self.tier,
        }


def sieges(claims: Sequence[Claim], theatre: Theatre, *, on: date, rule: str = "encirclement") -> list[SiegeRow]:
    """The sieges that reports tell of and that last on a day, by place; a place that two sides besiege has two rows.

    Raises:
        UsageError: no such rule.
    """
    check_rule(rule)
    pace = Pace.of(parameters().sieges, parameters())
    rows = [
        row
        for key, evidence in siege_evidence(claims, theatre).items()
        if any(_fresh(one, on, pace) for one in evidence)
        for _, row in siege_days(key, evidence, theatre, first=on, last=on, rule=rule)
        if row is not None
    ]
    return sorted(rows, key=lambda row: (row.place.text, row.besieger.text if row.besieger else ""))


def _fresh(one: Evidence, on: date, pace: Pace) -> bool:
    """Whether it can make a siege be listed on a day: it tells of one, and has not faded to nothing."""
    return one.state == SIEGE and not one.negated and one.day <= on and pace.left(one, on) > 0


_WEEKS = 28  # days looked at together


@dataclass(frozen=True, slots=True)
class _Episode:
    """One siege from the day ``opened``, its first, to the day it is no longer listed, and what ended it.

    ``days`` are those asked about on which it may change; ``stale`` is the evidence, by identity, that spoke of sieges
    before it.
    """

    opened: date
    days: tuple[Belief, ...]
    end: Belief | None
    stale: frozenset[int]


def siege_days(
    key: SiegeKey, evidence: Sequence[Evidence], theatre: Theatre, *, first: date, last: date, rule: str
) -> list[tuple[date, SiegeRow | None]]:
    """A siege's rows at each day from ``first`` to ``last`` on which they may change; None: not listed."""
    place = place_of(evidence[0].claim, theatre)
    if place is None:
        return []
    pace = Pace.of(parameters().sieges, parameters())
    rows: list[tuple[date, SiegeRow | None]] = []
    before: Bounds | None = None
    for episode in _episodes(evidence, pace, first=first, last=last):
        if episode.opened <= last:
            rows += _rows(place, key, episode, evidence, theatre, before=before, first=first, last=last, rule=rule)
            if episode.end is not None and first <= episode.end.day <= last:
                rows.append((episode.end.day, None))
        before = _end(episode)[0] or before
    return rows


def _established(belief: Belief) -> str | None:
    """``lifted`` where more likely than not; nothing else overtakes, so that a denial stays in sight."""
    return LIFTED if belief.shares.get(LIFTED, 0.0) > parameters().sieges.margin else None


def _likely(belief: Belief) -> float:
    return belief.settled()[0].get(SIEGE, 0.0)


def _episodes(evidence: Sequence[Evidence], pace: Pace, *, first: date, last: date) -> Iterator[_Episode]:
    """The runs of days on which a siege is listed. One that faded from view ends without a known end.

    A run begins only with news of a siege: that what spoke against it fades begins none. So only days in a run are
    looked at, and of those that nobody asks about only such on which it may have faded.
    """
    closing = days_after(max(last, *(one.until for one in evidence)), 1)
    wanted = [first] if first == last else pace.turns(evidence, first, last)
    news = sorted({one.day for one in evidence})
    opened: date | None = None
    run: list[Belief] = []
    stale: frozenset[int] = frozenset()
    for now, stretch in stretches(evidence, pace=pace, parameters=parameters(), established=_established):
        following = bisect_right(news, now)
        upto = min(closing, days_before(news[following], 1)) if following < len(news) else closing
        newest = stretch.first.standing[::-1]
        if opened is None and not any(one.state == SIEGE and one.day == now for one in newest):
            continue
        fresh = any(one.state == SIEGE and not one.negated and id(one) not in stale for one in newest)
        for day in _looked_at(stretch, now, upto, wanted):
            belief = stretch(day)
            if fresh and _listed(belief):
                opened = opened or day
                run += [belief] if first <= day <= last else []
            elif opened is not None:
                yield _Episode(opened, tuple(run), belief, stale)
                stale |= {id(one) for one in belief.standing if one.day != day}
                opened, run = None, []
            if opened is None:
                break
    if opened is not None:
        yield _Episode(opened, tuple(run), None, stale)


def _looked_at(stretch: Stretch, now: date, upto: date, wanted: Sequence[date]) -> Iterator[date]:
    """The first day of a stretch, those asked about, and such on which it may have changed whether the siege is listed.

    Weeks on which it is listed throughout, as bounds on the shares tell, are passed over.
    """
    yield now
    begin = now
    while begin < upto:
        end = upto
        steady = _steady(stretch, begin, end)
        if not steady and (upto - begin).days > 2 * _WEEKS:
            end = days_after(begin, _WEEKS)
            steady = _steady(stretch, begin, end)
        asked = wanted[bisect_right(wanted, begin) : bisect_right(wanted, end)]
        yield from asked if steady else sorted({*asked, *stretch.turns(days_after(begin, 1), end)})
        begin = end


def _steady(stretch: Stretch, first: date, last: date) -> bool:
    """Whether a siege is surely listed from ``first`` to ``last``."""
    panel = parameters().sieges
    near = 1e-9  # a bound is reckoned in another order than the share
    return (
        stretch.least(SIEGE, first, last) >= panel.assert_at + near
        and stretch.most(LIFTED, first, last) <= panel.margin - near
    )


def _listed(belief: Belief) -> bool:
    return _established(belief) is None and _likely(belief) >= parameters().sieges.assert_at


def _end(episode: _Episode) -> tuple[Bounds | None, str | None]:
    """When a siege ended, and the strongest claim that says so."""
    if episode.end is None or _established(episode.end) is None:
        return None, None
    lifting = [one for one in episode.end.standing if one.state == LIFTED and one.day == episode.end.day]
    if not lifting:
        return None, None
    strongest = max(lifting, key=lambda one: (one.weight, one.claim.id))
    return strongest.began, strongest.claim.id


def _rows(
    place: PlaceRef,
    key: SiegeKey,
    episode: _Episode,
    evidence: Sequence[Evidence],
    theatre: Theatre,
    *,
    before: Bounds | None,
    first: date,
    last: date,
    rule: str,
) -> list[tuple[date, SiegeRow | None]]:
    until, ended_by = _end(episode)
    # what was told before a siege that is not the first began speaks of the one before
    opened = episode.opened if before is not None else date.min
    return [
        (
            belief.day,
            replace(
                _row(
                    place, key, _without(belief, episode.stale), evidence, theatre, before=before, opened=opened,
                    rule=rule,
                ),
                until=until,
                ended_by=ended_by,
            ),
        )
        for belief in episode.days
        if first <= belief.day <= last
    ]


def _inside(evidence: Iterable[Evidence], key: SiegeKey) -> set[str]:
    """The sides that are told to be besieged."""
    return {one.target for one in evidence if one.state == SIEGE and one.target and one.target != key[1]}


def _without(belief: Belief, stale: frozenset[int]) -> Belief:
    return replace(belief, standing=tuple(one for one in belief.standing if id(one) not in stale))


def _row(
    place: PlaceRef,
    key: SiegeKey,
    belief: Belief,
    evidence: Iterable[Evidence],
    theatre: Theatre,
    *,
    before: Bounds | None,
    opened: date,
    rule: str,
) -> SiegeRow:
    supporting = [one for one in belief.standing if one.supports(SIEGE)]
    named = [one for one in supporting if one.state == SIEGE]
    began = since([one for one in named if one.day >= opened] or named)
    if before is not None and began.earliest is None:
        # begun again: not before the last one ended
        again = before.latest or before.earliest
        began = Bounds(again if again and began.latest and again <= began.latest else None, began.latest)
    told = [one for one in named if one.degree]
    # besieged once more by the same side, and nobody says whom: those whom it besieged there before
    inside = _inside(named, key) or _inside((one for one in evidence if one.day <= belief.day), key)
    others = {side.id for side in theatre.sides} - {key[1]}
    if not inside and key[1] is not None and len(others) == 1:
        inside = others
    within = inside.pop() if len(inside) == 1 else None
    chosen = set(map(id, supporting))
    known = theatre.place.get(place.id or "")
    people = known.population if known else None
    return SiegeRow(
        place=place,
        besieger=party(key[1], [one.claim.agent for one in named if one.agent == key[1]], theatre),
        besieged=party(within, [one.claim.target for one in named if one.target == within], theatre),
        degree=max(told, key=lambda one: (one.until, one.weight)).degree or "encircled" if told else "encircled",
        rule=rule,
        probability=printed(_likely(belief)),
        since=began,
        population=Population(low=people, high=people, source=known.source) if people and known else None,
        supporting=claim_ids(one.claim for one in supporting),
        opposing=claim_ids(one.claim for one in belief.standing if id(one) not in chosen),
    )
