"""Series: the pictures of several days, each place, road and siege worked out once for all of them.

They come of claims, or straight out of a record: then only what the days need of it is loaded.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from siegeline.claims.claim import Claim
from siegeline.picture.agreement import Day, day_of, with_segments
from siegeline.picture.besieged import steps_told
from siegeline.picture.blockade import siege_evidence
from siegeline.picture.control import ControlRow, control_evidence
from siegeline.picture.control import in_order as holders_in_order
from siegeline.picture.held import holders_told, steps_of
from siegeline.picture.necks import RELIEF, CorridorRow, corridor_rows
from siegeline.picture.parameters import check_rule, parameters
from siegeline.picture.question import Question
from siegeline.picture.routes import RouteRow, by_name, road_steps, route_evidence
from siegeline.picture.rule import aid_told, rule_named
from siegeline.picture.segments import along
from siegeline.picture.sieges import SiegeRow, siege_steps
from siegeline.picture.sieges import in_order as sieges_in_order
from siegeline.picture.steps import Course, Days
from siegeline.picture.travelled import roads_told
from siegeline.record.narrow import in_order
from siegeline.theatre import Theatre
from siegeline.times import days_before

_AID = ("aid_blocked", "aid_delivered")


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What is so on each of ``days``, the days on which anything may change; iterate over it for them."""

    theatre: Theatre
    rule: str
    days: Sequence[date]
    controls: Course[ControlRow]
    routes: Course[RouteRow]
    sieges: Course[SiegeRow]
    aid: Sequence[Claim]

    def __iter__(self) -> Iterator[Day]:
        """Each day, in the order of time; once."""
        within = rule_named(self.rule).within_days
        rows = zip(
            self.days, self.controls.upto(self.days), self.routes.upto(self.days), self.sieges.upto(self.days),
            strict=True,
        )  # fmt: skip
        for day, held, roads, besieged in rows:
            yield day_of(
                self.theatre,
                on=day,
                rule=self.rule,
                controls=holders_in_order(held),
                told=by_name(roads),
                reported=sieges_in_order(besieged),
                aid=aid_told(self.aid, on=day, within_days=within),
            )


def series_of(claims: Sequence[Claim], theatre: Theatre, days: Days, *, rule: str = "encirclement") -> Series:
    """The days' pictures by claims.

    Raises:
        UsageError: no such rule.
    """
    rule = check_rule(rule)
    held = (steps_of(evidence, theatre, days) for evidence in control_evidence(claims, theatre).values())
    roads = (road_steps(key, evidence, theatre, days) for key, evidence in route_evidence(claims, theatre).items())
    told = siege_evidence(claims, theatre)
    besieged = (siege_steps(key, evidence, theatre, days, rule=rule) for key, evidence in told.items())
    return _series(theatre, rule, days, Course.of(held), Course.of(roads), Course.of(besieged), claims)


def series_told(question: Question, days: Days, *, rule: str = "encirclement") -> Series:
    """The days' pictures out of a record.

    Raises:
        UsageError: no such rule.
        RecordError: the database fails.
    """
    rule = check_rule(rule)
    theatre = question.theatre
    first = days_before(days.first, rule_named(rule).within_days)
    aid = question.claims(kind=_AID, first=first, last=days.last)
    return _series(
        theatre, rule, days, Course.of(holders_told(question, days)), Course.of(roads_told(question, days)),
        Course.of(steps_told(question, days, rule=rule)), aid,
    )  # fmt: skip


def _series(
    theatre: Theatre, rule: str, days: Days, controls: Course[ControlRow], routes: Course[RouteRow],
    sieges: Course[SiegeRow], aid: Sequence[Claim],
) -> Series:  # fmt: skip
    turned = days.chosen or sorted({days.first, *controls.days, *routes.days, *sieges.days})
    kept = [claim for claim in aid if claim.kind in _AID]
    return Series(theatre=theatre, rule=rule, days=turned, controls=controls, routes=routes, sieges=sieges, aid=kept)


def routes_told(question: Question, *, on: date, rule: str = "encirclement") -> list[RouteRow]:
    """What :func:`siegeline.picture.routes_and_segments` gives for all of a record's claims.

    Raises:
        UsageError: no such rule.
        RecordError: the database fails.
    """
    check_rule(rule)
    theatre, days = question.theatre, Days.of(on)
    beside = {place for route in theatre.routes for place in (*along(route), *route.serves)}
    held = (row for one in holders_told(question, days, beside) for _, row in one.rows if row is not None)
    told = by_name(row for one in roads_told(question, days) for _, row in one.rows if row is not None)
    return with_segments(told, holders_in_order(held), theatre)


def necks_told(question: Question, day: Day) -> list[CorridorRow]:
    """The corridors of a day out of a record, as :func:`siegeline.picture.necks.corridor_rows` gives them.

    Raises:
        RecordError: the database fails.
    """
    kinds, on = parameters().sieges.kinds, day.on
    reliefs = question.claims(kind=RELIEF, first=days_before(on, parameters().sieges.half_life_days), last=on)
    places = {claim.place.id for claim in reliefs if claim.place and claim.place.id}
    widths = question.measuring("width", first=days_before(on, parameters().routes.half_life_days), last=on)
    needed = {claim.id: claim for claim in (*question.claims(kind=kinds, place=places), *widths)}
    return corridor_rows(in_order(needed.values()), question.theatre, day)

