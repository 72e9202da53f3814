"""Desk: an open record as the web asks for it – claims as known, contents for the map – each worked out once."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from siegeline.claims.claim import Claim
from siegeline.errors import RecordError
from siegeline.picture.brief import Held, brief_control
from siegeline.publish.contents import days_shown, page_contents
from siegeline.publish.release import Release
from siegeline.publish.released import Released, released
from siegeline.publish.releasedpage import released_page, told_claims
from siegeline.record import Judgement, Record, ReportRow, judged
from siegeline.theatre import Theatre
from siegeline.web.many import LARGE, many_contents

_T = TypeVar("_T")
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
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.RLock()
        self._length = -1
        self._held: tuple[Hashable, dict[str, Held]] | None = None

    def once(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """What ``make`` gives, from before where the record has not grown since."""
        with self._lock:
            if (length := self.record.length()) != self._length:
                self._kept.clear()
                self._length = length
            if key not in self._kept:
                made = make()
                self._kept[key] = made
                while len(self._kept) > _KEPT * 4:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            return self._kept[key]  # type: ignore[no-any-return]

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
            kept = self.released(asked)
            every = self.grounds(Asked()) if kept else self.read()
            days = [claim.stated for claim in every if claim.stated]
            last = max(days, default=self.theatre.last_day or self.theatre.first_day)
            first = days_shown(claims, min(days, default=last), last)
            rows = self.reports(asked.known)
            told = {claim.report for claim in claims}
            facts = {
                sha: Facts(row.source, row.leaning, row.published, row.file) for sha, row in rows.items() if sha in told
            }
            shown = {"first": first, "last": last, "start_on": last, "rule": asked.rule, "known": asked.known}
            if kept is not None:
                return released_page(kept, self.theatre, facts, **shown)  # type: ignore[arg-type]
            if len(claims) >= LARGE:
                return many_contents(claims, self.held(asked), self.theatre, **_unstarted(shown))
            return page_contents(claims, self.theatre, facts, **shown)  # type: ignore[arg-type]

        return self.once(("contents", asked), make)

    def held(self, asked: Asked) -> dict[str, Held]:
        """Who holds each place of a large record over its days; what has not changed since is not worked out again."""

        def make() -> dict[str, Held]:
            days = [claim.stated for claim in self.read() if claim.stated]
            last = max(days, default=self.theatre.last_day or self.theatre.first_day)
            first = days_shown(self.grounds(asked), min(days, default=last), last)
            key = (asked.known, asked.group, first, last)
            before = self._held[1] if self._held and self._held[0] == key else None
            found = brief_control(self.grounds(asked), self.theatre, first=first, last=last, before=before)
            self._held = (key, found)
            return found

        return self.once(("held", asked.known, asked.group), make)

    def warm(self) -> None:
        """Work out what the first look asks for, before anybody asks."""
        self.contents(Asked())

    def claim(self, claim_id: str) -> Claim:
        """A claim in force, as read.

        Raises:
            RecordError: there is none of that id.
        """
        by_id = self.once("by id", lambda: {claim.id: claim for claim in self.read()})
        if claim_id not in by_id:
            raise RecordError(f"no claim in force has the id {claim_id!r}")
        return by_id[claim_id]


def _unstarted(shown: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in shown.items() if name != "start_on"}


def _of_group(claim: Claim, group: str | None) -> bool:
    return group is None or bool(claim.source and claim.source.leaning == group)
