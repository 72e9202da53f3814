"""``siegeline evaluate``: how right the reader is on annotated sets."""

from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from siegeline.cli.gather import frame_reader
from siegeline.cli.options import as_form, reader_option
from siegeline.cli.printing import print_rows, safe
from siegeline.errors import UsageError

FIGURES = ("gold", "found", "matched", "precision", "recall", "f1")
FIELDS = ("agent", "target", "place", "route", "when", "speaker")
CLAIM_COLUMNS = (
    "kind",
    *FIGURES,
    "status",
    "agent",
    "target",
    "speaker",
    "when",
    "start",
    "place_resolved",
    "route_resolved",
    "agent_resolved",
)

PLACE_COLUMNS = (
    *("set", "gold", "told", "found", "near", "found_and_near", "precision", "recall", "near_given_found"),
    *("precision_placed", "undecided"),
)
CONTROL_COLUMNS = ("test", "observe", "band_km", "accuracy", "baseline", "n")
LAG_COLUMNS = ("picture", "false_near", "lag_days", "days_wrong", "never", "wrong_place_days", "against_carried", "n")


@click.group()
def evaluate() -> None:
    """Score the reader against annotated sets, in the formats of the shared gold folder."""


def _measure(command: Callable[..., Any]) -> Callable[..., Any]:
    files = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
    return files(reader_option(as_form(command)))


@evaluate.command()
@click.option("--errors", is_flag=True, help="List what was missed and what is false, beside the sentence.")
@click.option("--reliability", is_flag=True, help="Print how right claims are by band of confidence.")
@_measure
def claims(files: Sequence[Path], reader: str | None, form: str, errors: bool, reliability: bool) -> None:
    """Claims on annotated sentences or whole reports: kind + place, and the fields on the claims found."""
    from siegeline.measure import check_floors, score_claims
    from siegeline.measure.floors import floors

    read = frame_reader(reader)
    scores = score_claims(files, read)
    if errors and form == "table":
        _print_errors(scores.errors)
        return
    if errors:
        print_rows((_error(*one) for one in scores.errors), form, (), empty="no errors")
        return
    if reliability:
        print_rows(scores.reliability_rows(), form, ("confidence", "found", "right"), empty="no claims")
        return
    rows = list(scores.rows())
    print_rows(rows, form, CLAIM_COLUMNS, empty="no claims")
    if len(files) == 1 and (low := check_floors(files[0], read.name, rows[0], floors())):
        raise UsageError("; ".join(low))


def _print_errors(errors: Sequence[tuple[str, str, Any]]) -> None:
    """Each sentence once, and under it what was missed and what is false."""
    from siegeline.measure.match import words_of

    if not errors:
        click.echo("no errors", err=True)
    for sentence, told in groupby(errors, key=lambda one: one[0]):
        click.echo(safe(sentence))
        for _, what, claim in told:
            fields = [f"{name} {safe(words_of(claim.get(name)))}" for name in FIELDS if words_of(claim.get(name))]
            click.echo(f"  {what:<6}  {claim['kind']} {claim['status']}: {'; '.join(fields) or 'no more'}")


def _error(sentence: str, what: str, claim: Any) -> dict[str, Any]:
    kept = {name: claim.get(name) for name in ("kind", "status", *FIELDS)}
    return {"what": what, **kept, "sentence": sentence}


@evaluate.command()
@_measure
def events(files: Sequence[Path], reader: str | None, form: str) -> None:
    """The event type of short texts, from their claims."""
    from siegeline.measure import score_events

    print_rows(score_events(files, frame_reader(reader)).rows(), form, ("type", *FIGURES), empty="no events")


@evaluate.command()
@_measure
def verbs(files: Sequence[Path], reader: str | None, form: str) -> None:
    """Which place belongs to which verb, on sentences with both marked."""
    from siegeline.measure import score_verbs

    print_rows(score_verbs(files, frame_reader(reader)).rows(), form, ("of", *FIGURES), empty="no verbs")


@evaluate.command(name="places")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--theatre", metavar="NAME", default=None, help="Theatre whose places come first (default: the world).")
@as_form
def places_(files: Sequence[Path], theatre: str | None, form: str) -> None:
    """Places found in raw text and put within 161 km of where they are, as a share of all that are marked."""
    from siegeline.measure import check_floors, score_places
    from siegeline.measure.floors import floors

    rows = [scores.row(name) for name, scores in score_places(files, theatre)]
    print_rows(rows, form, PLACE_COLUMNS, empty="no places")
    lows = (check_floors(path, "places", row, floors()) for path, row in zip(files, rows, strict=True))
    if theatre is None and (low := [one for told in lows for one in told]):
        raise UsageError("; ".join(low))


@evaluate.command(name="control")
@click.argument("status", metavar="STATUS.npz", type=click.Path(path_type=Path))
@click.argument("places", metavar="PLACES.csv.gz", type=click.Path(path_type=Path))
@click.option("--theatre", metavar="NAME", default=None, help="Theatre whose rivers count (default: what fits).")
@click.option("--rivers/--no-rivers", default=True, show_default=True, help="Whether rivers part the places.")
@click.option("--draws", type=click.IntRange(1), default=5, show_default=True, help="Random draws a single day.")
@click.option("--lag", is_flag=True, help="How far the pictures lag behind changes, in place of how right they are.")
@as_form
def control_(status: Path, places: Path, theatre: str | None, rivers: bool, draws: int, lag: bool, form: str) -> None:
    """Who holds the places that nobody told of, by distance to the front, against a matrix of statuses."""
    from siegeline.measure.control import ControlScores
    from siegeline.measure.lag import LagScores
    from siegeline.measure.statuses import read_statuses
    from siegeline.theatre import load_theatre

    found = read_statuses(status, places)
    named = load_theatre(theatre) if theatre is not None else None
    if lag:
        print_rows(LagScores(found, named, rivers=rivers).rows(), form, LAG_COLUMNS, empty="nothing changed hands")
        return
    scores = ControlScores(found, named, rivers=rivers, draws=draws)
    print_rows(scores.rows(), form, CONTROL_COLUMNS, empty="no place is near to any other side's")


@evaluate.command()
@_measure
def entities(files: Sequence[Path], reader: str | None, form: str) -> None:
    """Whether the places and actors of claims are such, on documents with entities marked."""
    from siegeline.measure import score_entities

    columns = ("role", "found", "right", "precision")
    print_rows(score_entities(files, frame_reader(reader)).rows(), form, columns, empty="no entities")
