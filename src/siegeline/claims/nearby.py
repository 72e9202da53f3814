"""Nearby: the place that a sentence names for an event which has none of its own ("the city", or nothing at all)."""

from spacy.tokens import Token

from siegeline.claims.lexicon import lexicon
from siegeline.claims.parsed import sentence
from siegeline.claims.phrases import BEARINGS, conjuncts, sort_of
from siegeline.claims.roles import is_time

# Kinds that happen somewhere: the sentence's place is theirs unless it says otherwise.
SOMEWHERE = frozenset(
    {
        *(
            "attacked",
            "counterattacked",
            "clash",
            "shelled",
            "airstrike",
            "suicide_bombing",
            "bombing",
            "chemical_attack",
        ),
        *("civilians_harmed", "besieged", "siege_lifted", "withdrew", "advanced", "captured", "reinforced"),
    }
)
_GENERIC = {
    "city",
    "town",
    "village",
    "area",
    "region",
    "district",
    "place",
    "settlement",
    "neighbourhood",
    "neighborhood",
}
_SITED = {
    "in",
    "at",
    "near",
    "around",
    "outside",
    "inside",
    "from",
    "to",
    "into",
    "towards",
    "toward",
    "on",
    "of",
    "for",
}
_SUBJECTS = {"nsubj", "nsubjpass"}
_OTHER = {"another", "a", "an", "some", "any", "every", "each"}  # "another village" is none that was named


def is_generic(site: Token) -> bool:
    """Whether the words only say that it is a place ("the city"), and leave its name to the rest of the sentence."""
    return (
        site.lower_ in _GENERIC
        and not any(child.lower_ in _OTHER for child in site.children)
        and all(child.dep_ in {"det", "punct", "prep"} for child in site.children)
        and not any(child.lower_ in {"of", "near", "in"} for child in site.children)
    )


def nearest_named(trigger: Token, *, before: bool = False, own: bool = False) -> list[Token]:
    """The named place nearest to a trigger in its sentence, with what is joined to it; none when none is named.

    ``before``: of those before the trigger; ``own``: of those that no later clause with a subject of its own tells of.
    """
    named = [
        one
        for one in sentence(trigger)
        if _names_place(one) and (one.i < trigger.i or not (before or (own and _of_another(one, trigger))))
    ]
    if not named:
        return []
    first = min(named, key=lambda one: (abs(one.i - trigger.i), one.i))
    return [first, *conjuncts(first)]


def _of_another(site: Token, trigger: Token) -> bool:
    """Whether a place behind a trigger is told of in a later clause that goes on with a subject of its own."""
    node = site
    while node.head != node and not node.is_ancestor(trigger):
        if node.i > trigger.i and node.dep_ == "conj" and any(one.dep_ in _SUBJECTS for one in node.children):
            return True
        node = node.head
    return False


def _names_place(token: Token) -> bool:
    if token.pos_ != "PROPN" or sort_of(token) != "name" or is_time(token) or token.ent_type_:
        return False
    if token.dep_ == "pobj" and token.head.lower_ in _SITED:
        if token.head.lower_ == "of":
            return sort_of(token.head.head) == "place" and token.head.head.lower_ not in BEARINGS
        above = token.head.head
        return not (token.head.lower_ in {"to", "from", "for"} and above.lemma_.lower() in lexicon().words["say"])
    return token.dep_ == "appos" and sort_of(token.head) == "place"
