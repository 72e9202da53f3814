"""Roles: who does what to whom, where, by the shape of a trigger in the parse."""

import re
from dataclasses import dataclass

from spacy.tokens import Token

from siegeline.claims.lexicon import lexicon
from siegeline.claims.parsed import begins
from siegeline.claims.phrases import is_cut_name, more_of, places_in, sort_of

_MADE = {
    "achieve",
    "score",
    "gain",
    "launch",
    "begin",
    "carry",
    "conduct",
    "start",
    "stage",
    "mount",
    "make",
    "undertake",
    "perform",
    "impose",
    "commence",
    "initiate",
    "lead",
    "continue",
    "resume",
    "wage",
    "open",
    "use",
    "execute",
    "repel",
    "repulse",
    "deploy",
    "drop",
    "fire",
    "lay",
    "place",
    "draw",
}
_NOBODY = {"nobody", "none", "no-one"}
_TRIES = {"attempt", "effort", "bid", "try", "plan", "push", "operation", "order", "failure"}
COPULA = {"be", "remain", "stay", "become", "keep", "lie", "stand", "seem"}


@dataclass(slots=True)
class Roles:
    """Heads of the noun phrases that fill a trigger's roles."""

    agent: Token | None = None
    target: Token | None = None
    sites: list[Token] | None = None


def lifting(token: Token) -> Token | None:
    """The word that says that the siege named by ``token`` is lifted or broken, if any does."""
    node = token
    for _ in range(3):
        head = node.head
        if node.dep_ == "nsubj" and head.lemma_.lower() in {"end", "break", "lift"}:
            return None if any(child.dep_ == "dobj" for child in head.children) else node  # "the siege ended"
        if head.lemma_.lower() in lexicon().words["lift"] and node.dep_ in {
            "dobj",
            "nsubjpass",
            "pobj",
            "compound",
            "nsubj",
            "prep",
            "npadvmod",
        }:
            return head
        if node.dep_ == "nsubj" and head.lemma_.lower() in COPULA:
            over = [
                child
                for child in head.children
                if child.lemma_.lower() in lexicon().words["lift"] and child.dep_ not in {"nsubj", "aux"}
            ]
            return over[0] if over else None
        if head == node or head.pos_ not in {"NOUN", "ADP", "PROPN"}:
            return None
        node = head
    return None


def subject(verb: Token) -> Token | None:
    """Who does the verb, looking through participles, joined and dependent verbs."""
    if is_passive(verb):
        return agent_by(verb)
    for child in verb.children:
        if child.dep_ == "nsubj":
            found = antecedent(child)
            return None if found.lower_ in _NOBODY else found
    if strayed := _strayed_subject(verb):
        return strayed
    if verb.dep_ == "xcomp" and verb.tag_ == "VBG" and after(verb, {"of"}) and not has_to(verb):
        return None  # "media reported shelling of X"
    if verb.dep_ == "acl":
        if has_to(verb) and verb.head.dep_ in {"dobj", "attr", "pobj"} and sort_of(verb.head) in {"thing", "time"}:
            above = verb.head.head if verb.head.dep_ != "pobj" else verb.head.head.head
            return subject(above) if above.pos_ in {"VERB", "AUX"} else None
        if has_to(verb) and verb.head.lemma_.lower() in _TRIES:
            return owner_of(verb.head)
        return verb.head if verb.tag_ == "VBG" or has_to(verb) else agent_by(verb)
    if verb.dep_ == "pcomp" and verb.head.lower_ == "from":
        held_back = [child for child in verb.head.head.children if child.dep_ == "dobj"]
        if held_back:
            return held_back[0]
    if verb.dep_ in {"acomp", "attr", "oprd"} and verb.head.lemma_.lower() in COPULA:
        return agent_by(verb) or agent_by(verb.head)
    if verb.dep_ in {"conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "dep"} and verb.head != verb:
        if verb.tag_ == "VBN" and verb.dep_ == "advcl":
            return agent_by(verb)
        node = verb.head
        while node.pos_ in {"ADP", "SCONJ", "ADJ"} and node.head != node:
            node = node.head
        if verb.dep_ == "xcomp":
            for child in node.children:
                if (
                    child.dep_ == "dobj"
                    and child.i < verb.i
                    and sort_of(child) in {"force", "name", "person"}
                    and not is_time(child)
                ):
                    return child
        if node.pos_ in {"VERB", "AUX"}:
            return subject(node) or passive_subject(node)
        if node.pos_ in {"NOUN", "PROPN"}:
            return owner_of(node)
    return None


def _strayed_subject(verb: Token) -> Token | None:
    """The noun before a finite verb that the parse took for one more thing ("cut the road and rebels reopened it")."""
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} or verb.dep_ not in {"advcl", "conj", "ccomp"} or not verb.i:
        return None
    before = verb.nbor(-1)
    if before.dep_ == "conj" and before.head.i < before.i and sort_of(before) in {"force", "name"}:
        joined_by = [child for child in before.head.children if child.dep_ == "cc" and child.i < before.i]
        return before if joined_by else None
    return None


def is_passive(verb: Token) -> bool:
    """Whether a verb is in the passive."""
    return any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)


def has_to(verb: Token) -> bool:
    """Whether "to" stands before a verb."""
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)


def passive_subject(verb: Token) -> Token | None:
    """What a passive verb is done to."""
    passive = is_passive(verb)
    return next(
        (child for child in verb.children if child.dep_ == "nsubjpass" or (passive and child.dep_ == "nsubj")),
        None,
    )


def antecedent(token: Token) -> Token:
    """What "which" or "who" stands for."""
    if token.lower_ in {"which", "who", "that", "whom"} and token.head.dep_ == "relcl":
        return token.head.head
    if token.lower_ == "none" and (named := after(token, {"of"})):
        return named[0]
    return token


def agent_by(token: Token) -> Token | None:
    """Who stands after "by"."""
    for child in token.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for inner in child.children:
                if inner.dep_ == "pobj":
                    return inner
    return None


def objects_of(verb: Token) -> list[Token]:
    """What the verb is done to: objects, the subject of a passive, the noun of a participle."""
    found: list[Token] = []
    done_to = {"dobj", "nsubjpass", "oprd", *(["nsubj"] if is_passive(verb) else [])}
    auxiliaries = [child for child in verb.children if child.dep_ == "auxpass"]
    for child in (*(one for aux in auxiliaries for one in aux.children), *verb.children):
        if _is_hidden_name(child):
            found += [child]
        elif child.dep_ in done_to and child.lemma_.lower() not in {"control", "ground", "force"}:
            found += places_in(antecedent(child))
        elif child.dep_ in done_to:
            found += after(child, {"of", "over"})
    found = more_of(verb, found)
    if found and verb.pos_ == "VERB":  # "captured A on Friday and B on Sunday": B hangs on the Friday
        times = [inner for child in verb.children if child.dep_ == "prep" for inner in child.children if is_time(inner)]
        joined_names = (one for time in times for one in time.rights if one.dep_ == "conj" and one.pos_ == "PROPN")
        found += [one for one in joined_names if not is_time(one)]
    if not found and verb.dep_ == "acl" and verb.tag_ in {"VBN", "VBD"}:
        found += [verb.head]
    if not found and verb.dep_ in {"acomp", "attr", "oprd"} and verb.head.lemma_.lower() in COPULA:
        found += [
            one
            for child in verb.head.children
            if child.dep_ in {"nsubj", "nsubjpass"}
            for one in places_in(antecedent(child))
        ]
    if not found and verb.dep_ == "oprd" and verb.head.lemma_.lower() == "leave":  # "leaving the town surrounded"
        found += [one for child in verb.head.children if child.dep_ == "dobj" for one in places_in(child)]
    if not found:
        found += after(verb, {"of", "over"})
    if not found and verb.dep_ == "conj" and any(child.dep_ == "nsubjpass" for child in verb.head.children):
        found += [child for child in verb.head.children if child.dep_ == "nsubjpass"]
    return found


def _is_hidden_name(word: Token) -> bool:
    """Whether a name was taken for an adverb ("encircled Bakhmut", "Bakhmut is surrounded")."""
    if word.dep_ != "advmod" or word.tag_ != "RB" or not word.text[:1].isupper() or word.lower_.endswith("ly"):
        return False
    if not begins(word):
        return word.i > word.head.i and not any(child.dep_ in {"dobj", "nsubjpass"} for child in word.head.children)
    return (
        is_passive(word.head)
        and word.nbor(1).pos_ == "AUX"
        and not any(child.dep_ in {"nsubj", "nsubjpass", "expl"} for child in word.head.children)
    )


def after(token: Token, prepositions: set[str]) -> list[Token]:
    """Objects of the prepositions that hang on ``token``."""
    found: list[Token] = []
    for child in token.children:
        if child.dep_ in {"prep", "prt", "advmod"} and child.lower_ in prepositions:
            for inner in child.children:
                if inner.dep_ == "pobj" and not is_cut_name(inner):
                    found += places_in(inner)
                elif inner.dep_ == "prep":
                    found += [one for deep in inner.children if deep.dep_ == "pobj" for one in places_in(deep)]
    return found


def sites_of(found: list[Token]) -> list[Token]:
    """Those that can be places or routes."""
    return [one for one in found if sort_of(one) in {"place", "route", "name"} and not is_time(one)]


def is_time(token: Token) -> bool:
    """Whether a noun names a time, not a place."""
    return _TIME.fullmatch(token.lower_) is not None or token.lower_ in _MONTHS


_TIME = re.compile(
    r"\d.*|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|to|yester|mid|week)?days?|(?:mid|fort|to|over)?nights?"
    r"|mornings?|afternoons?|evenings?|weeks?|weekends?|months?|years?|hours?|minutes?|noon|dawn|dusk"
)
_MONTHS = {
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
}


def owner_of(noun: Token) -> Token | None:
    """Who does what an event's noun names: by X, X's, the Russian ..., launched by X, X launched ..."""
    if by := agent_by(noun):
        return by
    for child in noun.children:
        if child.dep_ == "poss" and child.lower_ not in {"its", "their", "his"}:
            return child
    for child in noun.children:
        if (
            child.dep_ in {"compound", "amod", "nmod"}
            and (sort_of(child) == "force" or (child.text[:1].isupper() and not begins(child)))
            and child.lower_ not in _MONTHS
            and not child.lower_.startswith(("north", "south", "east", "west"))
        ):
            return child
        if child.dep_ == "acl" and (by := agent_by(child)):
            return by
    if noun.dep_ in {"dobj", "pobj"}:
        verb = noun.head if noun.dep_ == "dobj" else noun.head.head
        if verb.pos_ == "VERB" and verb.lemma_.lower() in _MADE - {"repel", "repulse"}:
            return subject(verb)
    if noun.dep_ == "nsubjpass" and noun.head.lemma_.lower() in _MADE:
        return agent_by(noun.head)
    return None


def forces_of(found: list[Token]) -> list[Token]:
    """Those that can be armed actors."""
    return [one for one in found if sort_of(one) in {"force", "person", "name"}]
