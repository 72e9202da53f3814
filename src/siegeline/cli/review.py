"""``siegeline review``: the claims worth a person's look, and what may be one event or one origin."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from siegeline.claims.claim import Claim
from siegeline.cli.gather import AUTO, of_others
from siegeline.cli.judge import open_record
from siegeline.cli.options import DAY, as_form, record_option, rule_option, theatre_option
from siegeline.cli.printing import print_rows, safe
from siegeline.errors import UsageError
from siegeline.settings import who_judges
from siegeline.theatre import Theatre, load_theatre

if TYPE_CHECKING:
    from siegeline.record import Record

CLAIMS = (
    *("claim", "score", "confidence", "moved", "kind", "status", "what", "name", "on", "told", "without"),
    *("quote", "source", "stated", "report", "file"),
)
EVENTS = ("score", "kind", "where", "claim", "other", "stated", "other_stated", "quote", "other_quote")
ORIGINS = ("share", "report", "other", "file", "other_file", "source", "other_source", "passage")
_SHOWN = {
    "claims": ("score", "confidence", "moved", "claim", "kind", "name", "on", "told", "without", "quote"),
    "events": ("score", "kind", "where", "stated", "claim", "quote", "other", "other_quote"),
    "origins": ("share", "file", "source", "other_file", "other_source", "passage"),
}
_ANSWERS = {"a": "accept", "r": "reject", "s": "skip", "q": "quit"}


@click.command()
@click.option("--on", "on", type=DAY, help="The day whose picture counts (default: for each claim, its own day).")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many.")
@click.option("--events", is_flag=True, help="Pairs of claims that may tell of one event.")
@click.option("--origins", is_flag=True, help="Pairs of reports that may come from one source.")
@click.option("--judge", "ask", is_flag=True, help="Go through the claims one by one, and accept or reject them.")
@click.option("--who", metavar="NAME", help="Who decides, with --judge (else SIEGELINE_WHO).")
@rule_option
@as_form
@record_option
@theatre_option
def review(
    on: date | None, limit: int, events: bool, origins: bool, ask: bool, who: str | None, rule: str, form: str,
    record: str | None, theatre: str | None,
) -> None:  # fmt: skip
    """List the claims to look at first: those least sure that move the picture most, and not judged yet."""
    if events + origins + ask > 1 or (ask and form != "table"):
        raise UsageError("--events, --origins and --judge go one at a time, and --judge without --as")
    person = who_judges(who) if ask else ""
    with open_record(record) as kept:
        if events:
            print_rows(_events(kept, limit), form, _SHOWN["events"], empty="no claims may be one event", fields=EVENTS)
        elif origins:
            print_rows(
                _origins(kept, limit), form, _SHOWN["origins"], empty="no reports share passages", fields=ORIGINS
            )
        else:
            rows = list(_claims(kept, on, rule, None if theatre == AUTO else theatre))[:limit]
            if ask:
                _ask(kept, rows, person)
                return
            print_rows(rows, form, _SHOWN["claims"], empty="nothing is left to review", fields=CLAIMS)


def _claims(kept: "Record", on: date | None, rule: str, theatre: str | None) -> Iterator[dict[str, Any]]:
    """Unjudged claims by doubt × influence, of the theatre that is named, else of each that the record has."""
    from siegeline.picture.influence import influence
    from siegeline.record import judged
    from siegeline.record.judged import targets

    standing = [one for one in kept.judgements() if one.standing]
    read = kept.claims()
    held = targets(read, [one for one in standing if one.action in {"accept", "reject", "correct", "place"}])
    done = {claim for claims in held.values() for claim in claims}
    claims = judged(read, standing)
    open_ = [claim.id for claim in claims if claim.id not in done]
    found = [
        one
        for which, told in _by_theatre(kept, claims, theatre)
        for one in influence(told, which, on=on, rule=rule, among=open_)
    ]
    rows: list[dict[str, Any]] = [
        {
            "claim": one.claim.id,
            "score": round((1 - one.claim.confidence) * one.moved, 3),
            "confidence": round(one.claim.confidence, 3),
            "moved": round(one.moved, 2),
            "kind": one.claim.kind,
            "status": one.claim.status,
            "what": one.what,
            "name": _name(one.told or one.without),
            "on": one.on.isoformat(),
            "told": _short(one.told),
            "without": _short(one.without),
            "quote": one.claim.quote,
            "source": one.claim.source and one.claim.source.text,
            "stated": one.claim.stated and one.claim.stated.isoformat(),
            "report": one.claim.report,
            "file": one.claim.file,
        }
        for one in found
    ]
    yield from sorted(rows, key=lambda row: (-row["score"], -row["moved"], row["claim"]))


def _by_theatre(kept: "Record", claims: Sequence[Claim], name: str | None) -> Iterator[tuple[Theatre, list[Claim]]]:
    """The claims of each theatre's own reports; of the theatre that is named only."""
    read = {row.sha256: row.theatre for row in kept.reports()}
    if name is None:
        for key in sorted(set(read.values())):
            yield load_theatre(key), [claim for claim in claims if read.get(claim.report) == key]
    else:
        chosen = load_theatre(name)
        others = of_others(read, chosen.key)
        yield chosen, [claim for claim in claims if claim.report not in others]


def _name(row: Any) -> str:
    return str((row.place if hasattr(row, "place") else row.route).text)


def _short(row: Any) -> str | None:
    """A row's state, whose it is, and its probability: "held by government 0.81"."""
    if row is None:
        return None
    state = getattr(row, "state", None) or "besieged"
    who = next((one for name in ("holder", "by", "besieger") if (one := getattr(row, name, None))), None)
    if who is not None:
        state = f"{state} by {who.side or who.text}"
    return f"{state} {row.probability:.2f}" if row.probability is not None else str(state)


def _events(kept: "Record", limit: int) -> Iterator[dict[str, Any]]:
    from siegeline.record import judged
    from siegeline.record.judged import targets
    from siegeline.record.likeness import same_events, undecided

    standing = [one for one in kept.judgements() if one.standing]
    claims = judged(kept.claims(), standing)
    decided = list(targets(claims, [one for one in standing if one.action == "same-event"]).values())
    pairs = {(one.one.id, one.other.id): one for one in same_events(claims)}
    for pair in undecided(pairs, decided)[:limit]:
        one, other = pairs[pair].one, pairs[pair].other
        yield {
            "score": pairs[pair].score,
            "kind": one.kind,
            "where": _where(one),
            "claim": one.id,
            "other": other.id,
            "stated": one.stated and one.stated.isoformat(),
            "other_stated": other.stated and other.stated.isoformat(),
            "quote": one.quote,
            "other_quote": other.quote,
        }


def _where(claim: Claim) -> str:
    ref = claim.place if claim.place and claim.place.id else claim.route
    return (ref.name or ref.text) if ref else ""


def _origins(kept: "Record", limit: int) -> Iterator[dict[str, Any]]:
    from siegeline.record.likeness import same_origins, undecided

    rows = {row.sha256: row for row in kept.reports()}
    decided = [one.reports for one in kept.judgements() if one.standing and one.action == "same-origin"]
    pairs = {(one.one, one.other): one for one in same_origins({sha256: kept.text(sha256) for sha256 in rows})}
    for pair in undecided(pairs, decided)[:limit]:
        one, other = (rows[sha256] for sha256 in pair)
        yield {
            "share": pairs[pair].share,
            "report": one.sha256,
            "other": other.sha256,
            "file": one.file,
            "other_file": other.file,
            "source": one.source,
            "other_source": other.source,
            "passage": pairs[pair].passage,
        }


def _ask(kept: "Record", rows: Sequence[dict[str, Any]], who: str) -> None:
    """Go through rows on a terminal: accept, reject, skip or quit; each decision is kept at once."""
    if not rows:
        click.echo("nothing is left to review", err=True)
    by_id = {claim.id: claim for claim in kept.claims()}
    for number, row in enumerate(rows, 1):
        click.echo(f"\n{number} of {len(rows)}  “{safe(row['quote'])}”")
        click.echo(f"  {safe(row['source'] or 'source unknown')}, {row['stated'] or 'undated'}")
        click.echo(f"  read as: {row['kind']} {row['status']}, {row['name']}; confidence {row['confidence']}")
        click.echo(
            f"  {row['name']} on {row['on']}: {row['told'] or 'nothing'}; without it: {row['without'] or 'nothing'}"
        )
        answer = click.prompt("  [a]ccept, [r]eject, [s]kip or [q]uit", type=click.Choice(list(_ANSWERS)), default="s")
        if answer == "q":
            return
        if answer in {"a", "r"}:
            why = click.prompt("  why")
            click.echo(f"  kept: {kept.judge(_ANSWERS[answer], claims=[by_id[row['claim']]], who=who, why=why)}")
