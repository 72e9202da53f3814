"""Question: a record as it is asked – of which theatre, as known, stated and judged when – and what of it is needed.

A judgement may give a claim another kind, place or road, or carry over to another claim of its report. So the reports
that people judged are looked at whole and apart: none of their readings is heard, what people left of them is.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from siegeline.claims.claim import Claim
from siegeline.record import Record, judged
from siegeline.record.judgement import Judgement
from siegeline.record.narrow import in_order, measuring, telling, told_of
from siegeline.record.sheets import readings_of
from siegeline.theatre import Theatre


@dataclass(frozen=True, eq=False, kw_only=True)
class Question:
    """What is asked of a record; ``known`` and ``stated_by`` as for :meth:`Record.claims`.

    ``judgements``: people's judgements count. ``others`` are reports that do not, as those of other theatres.
    """

    record: Record
    theatre: Theatre
    known: date | None = None
    stated_by: date | None = None
    judgements: bool = True
    others: frozenset[str] = frozenset()

    @cached_property
    def _standing(self) -> list[Judgement]:
        return [one for one in self.record.judgements(known=self.known) if one.standing] if self.judgements else []

    @cached_property
    def judged(self) -> frozenset[str]:
        """The reports that people judged."""
        subjects = {subject.report for one in self._standing for subject in one.subjects}
        return frozenset(subjects | {report for one in self._standing for report in one.reports})

    @cached_property
    def left(self) -> tuple[Claim, ...]:
        """The claims of the reports that people judged, as they left them."""
        if not self.judged:
            return ()
        found = self.record.claims(known=self.known, stated_by=self.stated_by, report=self.judged)
        return tuple(one for one in judged(found, self._standing) if one.report not in self.others)

    @cached_property
    def silent(self) -> tuple[str, ...]:
        """The readings that are not heard: of reports that do not count, and of those that people judged."""
        apart = self.judged | self.others
        return tuple(readings_of(self.record, apart)) if apart else ()

    def claims(
        self,
        *,
        kind: Collection[str],
        place: Collection[str] | None = None,
        route: Collection[str] | None = None,
        first: date | None = None,
        last: date | None = None,
    ) -> list[Claim]:
        """The claims of some kinds at some places or on some roads, in the record's order.

        ``first`` and ``last`` as for :meth:`Record.claims`; what people judged is given whenever it was so.
        """
        found = self.record.claims(
            known=self.known, stated_by=self.stated_by, kind=kind, place=place, route=route, first=first, last=last
        )

        def asked(claim: Claim) -> bool:
            at = claim.place is not None and place is not None and claim.place.id in place
            on = claim.route is not None and route is not None and claim.route.id in route
            return claim.kind in kind and (at or on or (place is None and route is None))

        return self.whole(found, [claim for claim in self.left if asked(claim)])

    def whole(self, found: Collection[Claim], left: Collection[Claim]) -> list[Claim]:
        """Claims as they were read, with what people left of those that they judged, in the record's order."""
        apart = self.judged | self.others
        kept = [claim for claim in found if claim.report not in apart]
        return in_order([*kept, *left]) if left else kept

    def measuring(self, what: str, *, first: date, last: date) -> list[Claim]:
        """The claims that tell a quantity of ``what``; see :func:`siegeline.record.narrow.measuring`."""
        found = measuring(
            self.record, what, first=first, last=last, known=self.known, stated_by=self.stated_by
        )
        return self.whole(found, [one for one in self.left if any(each.what == what for each in one.quantities)])

    def told(self, kind: Collection[str] | None = None) -> bool:
        """Whether there is any claim (of some kinds) that counts."""
        if any(kind is None or one.kind in kind for one in self.left):
            return True
        apart = self.judged | self.others
        reports = telling(self.record, known=self.known, stated_by=self.stated_by, kind=kind)
        return any(report not in apart for report in reports)

    def places(self, kind: Collection[str]) -> dict[str, int]:
        """The places that claims of some kinds may tell of, with how many claims of any reading do."""
        return self._told_of("place", kind)

    def roads(self, kind: Collection[str]) -> dict[str, int]:
        """The roads, as :meth:`places`."""
        return self._told_of("route", kind)

    def _told_of(self, what: str, kind: Collection[str]) -> dict[str, int]:
        found = told_of(self.record, what, kind=kind)
        refs = [getattr(one, what) for one in self.left if one.kind in kind]
        return dict.fromkeys((ref.id for ref in refs if ref is not None and ref.id), 0) | found
