"""Desk: an open record as the web asks for it – claims as known, contents for the map – each worked out once."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from siegeline.claims.claim import Claim
from siegeline.errors import RecordError
from siegeline.publish.contents import days_shown, page_contents
from siegeline.record import Judgement, Record, ReportRow, judged
from siegeline.theatre import Theatre

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
    """A record and its theatre. Threads share one; what is worked out is kept until the record grows."""

    def __init__(self, record: Record, theatre: Theatre) -> None:
        self.record = record
        self.theatre = theatre
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.RLock()
        self._length = -1

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
        """The claims as people left them, of the group of sources that is asked about."""

        def make() -> list[Claim]:
            found = judged(self.read(asked.known), self.judgements(asked.known))
            if asked.group is None:
                return found
            return [claim for claim in found if claim.source and claim.source.leaning == asked.group]

        return self.once(("claims", asked.known, asked.group), make)

    def judgements(self, known: date | None = None) -> list[Judgement]:
        """All judgements known by then, those withdrawn too."""
        return self.once(("judgements", known), lambda: self.record.judgements(known=known))

    def contents(self, asked: Asked) -> dict[str, Any]:
        """What the map's modules show; the days run from a week before the first report to the last."""

        def make() -> dict[str, Any]:
            claims = self.claims(asked)
            days = [claim.stated for claim in self.read() if claim.stated]
            last = max(days, default=self.theatre.last_day or self.theatre.first_day)
            first = days_shown(claims, min(days, default=last), last)
            rows = self.reports(asked.known)
            told = {claim.report for claim in claims}
            facts = {
                sha: Facts(row.source, row.leaning, row.published, row.file) for sha, row in rows.items() if sha in told
            }
            return page_contents(
                claims, self.theatre, facts, first=first, last=last, start_on=last, rule=asked.rule, known=asked.known
            )

        return self.once(("contents", asked), make)

    def claim(self, claim_id: str) -> Claim:
        """A claim in force, as read.

        Raises:
            RecordError: there is none of that id.
        """
        by_id = self.once("by id", lambda: {claim.id: claim for claim in self.read()})
        if claim_id not in by_id:
            raise RecordError(f"no claim in force has the id {claim_id!r}")
        return by_id[claim_id]
