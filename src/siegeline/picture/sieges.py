"""Sieges: which places are cut off, by whom, from when until when – as reported.

A siege is listed on a day when it has begun and has not ended. It ends on the day of the claim that makes its
end more likely than not: that day itself is no longer listed. A claim made later that tells of earlier days
("cut off for more than two years, now broken") counts for those days.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from siegeline.claims.claim import ActorRef, Claim, PlaceRef
from siegeline.picture.belief import Belief
from siegeline.picture.blockade import SIEGE, SiegeKey, siege_evidence
from siegeline.picture.episodes import Episode, Episodes, Listed, end_of, likely, siege_pace
from siegeline.picture.evidence import Evidence, since
from siegeline.picture.parameters import check_rule
from siegeline.picture.party import party
from siegeline.picture.population import Population, population_of
from siegeline.picture.row import actor_json, bounds_json, claim_ids, place_json, place_of, printed
from siegeline.picture.standing import once
from siegeline.picture.steps import Days, Steps
from siegeline.theatre import Theatre
from siegeline.times import Bounds, days_after


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
    days = Days.of(on)
    every = siege_evidence(claims, theatre).items()
    steps = (siege_steps(key, evidence, theatre, days, rule=rule) for key, evidence in every)
    return in_order(row for one in steps for _, row in one.rows if row is not None)


def siege_steps(
    key: SiegeKey, evidence: Sequence[Evidence], theatre: Theatre, days: Days, *, rule: str
) -> Steps[SiegeRow]:
    """A siege's rows on those of the days on which they may change."""
    first, last = days.first, days.last
    if not days.chosen:
        # what was told to have ended ends on that day
        ends = (days_after(one.until, 1) for one in evidence)
        turned = {*siege_pace().turns(evidence, first, last), *(day for day in ends if first <= day <= last)}
        return Steps(sorted(turned), siege_days(key, evidence, theatre, first=first, last=last, rule=rule))
    found: list[tuple[date, SiegeRow | None]] = []
    for day in days.chosen:
        fresh = any(is_fresh(one, day) for one in evidence)
        rows = siege_days(key, evidence, theatre, first=day, last=day, rule=rule) if fresh else []
        found.append((day, next((row for _, row in rows if row is not None), None)))
    return Steps(days.chosen, found)


def in_order(rows: Iterable[SiegeRow]) -> list[SiegeRow]:
    """Sieges by place and besieger."""
    return sorted(rows, key=lambda row: (row.place.text, row.place.id or "", row.besieger.text if row.besieger else ""))


def is_fresh(one: Evidence, on: date) -> bool:
    """Whether it can make a siege be listed on a day: it tells of one, and has not faded to nothing."""
    return is_siege(one) and one.day <= on and siege_pace().left(one, on) > 0


def is_siege(one: Evidence) -> bool:
    """Whether it tells of a siege, and not of its end or against it."""
    return one.state == SIEGE and not one.negated


def siege_days(
    key: SiegeKey, evidence: Sequence[Evidence], theatre: Theatre, *, first: date, last: date, rule: str
) -> list[tuple[date, SiegeRow | None]]:
    """A siege's rows at each day from ``first`` to ``last`` on which they may change; None: not listed."""
    place = place_of(evidence[0].claim, theatre)
    if place is None:
        return []

    def inside(day: date) -> set[str]:
        return _inside((one for one in evidence if one.day <= day), key[1])

    episodes = Episodes(Listed(once(evidence)), first=first, last=last)
    return siege_rows(place, key[1], episodes, theatre, inside=inside, rule=rule)


def siege_rows(
    place: PlaceRef,
    side: str | None,
    episodes: Episodes,
    theatre: Theatre,
    *,
    inside: Callable[[date], set[str]],
    rule: str,
) -> list[tuple[date, SiegeRow | None]]:
    """The rows of the episodes of a siege by a side, on the days asked about; see :func:`siege_days`.

    ``inside`` gives the sides told to be besieged by it up to a day.
    """
    rows: list[tuple[date, SiegeRow | None]] = []
    for episode in episodes:
        if episode.opened <= episodes.last:
            rows += _rows(place, side, episode, inside, theatre, rule=rule)
            if episode.end is not None and episodes.first <= episode.end.day <= episodes.last:
                rows.append((episode.end.day, None))
    return rows


def _rows(
    place: PlaceRef,
    side: str | None,
    episode: Episode,
    inside: Callable[[date], set[str]],
    theatre: Theatre,
    *,
    rule: str,
) -> list[tuple[date, SiegeRow | None]]:
    until, ended_by = end_of(episode)
    # what was told before a siege that is not the first began speaks of the one before
    opened = episode.opened if episode.before is not None else date.min
    return [
        (
            belief.day,
            replace(
                _row(
                    place, side, _without(belief, episode.stale), inside, theatre, before=episode.before,
                    opened=opened, rule=rule,
                ),
                until=until,
                ended_by=ended_by,
            ),
        )
        for belief in episode.days
    ]


def _inside(evidence: Iterable[Evidence], side: str | None) -> set[str]:
    """The sides that are told to be besieged."""
    return {one.target for one in evidence if one.state == SIEGE and one.target and one.target != side}


def _without(belief: Belief, stale: frozenset[int]) -> Belief:
    return replace(belief, standing=tuple(one for one in belief.standing if id(one) not in stale))


def _row(
    place: PlaceRef,
    side: str | None,
    belief: Belief,
    inside: Callable[[date], set[str]],
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
    besieged = _inside(named, side) or inside(belief.day)
    others = {one.id for one in theatre.sides} - {side}
    if not besieged and side is not None and len(others) == 1:
        besieged = others
    within = besieged.pop() if len(besieged) == 1 else None
    chosen = set(map(id, supporting))
    return SiegeRow(
        place=place,
        besieger=party(side, [one.claim.agent for one in named if one.agent == side], theatre),
        besieged=party(within, [one.claim.target for one in named if one.target == within], theatre),
        degree=max(told, key=lambda one: (one.until, one.weight)).degree or "encircled" if told else "encircled",
        rule=rule,
        probability=printed(likely(belief)),
        since=began,
        population=population_of(place.id, theatre, [one.claim for one in named]),
        supporting=claim_ids(one.claim for one in supporting),
        opposing=claim_ids(one.claim for one in belief.standing if id(one) not in chosen),
    )
