"""Past: sieges that are over by a day, for those who ask since when there is a way in again, and who says so."""

from collections.abc import Collection, Sequence
from datetime import date

from siegeline.claims.claim import Claim
from siegeline.picture.blockade import siege_evidence
from siegeline.picture.parameters import check_rule
from siegeline.picture.sieges import SiegeRow, siege_days
from siegeline.theatre import Theatre


def past_sieges(
    claims: Sequence[Claim], theatre: Theatre, *, on: date, places: Collection[str], rule: str = "encirclement"
) -> list[SiegeRow]:
    """The last siege of each of these places that was told of and is not listed on a day: its row when last listed.

    ``until`` and ``ended_by`` are None where nobody told its end and it faded from view.

    Raises:
        UsageError: no such rule.
    """
    check_rule(rule)
    found: list[SiegeRow] = []
    for key, evidence in siege_evidence(claims, theatre).items():
        first = min(one.day for one in evidence)
        if key[0] not in places or first > on:
            continue
        rows = [row for _, row in siege_days(key, evidence, theatre, first=first, last=on, rule=rule)]
        if rows and rows[-1] is None and (listed := [row for row in rows if row is not None]):
            found.append(listed[-1])
    return sorted(found, key=lambda row: (row.place.text, row.besieger.text if row.besieger else ""))
