"""Chronicle: sieges over time, and what changed between two days."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from siegeline.claims.claim import Claim
from siegeline.picture.agreement import Day, picture_of
from siegeline.picture.belief import Pace
from siegeline.picture.blockade import siege_evidence
from siegeline.picture.control import control_evidence
from siegeline.picture.evidence import Evidence
from siegeline.picture.necks import CorridorRow, corridor_rows
from siegeline.picture.parameters import Panel, parameters
from siegeline.picture.pockets import DEGREES
from siegeline.picture.routes import RouteRow, pace_for, route_evidence
from siegeline.picture.series import series_of
from siegeline.picture.sieges import SiegeRow
from siegeline.picture.steps import Days
from siegeline.theatre import Theatre
from siegeline.times import days_before

SiegeId = tuple[str | None, str | None]
# what shuts a road less to what shuts it more
_ROADS = ("open", "restricted", "contested", "under-fire", "cut")
_NARROWER_KM = 0.1


@dataclass(frozen=True, slots=True)
class Span:
    """A siege from the first to the last day on which it is listed, with each change of its row in between."""

    first: date
    last: date
    steps: tuple[tuple[date, SiegeRow], ...]

    def as_json(self) -> dict[str, Any]:
        """The row of its last day, with the parties and the basis that any day told, the highest probability of a day,
        the days on which it is listed, and its degrees by day.
        """
        rows = [one for _, one in reversed(self.steps)]
        bases = {one.basis for one in rows}
        row = replace(
            rows[0],
            besieger=next((one.besieger for one in rows if one.besieger), None),
            besieged=next((one.besieged for one in rows if one.besieged), None),
            basis=bases.pop() if len(bases) == 1 else "both",
            probability=max(one.probability for one in rows),
        )
        degrees: list[dict[str, str]] = []
        for day, one in self.steps:
            if not degrees or degrees[-1]["degree"] != one.degree or degrees[-1]["basis"] != one.basis:
                degrees.append({"from": day.isoformat(), "degree": one.degree, "basis": one.basis})
        supporting = dict.fromkeys(claim for _, one in self.steps for claim in one.supporting)
        opposing = dict.fromkeys(claim for _, one in self.steps for claim in one.opposing)
        told = {**row.as_json(), "since": self.steps[0][1].as_json()["since"]}
        told |= {"for": list(supporting), "against": [one for one in opposing if one not in supporting]}
        listed = {"start": self.first.isoformat(), "end": self.last.isoformat()}
        return {**told, "listed": listed, "timeline": degrees}


def siege_spans(
    claims: Sequence[Claim], theatre: Theatre, *, first: date, last: date, rule: str = "encirclement"
) -> list[Span]:
    """The sieges of a range of days, each once: reports of one siege are one span, until it is off the list for a day.

    Raises:
        UsageError: no such rule.
    """
    return spans_of(series_of(claims, theatre, Days(first, last), rule=rule), last)


def spans_of(series: Iterable[Day], last: date) -> list[Span]:
    """The sieges of days up to ``last``, out of the days on which anything may change."""
    done: list[Span] = []
    running: dict[SiegeId, list[tuple[date, SiegeRow]]] = {}
    for day in series:
        rows = {_siege(row): row for row in day.sieges}
        for key in [key for key in running if key not in rows]:
            done.append(_span(running.pop(key), days_before(day.on, 1)))
        for key, row in rows.items():
            steps = running.setdefault(key, [])
            if not steps or steps[-1][1] != row:
                steps.append((day.on, row))
    done += [_span(steps, last) for steps in running.values()]
    return sorted(done, key=lambda span: (span.first, span.steps[0][1].place.text))


def _span(steps: Sequence[tuple[date, SiegeRow]], last: date) -> Span:
    return Span(steps[0][0], last, tuple(steps))


def _siege(row: SiegeRow) -> SiegeId:
    return row.place.id, row.besieger.side if row.besieger else None


def turning_days(claims: Sequence[Claim], theatre: Theatre, *, first: date, last: date) -> list[date]:
    """The days of a range on which any row may change."""
    panels = parameters()
    sieges = siege_evidence(claims, theatre).values()
    days = {first}
    told: Iterable[tuple[Panel, Iterable[list[Evidence]]]] = (
        (panels.control, control_evidence(claims, theatre).values()),
        (panels.sieges, sieges),
    )
    for panel, groups in told:
        pace = Pace.of(panel, panels)
        for evidence in groups:
            days.update(pace.turns(evidence, first, last))
    for key, evidence in route_evidence(claims, theatre).items():
        days.update(pace_for(key).turns(evidence, first, last))
    for siege in sieges:  # what was told to have ended ends on that day
        days.update(day for one in siege if first <= (day := one.until + timedelta(days=1)) <= last)
    return sorted(days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One thing that is otherwise on the later of two days: ``what`` is siege, route, corridor or control; ``change``
    says how: began, ended, tightened, eased, cut, reopened, narrowed, widened, changed hands.
    """

    what: str
    change: str
    name: str
    id: str | None
    side: str | None
    before: str | None
    after: str | None
    claims: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The row that ``siegeline alerts`` prints."""
        return {
            "what": self.what, "change": self.change, "name": self.name, "id": self.id, "side": self.side,
            "before": self.before, "after": self.after, "for": list(self.claims),
        }  # fmt: skip


def alerts(
    claims: Sequence[Claim], theatre: Theatre, *, before: date, after: date, rule: str = "encirclement"
) -> list[Alert]:
    """What began, ended, narrowed or was cut between two days; both as known by the claims given.

    Raises:
        UsageError: no such rule.
    """
    days = [picture_of(claims, theatre, on=day, rule=rule) for day in (before, after)]
    return alerts_between(*((day, corridor_rows(claims, theatre, day)) for day in days))


def alerts_between(before: tuple[Day, Sequence[CorridorRow]], after: tuple[Day, Sequence[CorridorRow]]) -> list[Alert]:
    """What is otherwise on the later of two days, each with its corridors."""
    (old, old_necks), (new, new_necks) = before, after
    return [*_sieges(old, new), *_routes(old, new), *_corridors(old_necks, new_necks), *_control(old, new)]


def _sieges(old: Day, new: Day) -> list[Alert]:
    was, now = ({_siege(row): row for row in day.sieges} for day in (old, new))
    found = []
    for key in dict.fromkeys([*was, *now]):
        one, other = was.get(key), now.get(key)
        row = other or one
        if row is None or (one is not None and other is not None and one.degree == other.degree):
            continue
        if one is None or other is None:
            change = "began" if one is None else "ended"
        else:
            change = "tightened" if DEGREES.index(other.degree) < DEGREES.index(one.degree) else "eased"
        ended = (one.ended_by,) if other is None and one is not None and one.ended_by else ()
        found.append(
            Alert(
                what="siege", change=change, name=row.place.text, id=row.place.id,
                side=row.besieged.side if row.besieged else None, before=one.degree if one else None,
                after=other.degree if other else None, claims=ended or row.supporting,
            )
        )  # fmt: skip
    return found


def _routes(old: Day, new: Day) -> list[Alert]:
    def keyed(day: Day) -> Mapping[tuple[str | None, str | None, str | None], RouteRow]:
        return {
            (row.route.id, row.segment, row.for_whom.side if row.for_whom else None): row
            for row in day.routes
            if row.state in _ROADS
        }

    was, now = keyed(old), keyed(new)
    found = []
    for key in dict.fromkeys([*was, *now]):
        one, other = was.get(key), now.get(key)
        if other is None or (one is not None and one.state == other.state):
            continue  # what nobody tells of any more has not changed: it is not known
        if other.state == "cut":
            change = "cut"
        elif one is None:
            change = {"open": "told open"}.get(other.state, other.state.replace("-", " "))
        elif _ROADS.index(other.state) < _ROADS.index(one.state):
            change = "reopened" if other.state == "open" else "eased"
        else:
            change = "tightened"
        name = other.route.text + (f", {other.segment}" if other.segment else "")
        found.append(
            Alert(
                what="route", change=change, name=name, id=other.route.id, side=key[2],
                before=one.state if one else None, after=other.state, claims=other.supporting,
            )
        )  # fmt: skip
    return found


def _corridors(old: Sequence[CorridorRow], new: Sequence[CorridorRow]) -> list[Alert]:
    was, now = ({(row.place.id, row.side): row for row in rows} for rows in (old, new))
    found = []
    for key in dict.fromkeys([*was, *now]):
        one, other = was.get(key), now.get(key)
        row = other or one
        if row is None:
            continue
        if one is None or other is None:
            change = "began" if one is None else "ended"
        else:
            widths = [each.high_km if each.high_km is not None else each.low_km for each in (one, other)]
            if None in widths or abs((widths[1] or 0) - (widths[0] or 0)) < _NARROWER_KM:
                continue
            change = "narrowed" if (widths[1] or 0) < (widths[0] or 0) else "widened"
        found.append(
            Alert(
                what="corridor", change=change, name=row.place.text, id=row.place.id, side=row.side,
                before=one.width if one else None, after=other.width if other else None, claims=row.supporting,
            )
        )  # fmt: skip
    return found


def _control(old: Day, new: Day) -> list[Alert]:
    was = {row.place.id: row for row in old.control if row.probability is not None}
    found = []
    for row in new.control:
        one = was.get(row.place.id)
        if row.probability is None or one is None:
            continue
        states = [each.holder.side if each.holder else each.state for each in (one, row)]
        if states[0] != states[1]:
            found.append(
                Alert(
                    what="control", change="changed hands" if row.holder and one.holder else "contested"
                    if row.holder is None else "settled",
                    name=row.place.text, id=row.place.id, side=row.holder.side if row.holder else None,
                    before=states[0], after=states[1], claims=row.supporting,
                )
            )  # fmt: skip
    return found
