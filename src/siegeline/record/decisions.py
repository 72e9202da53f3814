"""Decisions: what people said that a name means, out of the record's judgements, for the reports read next."""

import re
from collections.abc import Iterable, Mapping

from siegeline.claims.claim import Claim
from siegeline.places import Decision, find_places, gazetteer
from siegeline.record.judged import targets
from siegeline.record.judgement import Judgement
from siegeline.record.record import Record

_CAPITAL = re.compile(r"[^\W\d_]")


def decisions(record: Record, theatre: str) -> list[Decision]:
    """The standing choices of place (``siegeline judge place``) on reports of a theatre, the latest last.

    A choice is kept for the name that the claim's words hold; words without a name ("the village") give none, unless
    they point back to one.
    """
    judged = [one for one in record.judgements() if one.standing and one.action == "place"]
    if not judged:
        return []
    theatres = {row.sha256: row.theatre for row in record.reports()}
    wanted = [one for one in judged if all(theatres.get(report) == theatre for report in one.reports)]
    if not wanted:
        return []
    claims = {claim.id: claim for claim in record.claims(kind={one.kind for each in wanted for one in each.subjects})}
    return list(_decided(wanted, claims, theatre))


def _decided(judged: Iterable[Judgement], claims: Mapping[str, Claim], theatre: str) -> Iterable[Decision]:
    judged = list(judged)
    held = targets(claims.values(), judged)
    for one in judged:
        place = ((one.value or {}).get("place") or {}).get("id")
        for claim_id in held[one.id]:
            if place and (name := _name(claims[claim_id], theatre)):
                yield Decision(name, place, one.who, one.learned)


def _name(claim: Claim, theatre: str) -> str | None:
    """The name in the words for a claim's place: one of the theatre's lists, else the words if they are a name."""
    if claim.place is None:
        return None
    words = claim.place.reference.text if claim.place.reference else claim.place.text
    named = find_places(words, gazetteer(theatre))
    if named:
        return named[0].text if len(named) == 1 else None
    first = _CAPITAL.search(words)
    return words if first and first[0].isupper() else None
