"""Desk: an open record as the web asks for it – claims as known, contents for the map – each worked out once."""

import gc
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from siegeline.claims.claim import Claim
from siegeline.errors import RecordError
from siegeline.picture.brief import Held, brief_control
from siegeline.picture.drawn import sieges_over
from siegeline.publish.contents import page_contents
from siegeline.publish.release import Release
from siegeline.publish.released import Released, released
from siegeline.publish.releasedpage import released_page, told_claims
from siegeline.record import Judgement, Record, ReportRow, judged
from siegeline.theatre import Theatre
from siegeline.times import days_before
from siegeline.web.aside import Aside, Underway
from siegeline.web.kept import Kept
from siegeline.web.many import LARGE, beside_control, many_contents, told_day, told_places
from siegeline.web.turn import Turn

_T = TypeVar("_T")
_BEFORE = 7  # days: reports tell of what was so before they came out
_KEPT = 6  # questions whose answers are kept


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's frame: as known on a day or instant (None: all), by which rule, by which group of sources.

    ``group`` is a leaning – a side's id or ``independent`` –, None for all sources.
    """

    known: date | None = None
    rule: str = "encirclement"
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """A report without its text, as the contents want it."""

    source: str | None
    leaning: str | None
    published: date | None
    file: str
    text: None = None


class Desk:
    """A record and its theatre. Threads share one; what is worked out is kept until the record grows.

    With a ``release`` it tells as much as that one does, on the day ``released_on`` (None: that of the last claim).
    """

    def __init__(
        self, record: Record, theatre: Theatre, release: Release | None = None, released_on: date | None = None
    ) -> None:
        self.record = record
        self.theatre = theatre
        self.release = release
        self._released_on = released_on
        self.progress: tuple[int, int] | None = None
        self._kept = Kept(record.length, most=_KEPT * 4)
        self._held: tuple[Hashable, dict[str, Held]] | None = None
        self._turn = Turn()
        self._aside = Aside(self._turn)

    def once(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """What ``make`` gives, from before where the record has not grown since."""
        return self._kept.once(key, make)

    def reports(self, known: date | None = None) -> dict[str, ReportRow]:
        """The theatre's reports known by then, by SHA-256."""
        rows = self.once(("reports", known), lambda: self.record.reports(known=known))
        return {row.sha256: row for row in rows if row.theatre == self.theatre.key}

    def read(self, known: date | None = None) -> list[Claim]:
        """The theatre's claims as they were read, nobody's judgement applied."""

        def make() -> list[Claim]:
            reports = self.reports(known)
            return [claim for claim in self.record.claims(known=known) if claim.report in reports]

        return self.once(("read", known), make)

    def claims(self, asked: Asked) -> list[Claim]:
        """The claims as people left them, as they may be printed, of the group of sources that is asked about."""
        if (kept := self.released(asked)) is not None:
            return self.once(("told", asked.known, asked.group), lambda: list(told_claims(kept, self.theatre).values()))
        return self.grounds(asked)

    def grounds(self, asked: Asked) -> list[Claim]:
        """The claims that pictures are made from; with a release, they are not to be printed themselves."""
        if (kept := self.released(asked)) is not None:
            return list(kept.claims)

        def make() -> list[Claim]:
            found = judged(self.read(asked.known), self.judgements(asked.known))
            return [claim for claim in found if _of_group(claim, asked.group)]

        return self.once(("claims", asked.known, asked.group), make)

    def released(self, asked: Asked) -> Released | None:
        """What the release tells of the claims asked about; None where there is no release."""
        if (release := self.release) is None:
            return None

        def make() -> Released:
            day = self._released_on or max((one.stated for one in self.read() if one.stated), default=None)
            found = judged(self.read(asked.known), self.judgements(asked.known))
            return released([one for one in found if _of_group(one, asked.group)], self.theatre, release, on=day)

        return self.once(("released", asked.known, asked.group), make)

    def told_reports(self, known: date | None = None) -> dict[str, ReportRow]:
        """The reports of which anything is told: with a release, those that its claims are of and may be named."""
        rows = self.reports(known)
        if (kept := self.released(Asked(known))) is None:
            return rows
        claims = {claim.id: claim.report for claim in kept.claims}
        told = {claims[key] for key, one in told_claims(kept, self.theatre).items() if one.id == key}
        return {sha: row for sha, row in rows.items() if sha in told}

    def leanings(self) -> set[str | None]:
        """The leanings of the sources of which anything is told."""
        told = {claim.source.leaning for claim in self.claims(Asked()) if claim.source}
        return told if self.release else told | {row.leaning for row in self.reports().values()}

    def judgements(self, known: date | None = None) -> list[Judgement]:
        """All judgements known by then, those withdrawn too."""
        return self.once(("judgements", known), lambda: self.record.judgements(known=known))

    def contents(self, asked: Asked) -> dict[str, Any]:
        """What the map's modules show; the days run from a week before the first report to the last."""

        def make() -> dict[str, Any]:
            claims = self.grounds(asked)
            if self.is_large(asked):
                return many_contents(claims, self.held(asked), self._beside(asked), self.theatre)
            kept = self.released(asked)
            rows = self.reports(asked.known)
            told = {claim.report for claim in claims}
            facts = {
                sha: Facts(row.source, row.leaning, row.published, row.file) for sha, row in rows.items() if sha in told
            }
            if kept is not None:
                return released_page(kept, self.theatre, facts, **self._shown(asked))
            return page_contents(claims, self.theatre, facts, **self._shown(asked))

        return self.once(("contents", asked), make)

    def is_large(self, asked: Asked) -> bool:
        """Whether the contents leave out claims and come in columns."""
        return self.release is None and len(self.grounds(asked)) >= LARGE

    def soon(self, asked: Asked, on: date | None) -> dict[str, Any] | None:
        """The contents with who holds what on one day ``only`` (``on``, else the last); None: all days can be had.

        Of a large record a day is there much sooner than all days; the work on those waits for it.
        """
        with self._turn.ahead():
            if not self.is_large(asked) or self._kept.has(("held", asked.known, asked.group)):
                return None
            first, last = self.days(asked)
            day = min(max(on or last, first), last)
            claims = self.grounds(asked)
            held = brief_control(claims, self.theatre, first=day, last=day)
            told = told_places(claims, self.theatre) | held
            return many_contents(claims, told, self._beside(asked), self.theatre) | {"only": day.isoformat()}

    def days(self, asked: Asked) -> tuple[date, date]:
        """The first and the last day shown: from a week before the first report, as on the page, to the last one.

        Where no report has a date, it is the days when things were so that count.
        """
        kept = self.released(asked)
        every = self.grounds(Asked()) if kept else self.read()
        days = [claim.stated for claim in every if claim.stated] or [day for one in every if (day := told_day(one))]
        last = max(days, default=self.theatre.last_day or self.theatre.first_day)
        return days_before(min(days, default=last), _BEFORE), last

    def held(self, asked: Asked) -> dict[str, Held]:
        """Who holds each place of a large record over its days; what has not changed since is not worked out again."""

        def make() -> dict[str, Held]:
            first, last = self.days(asked)
            key = (asked.known, asked.group, first, last)
            before = self._held[1] if self._held and self._held[0] == key else None
            claims = self.grounds(asked)
            self._turn.wait()
            try:
                found = brief_control(
                    claims, self.theatre, first=first, last=last, before=before, tell=self._tell
                )  # fmt: skip
            finally:
                self.progress = None
            self._held = (key, found)
            return found

        return self.once(("held", asked.known, asked.group), make)

    def sieges(self, asked: Asked) -> list[dict[str, Any]] | Underway:
        """The sieges of a large record over its days, those too that nobody reports: spans by place.

        That takes minutes: the first asking begins it, and until it is done it is told how far it is.
        """
        key = ("sieges", asked)

        def make() -> list[dict[str, Any]]:
            first, last = self.days(asked)
            beside = self.once(("beside", asked.known, asked.group), lambda: beside_control(self.grounds(asked)))
            return sieges_over(
                beside, self.held(asked), self.theatre, first=first, last=last, rule=asked.rule, tell=self._aside.tell
            )

        return self._aside.once(key, lambda: self._kept.has(key), lambda: self.once(key, make))

    def warm(self) -> None:
        """Work out what the first look asks for, before anybody asks.

        What is read meanwhile stays: it is not looked through for garbage, which would take a third of the time.
        """
        gc.disable()
        try:
            self.contents(Asked())
        finally:
            gc.freeze()
            gc.enable()

    def _tell(self, done: int, of: int) -> None:
        self.progress = (done, of)
        self._turn.wait()

    def _beside(self, asked: Asked) -> dict[str, Any]:
        """The contents of a large record but for who holds what."""
        claims = self.grounds(asked)
        return self.once(
            ("beside contents", asked),
            lambda: page_contents(beside_control(claims), self.theatre, {}, **self._shown(asked), derived=False),
        )

    def _shown(self, asked: Asked) -> dict[str, Any]:
        first, last = self.days(asked)
        return {"first": first, "last": last, "start_on": last, "rule": asked.rule, "known": asked.known}

    def claim(self, claim_id: str) -> Claim:
        """A claim in force, as read.

        Raises:
            RecordError: there is none of that id.
        """
        by_id = self.once("by id", lambda: {claim.id: claim for claim in self.read()})
        if claim_id not in by_id:
            raise RecordError(f"no claim in force has the id {claim_id!r}")
        return by_id[claim_id]


def _of_group(claim: Claim, group: str | None) -> bool:
    return group is None or bool(claim.source and claim.source.leaning == group)
