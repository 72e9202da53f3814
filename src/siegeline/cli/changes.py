"""``siegeline changes``: what the picture of a day learned and changed its mind on between two moments, and why."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import click

from siegeline.claims.claim import Claim
from siegeline.cli.ask import place_id
from siegeline.cli.gather import DEFAULT_THEATRE, Gathered
from siegeline.cli.judge import open_record
from siegeline.cli.options import DAY, MOMENT, as_form, record_option, rule_option, theatre_option
from siegeline.cli.printing import print_rows, safe
from siegeline.errors import UsageError
from siegeline.theatre import Theatre, load_theatre

FIELDS = ("from", "to", "on", "what", "name", "change", "before", "after", "was", "is", "why")


@click.command()
@click.argument("place", required=False)
@click.option("--between", nargs=2, type=MOMENT, required=True, metavar="K1 K2", help="Two days or instants (UTC).")
@click.option("--on", "on", type=DAY, help="The day whose picture is compared (default: that of K2).")
@click.option("--steps", is_flag=True, help="Each time that the record learned anything in between, one after another.")
@rule_option
@as_form
@record_option
@theatre_option
def changes(
    place: str | None, between: tuple[date, date], on: date | None, steps: bool, rule: str, form: str,
    record: str | None, theatre: str | None,
) -> None:  # fmt: skip
    """Say what the picture of a day learned and changed its mind on between two moments of the record, and why.

    PLACE keeps what is on that place, its parts, and the roads that serve it.
    """
    from siegeline.record.moment import day_of

    first, last = between
    if _instant(first) > _instant(last):
        raise UsageError(f"--between {_shown(first)} {_shown(last)}: the first is later; exchange them")
    day = on or day_of(last)
    with open_record(record) as kept:
        loaded = load_theatre(theatre or kept.theatre() or DEFAULT_THEATRE)
        within = kept.moments(first, last)
        ends = [first, *within] if steps else [first, last]
        states = [kept.state(known) for known in ends]
        wanted = place_id(place, Gathered(list(states[-1].claims), loaded, {})) if place else None
        lower, upper = _instant(first), _instant(last)
        gone = [one for one in kept.tombstones() if lower < _stamp(one.learned, one.recorded) <= upper]
    rows: list[dict[str, Any]] = []
    for (start, before), (end, after) in pairwise(zip(ends, states, strict=True)):
        heading = {"from": _shown(start), "to": _shown(end), "on": day.isoformat()}
        rows += [{**heading, **row} for row in _rows(before, after, loaded, day, rule, wanted)]
    for one in gone:
        told = f"{one.claims} claims; by {one.who}: {one.why}. What they said is in no picture any more, as of any day"
        row = {"what": "erased", "name": one.report, "change": "erased", "is": told}
        rows.append(dict.fromkeys(FIELDS) | row | {"from": _shown(first), "to": one.learned.isoformat(), "why": []})
    if form == "table":
        _print(rows, f"{_place_name(wanted, loaded)} on " if wanted else "", day, first, last)
        return
    listed = [{name: row.get(name) for name in FIELDS} for row in rows]
    if form == "csv":
        listed = [{**row, "before": None, "after": None} for row in listed]
    print_rows(listed, form, (), empty="", fields=FIELDS)


def _rows(
    before: Any, after: Any, theatre: Theatre, on: date, rule: str, place: str | None
) -> Iterator[dict[str, Any]]:
    from siegeline import picture
    from siegeline.picture.changes import changes as changed
    from siegeline.record import judged
    from siegeline.record.between import reason

    old, new = (judged(state.claims, state.judgements) for state in (before, after))
    here = {place, *(one.id for one in theatre.places if one.part_of == place)}
    roads = {route.id for route in theatre.routes if place in route.serves}
    for one in changed(old, new, theatre, on=on, rule=rule):
        if place is not None and one.key[0] not in (roads if one.what == "route" else here):
            continue
        told = one.after or one.before
        came = {claim.id for claim in one.came}
        why = [(claim, "+", one.after) for claim in one.came]
        why += [(claim, "-", one.before) for claim in one.went if claim.id not in came]
        yield {
            "what": one.what,
            "name": (told.route if isinstance(told, picture.RouteRow) else told.place).text if told else "",
            "change": one.change,
            "before": one.before and one.before.as_json(),
            "after": one.after and one.after.as_json(),
            "was": one.before and _sentence(one.before),
            "is": one.after and _sentence(one.after),
            "why": [
                _why(claim, sign, _speaks(claim, row, on), reason(claim, before, after)) for claim, sign, row in why
            ],
        }


def _place_name(place: str, theatre: Theatre) -> str:
    from siegeline.places import gazetteer

    known = gazetteer(theatre.key).places.get(place)
    return known.name if known else place


def _sentence(row: Any) -> str:
    """A row's sentence, and the end that is told of a siege."""
    from siegeline import picture

    until = getattr(row, "until", None)
    ended = until and (until.latest or until.earliest)
    return picture.sentence(row) + (f"; over by {ended}" if ended else "")


def _speaks(claim: Claim, row: Any, on: date) -> str:
    """How a claim counts in a row of a day: ``for`` it, ``against`` it; ``its end``: it tells a siege's end; ``later``:
    it tells of later days; ``beside``: it settles nothing here.
    """
    if row is not None and claim.id in row.supporting:
        return "for"
    if row is not None and claim.id in row.opposing:
        return "against"
    if row is not None and claim.id == getattr(row, "ended_by", None):
        return "its end"
    begun = claim.when.interval.first or (None if claim.when.interval.known else claim.stated)
    return "later" if begun is not None and begun > on else "beside"


def _why(claim: Claim, sign: str, speaks: str, reason: str) -> dict[str, Any]:
    return {
        "claim": claim.id,
        "sign": sign,
        "speaks": speaks,
        "reason": reason,
        "kind": claim.kind,
        "status": claim.status,
        "quote": claim.quote,
        "source": " ← ".join(one.text for one in reversed(claim.chain)) or None,
        "stated": claim.stated and claim.stated.isoformat(),
        "report": claim.report,
    }


def _print(rows: Sequence[dict[str, Any]], about: str, day: date, first: date, last: date) -> None:
    click.echo(f"The picture of {about}{day.isoformat()}: as known {_by(_shown(first))}, then {_by(_shown(last))}")
    if not rows:
        click.echo("  nothing in it changed")
    heading = None
    for row in rows:
        if (row["from"], row["to"]) != heading:
            heading = row["from"], row["to"]
            click.echo(f"\n{row['from']} → {row['to']}")
        click.echo(f"  {row['change']}: {row['what']} {row['name'] if row['what'] == 'erased' else ''}".rstrip())
        click.echo(f"    before  {row['was'] or 'nothing'}")
        click.echo(f"    after   {row['is'] or 'nothing'}")
        said = None
        told = [one for one in row["why"] if one["speaks"] != "later"] or row["why"]
        for one in told:
            who = f"{safe(one['source'] or 'source unknown')}, {one['stated'] or 'undated'}"
            if said != (said := (one["sign"], one["speaks"], one["quote"], who)):  # one sentence may make several
                click.echo(f"    {one['sign']} {one['speaks']:7} “{safe(one['quote'])}”")
            click.echo(f"              {who} · {one['kind']} {one['status']} · {one['claim']} · {safe(one['reason'])}")
        if later := len(row["why"]) - len(told):
            click.echo(f"    and {later} more on it that tell{'s' if later == 1 else ''} of later days")


def _by(moment: str) -> str:
    return f"at {moment}" if "T" in moment else f"on {moment}"


def _shown(moment: date) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if isinstance(moment, datetime) else moment.isoformat()


def _instant(moment: date) -> str:
    from siegeline.record.moment import written

    return written(moment) if isinstance(moment, datetime) else f"{moment.isoformat()}T99"


def _stamp(learned: date, recorded: str) -> str:
    return recorded if recorded[:10] == learned.isoformat() else f"{learned.isoformat()}T99"
