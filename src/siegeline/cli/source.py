"""Source: where a verb's pictures come from – files' claims, or a record of which only what is needed is loaded."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from siegeline.claims.claim import Claim
from siegeline.cli.gather import Gathered, gather, nothing_told, of_others, theatre_of
from siegeline.settings import record_url
from siegeline.theatre import Theatre

if TYPE_CHECKING:
    from siegeline.picture import ControlRow, RouteRow
    from siegeline.picture.agreement import Day
    from siegeline.picture.necks import CorridorRow
    from siegeline.picture.neighbours import Surroundings
    from siegeline.picture.question import Question
    from siegeline.picture.series import Series
    from siegeline.picture.steps import Days
    from siegeline.places.place import Place


class Source(Protocol):
    """What verbs ask for; ``nothing`` says why nothing at all is told of, None where something is."""

    @property
    def theatre(self) -> Theatre:
        """The theatre asked about."""

    def series(self, days: "Days", *, rule: str = "encirclement") -> "Series":
        """The pictures of some days."""

    def corridors(self, day: "Day") -> "list[CorridorRow]":
        """The corridors of a day."""

    def routes(self, on: date, *, rule: str) -> "list[RouteRow]":
        """The roads and their segments on a day."""

    def holders(self, on: date) -> "list[ControlRow]":
        """Who holds each place that claims tell of on a day."""

    def surroundings(self, places: "Iterable[Place]") -> "Surroundings | None":
        """The places that claims tell of and those around them, out of ``places``."""

    def tells_of(self, places: Collection[str]) -> set[str]:
        """Those of some places (ids) that claims tell of."""

    def nothing(self) -> str | None:
        """Why there is no claim at all."""


@dataclass(frozen=True, slots=True)
class OfClaims:
    """Claims that are at hand."""

    gathered: Gathered

    @property
    def theatre(self) -> Theatre:
        """The theatre asked about."""
        return self.gathered.theatre

    def series(self, days: "Days", *, rule: str = "encirclement") -> "Series":
        """The pictures of some days."""
        from siegeline.picture.series import series_of

        return series_of(self.gathered.claims, self.theatre, days, rule=rule)

    def corridors(self, day: "Day") -> "list[CorridorRow]":
        """The corridors of a day."""
        from siegeline.picture.necks import corridor_rows

        return corridor_rows(self.gathered.claims, self.theatre, day)

    def routes(self, on: date, *, rule: str) -> "list[RouteRow]":
        """The roads and their segments on a day."""
        from siegeline import picture

        return picture.routes_and_segments(self.gathered.claims, self.theatre, on=on, rule=rule)

    def holders(self, on: date) -> "list[ControlRow]":
        """Who holds each place that claims tell of on a day."""
        from siegeline import picture

        return picture.control(self.gathered.claims, self.theatre, on=on)

    def surroundings(self, places: "Iterable[Place]") -> "Surroundings | None":
        """The places that claims tell of and those around them, out of ``places``."""
        from siegeline.picture.neighbours import Surroundings

        return Surroundings.of(self.gathered.claims, self.theatre, places)

    def tells_of(self, places: Collection[str]) -> set[str]:
        """Those of some places (ids) that claims tell of."""
        return _places(self.gathered.claims) & set(places)

    def nothing(self) -> str | None:
        """Why there is no claim at all."""
        return self.gathered.nothing


@dataclass(frozen=True, slots=True)
class OfRecord:
    """A record that is asked; ``whole``: claims of kinds that no picture reads are something told, too."""

    question: "Question"
    whole: bool = False

    @property
    def theatre(self) -> Theatre:
        """The theatre asked about."""
        return self.question.theatre

    def series(self, days: "Days", *, rule: str = "encirclement") -> "Series":
        """The pictures of some days."""
        from siegeline.picture.series import series_told

        return series_told(self.question, days, rule=rule)

    def corridors(self, day: "Day") -> "list[CorridorRow]":
        """The corridors of a day."""
        from siegeline.picture.series import necks_told

        return necks_told(self.question, day)

    def routes(self, on: date, *, rule: str) -> "list[RouteRow]":
        """The roads and their segments on a day."""
        from siegeline.picture.series import routes_told

        return routes_told(self.question, on=on, rule=rule)

    def holders(self, on: date) -> "list[ControlRow]":
        """Who holds each place that claims tell of on a day."""
        from siegeline.picture.control import in_order
        from siegeline.picture.held import holders_told
        from siegeline.picture.steps import Days

        every = holders_told(self.question, Days.of(on))
        return in_order(row for one in every for _, row in one.rows if row is not None)

    def surroundings(self, places: "Iterable[Place]") -> "Surroundings | None":
        """The places that claims tell of and those around them, out of ``places``."""
        from siegeline.picture.held import evidence_told
        from siegeline.picture.neighbours import Surroundings

        return Surroundings.over(evidence_told(self.question), self.theatre, places)

    def tells_of(self, places: Collection[str]) -> set[str]:
        """Those of some places (ids) that claims tell of."""
        from siegeline.picture.parameters import picture_kinds

        return _places(self.question.claims(kind=picture_kinds(), place=places))

    def nothing(self) -> str | None:
        """Why there is no claim at all."""
        from siegeline.picture.parameters import picture_kinds
        from siegeline.record.narrow import telling

        asked = self.question
        if asked.told(None if self.whole else picture_kinds()):
            return None
        if not self.whole and any(True for _ in telling(asked.record, known=asked.known, stated_by=asked.stated_by)):
            return None  # of other kinds, or of other theatres
        return nothing_told(None if asked.record.theatres(known=asked.known) else asked.known, asked.stated_by)


def _places(claims: Iterable[Claim]) -> set[str]:
    return {claim.place.id for claim in claims if claim.place and claim.place.id}


@contextmanager
def source(
    files: Sequence[str],
    *,
    record: str | None,
    theatre: str | None,
    known: date | None,
    stated_by: date | None,
    judgements: bool,
    whole: bool = False,
) -> Iterator[Source]:
    """The source that a verb's words name: ``files`` where some are given, else the record.

    Raises:
        SiegelineError: a file, the record or the theatre cannot be used; says why.
    """
    if files:
        yield OfClaims(gather(files, record=record, theatre=theatre, known=known, stated_by=stated_by))
        return
    from siegeline.picture.question import Question
    from siegeline.record import Record

    with Record.open(record_url(record), create=False) as kept:
        chosen = theatre_of(kept, theatre)
        rows = kept.reports(known=known) if len(kept.theatres(known=known)) > 1 else []
        others = of_others({row.sha256: row.theatre for row in rows}, chosen.key)
        yield OfRecord(
            Question(
                record=kept, theatre=chosen, known=known, stated_by=stated_by, judgements=judgements,
                others=frozenset(others),
            ),
            whole,
        )  # fmt: skip
