"""``siegeline judge`` and ``siegeline judgements``: what people decide of claims and reports, kept and reversible."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from siegeline.claims.claim import KINDS, STATUSES, Claim
from siegeline.cli.ask import place_id
from siegeline.cli.gather import DEFAULT_THEATRE, Gathered
from siegeline.cli.options import MOMENT, as_form, person_options, record_option
from siegeline.cli.printing import print_rows
from siegeline.errors import RecordError, UsageError
from siegeline.settings import record_url, who_judges
from siegeline.theatre import Theatre, load_theatre
from siegeline.times import parse_edtf

if TYPE_CHECKING:
    from siegeline.record import Record

FIELDS = ("id", "action", "claims", "reports", "value", "withdraws", "who", "why", "at", "learned", "standing", "holds")
NOBODY = "nobody"


@click.group()
def judge() -> None:
    """Accept, reject or correct claims; join events and origins. Every decision can be withdrawn."""


def _deciding(command: Callable[..., Any]) -> click.Command:
    return judge.command()(record_option(person_options(command)))


def open_record(record: str | None) -> "Record":
    """The record that is named, which must hold something."""
    from siegeline.record import Record

    return Record.open(record_url(record), create=False)


def claim_named(kept: "Record", name: str) -> Claim:
    """The claim in force with that id, or the only one whose id begins so.

    Raises:
        RecordError: there is none, or there are several.
    """
    found = {claim.id: claim for claim in kept.claims() if claim.id.startswith(name.lower())}
    if name.lower() in found:
        return found[name.lower()]
    if len(found) != 1 or len(name) < 4:
        what = f"{len(found)} claims in force have an id that begins with" if found else "no claim in force has the id"
        raise RecordError(f"{what} {name!r}; 'siegeline claims --as jsonl' tells the ids")
    return next(iter(found.values()))


def report_named(kept: "Record", name: str) -> str:
    """The SHA-256 of the report on record with that SHA-256, its beginning, or that file name.

    Raises:
        RecordError: there is none, or there are several.
    """
    rows = kept.reports()
    found = {row.sha256 for row in rows if row.file == name or (len(name) >= 6 and row.sha256.startswith(name.lower()))}
    if len(found) != 1:
        what = f"{len(found)} reports on record are" if found else "no report on record is"
        raise RecordError(f"{what} named {name!r}; give its SHA-256 or its file as it was read")
    return found.pop()


@_deciding
@click.argument("claim")
def accept(claim: str, record: str | None, who: str | None, why: str) -> None:
    """The claim is read right."""
    _decide("accept", [claim], record, who, why)


@_deciding
@click.argument("claim")
def reject(claim: str, record: str | None, who: str | None, why: str) -> None:
    """The report does not say this; pictures leave it out."""
    _decide("reject", [claim], record, who, why)


@_deciding
@click.argument("claim")
@click.option("--kind", type=click.Choice(KINDS), metavar="KIND", help="What it is.")
@click.option("--status", type=click.Choice(STATUSES), help="Whether it happened.")
@click.option("--agent", metavar="WHO", help="Who does it: an actor or side of the theatre, or nobody.")
@click.option("--target", metavar="WHO", help="To whom: an actor or side of the theatre, or nobody.")
@click.option("--place", metavar="PLACE", help="Where.")
@click.option("--route", metavar="ROUTE", help="On which road of the theatre.")
@click.option("--when", metavar="EDTF", help="When it was so: 2016-08-06, 2016-08-06/.. and so on.")
def correct(
    claim: str, kind: str | None, status: str | None, agent: str | None, target: str | None, place: str | None,
    route: str | None, when: str | None, record: str | None, who: str | None, why: str,
) -> None:  # fmt: skip
    """The claim says something else: only the fields that are given change."""
    if when:
        parse_edtf(when)
    plain = {"kind": kind, "status": status, "when": when}

    def value(kept: "Record", theatre: Theatre) -> dict[str, Any]:
        fields: dict[str, Any] = {name: given for name, given in plain.items() if given}
        fields |= {name: _actor(given, theatre) for name, given in (("agent", agent), ("target", target)) if given}
        fields |= {"place": _place(place, kept, theatre)} if place else {}
        fields |= {"route": _route(route, theatre)} if route else {}
        if not fields:
            raise UsageError("nothing is corrected; give the fields that are otherwise, for example --kind besieged")
        return fields

    _decide("correct", [claim], record, who, why, value)


@_deciding
@click.argument("claim")
@click.argument("place")
def place(claim: str, place: str, record: str | None, who: str | None, why: str) -> None:
    """The claim means this place, of those that bear the name."""

    def value(kept: "Record", theatre: Theatre) -> dict[str, Any]:
        return {"place": _place(place, kept, theatre)}

    _decide("place", [claim], record, who, why, value)


@_deciding
@click.argument("claim")
@click.argument("other")
def same_event(claim: str, other: str, record: str | None, who: str | None, why: str) -> None:
    """Two claims tell of one event: each has what the other leaves untold."""
    _decide("same-event", [claim, other], record, who, why)


@_deciding
@click.argument("report")
@click.argument("other")
def same_origin(report: str, other: str, record: str | None, who: str | None, why: str) -> None:
    """Two reports come from one source: pictures count what they say once."""
    with open_record(record) as kept:
        named = [report_named(kept, one) for one in (report, other)]
        click.echo(kept.judge("same-origin", reports=named, who=who_judges(who), why=why))


@_deciding
@click.argument("judgement")
def withdraw(judgement: str, record: str | None, who: str | None, why: str) -> None:
    """Take a judgement back; it stays on record as withdrawn."""
    with open_record(record) as kept:
        found = [one.id for one in kept.judgements() if len(judgement) >= 4 and one.id.startswith(judgement.lower())]
        if len(found) != 1:
            raise RecordError(f"no judgement has the id {judgement!r}; 'siegeline judgements' tells the ids")
        click.echo(kept.judge("withdraw", withdraws=found[0], who=who_judges(who), why=why))


def _decide(
    action: str, names: Sequence[str], record: str | None, who: str | None, why: str,
    value: Callable[["Record", Theatre], dict[str, Any]] | None = None,
) -> None:  # fmt: skip
    """Keep a judgement on claims and print its id."""
    with open_record(record) as kept:
        judged = [claim_named(kept, name) for name in names]
        given = value(kept, _theatre_of(judged[0], kept)) if value else None
        click.echo(kept.judge(action, claims=judged, value=given, who=who_judges(who), why=why))


def _theatre_of(claim: Claim, kept: "Record") -> Theatre:
    """The theatre of the claim's report: a record may hold several."""
    read = {row.sha256: row.theatre for row in kept.reports()}
    return load_theatre(read.get(claim.report) or kept.theatre() or DEFAULT_THEATRE)


def _actor(name: str, theatre: Theatre) -> dict[str, Any] | None:
    if name == NOBODY:
        return None
    low = name.casefold()
    for actor in theatre.actors:
        if low in {actor.id, actor.name.casefold(), *(alias.casefold() for alias in actor.aliases)}:
            return {"text": actor.name, "id": actor.id, "side": actor.side_on(None)}
    for side in theatre.sides:
        if low in {side.id, side.name.casefold()}:
            return {"text": side.name, "id": None, "side": side.id}
    raise UsageError(f"{name!r} is no actor or side of this theatre; the sides are {', '.join(theatre.side)}")


def _place(name: str, kept: "Record", theatre: Theatre) -> dict[str, Any]:
    from siegeline.places import gazetteer

    key = place_id(name, Gathered(kept.claims(), theatre, {}))
    found = gazetteer(theatre.key).places[key]
    return {"text": found.name, "id": found.id, **{part: getattr(found, part) for part in _POINT}}


_POINT = ("name", "lat", "lon", "radius_km")


def _route(name: str, theatre: Theatre) -> dict[str, Any]:
    low = name.casefold()
    for route in theatre.routes:
        if low in {route.id, route.name.casefold(), *(alias.casefold() for alias in route.aliases)}:
            return {"text": route.name, "id": route.id, "name": route.name}
    raise UsageError(f"{name!r} is no road of this theatre; see 'siegeline routes --on DATE'")


@click.command()
@click.option("--known", type=MOMENT, help="As known on this day or instant.")
@click.option("--all", "every", is_flag=True, help="Those that were withdrawn, too.")
@as_form
@record_option
def judgements(known: date | None, every: bool, form: str, record: str | None) -> None:
    """List what people decided, in the order recorded; `holds` names the claims that each holds for now."""
    from siegeline.record.judged import targets

    with open_record(record) as kept:
        found = kept.judgements(known=known)
        holds = targets(kept.claims(known=known), found)
    rows = [
        {
            **{name: value for name, value in asdict(one).items() if name in FIELDS},
            "claims": [subject.claim for subject in one.subjects],
            "reports": list(one.reports),
            "learned": one.learned.isoformat(),
            "holds": holds[one.id] if one.standing else [],
        }
        for one in found
        if one.standing or every
    ]
    ordered = [{name: row[name] for name in FIELDS} for row in rows]
    shown = [{**row, "on": " ".join(row["claims"] or [one[:12] for one in row["reports"]])} for row in ordered]
    print_rows(
        shown if form == "table" else ordered, form, ("id", "action", "on", "who", "why", "at", "standing"),
        empty="nobody has judged anything", fields=FIELDS,
    )  # fmt: skip
