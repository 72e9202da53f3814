"""Degree: how tight a siege is, by the words of the claim's own clause."""

import re
from functools import lru_cache

from siegeline.claims.claim import Claim
from siegeline.picture.parameters import parameters


def degree_of(claim: Claim) -> str | None:
    """``one-way``, ``under-fire`` or ``encircled`` where the words around the place say so, else None.

    Only the clause that names the place is read: "not only is the east besieged, but now a de facto ring is
    drawn around the west" tells the degree of one siege.
    """
    breaks, degrees = _patterns()
    clauses = breaks.split(claim.quote)
    name = claim.place.text.casefold() if claim.place else ""
    own = [clause for clause in clauses if name and name in clause.casefold()] or clauses
    return next((degree for degree, words in degrees if any(words.search(clause) for clause in own)), None)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], list[tuple[str, re.Pattern[str]]]]:
    panel = parameters().sieges
    degrees = [
        (degree, re.compile("|".join(rf"\b{words}\b" for words in patterns), re.IGNORECASE))
        for degree, patterns in panel.degree.items()
    ]
    return re.compile(panel.clause_break, re.IGNORECASE), degrees
