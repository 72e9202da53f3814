"""Rules: frames from a dependency parse and the lexicon; the light reader, which needs no model of ours."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from spacy.tokens import Doc, Token

from siegeline.claims.attribution import speaker_of
from siegeline.claims.certainty import certainty, features
from siegeline.claims.frame import Frame, Span
from siegeline.claims.lexicon import Trigger, lexicon
from siegeline.claims.nearby import SOMEWHERE, is_generic, nearest_named
from siegeline.claims.parse import parse, parse_telling
from siegeline.claims.parsed import text_of
from siegeline.claims.phrases import joined, phrase, sort_of
from siegeline.claims.roles import COPULA, Roles, after, is_time, lifting, sites_of, subject
from siegeline.claims.shapes import SHAPES, newly
from siegeline.claims.status import status_of
from siegeline.claims.when import when_of

# so many dead are no event's, but a war's
_WHOLE_WAR = 2000
_SITED = {"in", "at", "near", "on", "around", "inside", "outside", "into"}
_BY = {"at", "near", "in"}
_LISTED: dict[tuple[int, ...], bool] = {}  # whether a word with a lemma is in the lexicon, as asked before
_MOST_LISTED = 300_000
_YEARS = {str(number) for number in range(1990, 2040)}


class RulesReader:
    """Reads frames off the parse. Stateless; share one freely."""

    name = "rules"

    def frames(self, sentences: Sequence[str]) -> list[list[Frame]]:
        """The frames of each sentence, with spans in that sentence, in the order of their triggers."""
        return [list(_frames(doc)) if doc is not None else [] for doc in parse_telling(sentences)]

    def places(self, sentences: Sequence[str], words: Sequence[Span]) -> list[list[Span]]:
        """The places of the event that one word of each sentence tells: those on the word itself, else the nearest."""
        return [list(_places_at(doc, span)) for doc, span in zip(parse(sentences), words, strict=True)]


def _frames(doc: Doc) -> Iterator[Frame]:
    seen: set[tuple[str, Span | None, Span | None]] = set()
    for token, trigger in _triggers(doc):
        for frame in _build(token, trigger):
            key = (frame.kind, frame.place, frame.route)
            if key in seen:
                continue
            seen.add(key)
            yield frame


def _places_at(doc: Doc, word: Span) -> Iterator[Span]:
    own = [frame.place for frame in _frames(doc) if frame.place and frame.trigger.meets(word)]
    token = next((one for one in doc if one.idx < word.end and word.start < one.idx + len(one)), None)
    if own or token is None:
        yield from own
        return
    sites = sites_of(after(token, _SITED)) or nearest_named(token)
    yield from (phrase(site) for site in sites)


def _triggers(doc: Doc) -> Iterator[tuple[Token, Trigger]]:
    words = lexicon()
    if int(doc.to_array("IS_ALPHA").sum()) < 3:
        return
    for token in _listed(doc):
        describes = token.i + 1 < len(doc) and token.nbor(1).pos_ in {"NOUN", "ADJ"} and token.dep_ != "advcl"
        if token.lower_ == "surrounding" and describes:
            continue  # "the surrounding villages"
        lemma = token.lemma_.lower()
        found: Trigger | None = None
        if token.lower_ == "fighting" and not any(child.dep_ in {"nsubj", "aux"} for child in token.children):
            found = words.nouns["fighting"][0]
        elif token.dep_ == "csubj" and token.tag_ != "VBG":
            continue  # "to hold the front will be hard" tells nothing that is
        elif token.pos_ in {"VERB", "AUX"} or (token.pos_ == "ADJ" and (token.tag_ in {"VBN", "VBD"} or _acts(token))):
            if token.dep_ in {"amod", "compound"}:
                found = _first(words.adjectives.get(token.lower_, ()))
            else:
                lemma = _verb(token)
                found = next((one for one in words.verbs.get(lemma, ()) if _verb_has(token, one.words[1:])), None)
        elif token.pos_ in {"NOUN", "PROPN"}:
            carried = token.head.lemma_.lower() in words.nouns or sort_of(token.head) in {"force", "siege"}
            if token.dep_ == "compound" and carried and token.head.i > token.i:
                continue  # "siege ring", "rocket attack", "assault troops": the head carries it, or nothing does
            found = next(
                (
                    one
                    for one in words.nouns.get(lemma, words.nouns.get(token.lower_, ()))
                    if _noun_has(token, one.words[:-1])
                ),
                None,
            )
            if token.lower_ in words.adjectives and token.dep_ == "compound":
                found = _first(words.adjectives[token.lower_])
        if found is None and token.lower_ in words.adjectives and token.dep_ in {"amod", "compound", "acl"}:
            found = _first(words.adjectives[token.lower_])
        if (
            found is None
            and lemma in words.predicates
            and token.head.lemma_.lower() in COPULA | {"leave"}
            and token.dep_ in {"acomp", "oprd", "attr"}
        ):
            found = words.predicates[lemma][0]
        if found is not None:
            yield token, found
    lower = text_of(doc).lower()
    for text, trigger in _phrases():
        if (at := lower.find(text)) >= 0 and (span := doc.char_span(at, at + len(text), alignment_mode="expand")):
            yield span.root, trigger


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[str, Trigger], ...]:
    return tuple((" ".join(trigger.words), trigger) for trigger in lexicon().phrases)


def _listed(doc: Doc) -> Iterator[Token]:
    """The words that are triggers' heads in some form."""
    known = _LISTED
    for at, key in enumerate(map(tuple, doc.to_array(["ORTH", "LEMMA"]).tolist())):
        if (listed := known.get(key)) is None:
            words, token = lexicon(), doc[at]
            lower, lemma = token.lower_, token.lemma_.lower()
            tables = (words.verbs, words.nouns, words.predicates, words.adjectives)
            listed = lower == "fighting" or any(lemma in table or lower in table for table in tables)
            if len(known) > _MOST_LISTED:
                known.clear()
            known[key] = listed
        if listed:
            yield doc[at]


def _first(found: Sequence[Trigger]) -> Trigger | None:
    return found[0] if found else None


def _acts(token: Token) -> bool:
    """Whether a word that was taken for an adjective has what only a verb has ("forces fully encircled Saraqib")."""
    has = {child.dep_ for child in token.children}
    return token.lower_.endswith("ed") and bool(has & {"dobj", "nsubjpass", "auxpass"})


def _verb(token: Token) -> str:
    """The lemma of a verb, also of one that was taken for an adjective."""
    lemma = token.lemma_.lower()
    if token.pos_ != "ADJ" or lemma in lexicon().verbs:
        return lemma
    return next((one for one in (lemma.removesuffix("d"), lemma.removesuffix("ed")) if one in lexicon().verbs), lemma)


def _verb_has(verb: Token, rest: tuple[str, ...]) -> bool:
    """Whether the verb's particles, prepositions or objects have these lemmas."""
    return all(
        any(
            child.lemma_.lower() == word or child.lower_ == word
            for child in verb.children
            if child.dep_ not in {"nsubj"}
        )
        for word in rest
    )


def _noun_has(noun: Token, rest: tuple[str, ...]) -> bool:
    left = [noun.nbor(-step).lower_ for step in range(1, len(rest) + 1) if noun.i - step >= 0]
    return list(reversed(left)) == list(rest) if len(left) == len(rest) else not rest


def _build(token: Token, trigger: Trigger) -> Iterator[Frame]:
    roles = SHAPES[trigger.shape](token, trigger)
    if roles is None:
        return
    kind = _kind_by_arguments(trigger, token, roles)
    if kind is None:
        return
    if trigger.shape.startswith("noun") and not roles.sites and roles.agent is None and _points_back(token):
        return
    status = "actual" if trigger.shape.startswith("adj") else status_of(token)
    if kind == "siege_lifted" and trigger.kind == "besieged":
        roles = _lifted(token, roles)
        if status != "actual":  # who tries to break a siege tells that there is one
            yield from _told(token, trigger, "besieged", "actual", Roles(roles.target, None, roles.sites))
    yield from _told(token, trigger, kind, status, roles)


def _told(token: Token, trigger: Trigger, kind: str, status: str, roles: Roles) -> Iterator[Frame]:
    """The frames of a trigger whose kind, status and roles are known: one a place."""
    speaker = speaker_of(token)
    agent = joined(roles.agent) if roles.agent is not None else None
    target = joined(roles.target) if roles.target is not None else None
    if (
        speaker is not None
        and agent is not None
        and speaker == agent
        and roles.agent is not None
        and roles.agent.dep_ != "nsubj"
    ):
        agent = None
    shape = "adj.new" if trigger.shape.startswith("adj") and newly(token) else trigger.shape
    for site in _sited(token, kind, roles):
        where = phrase(site) if site is not None else None
        is_route = site is not None and (sort_of(site) == "route" or site.lower_ in {"it", "them"})
        one_kind = _road_kind(kind, is_route, trigger)
        yield Frame(
            kind=one_kind,
            status=status,
            trigger=Span(token.idx, token.idx + len(token)),
            agent=agent,
            target=target if target != where else None,
            place=_beside_road(site, token) if is_route and site is not None else where,
            route=where if is_route else None,
            when=when_of(token, site),
            speaker=speaker,
            confidence=certainty(
                features(
                    kind=one_kind,
                    shape=shape,
                    status=status,
                    own_place=site in (roles.sites or []),
                    placed=where is not None,
                    agent=agent is not None,
                    target=_is_named(roles.target),
                    words=len(token.doc),
                )
            ),
        )


def _points_back(noun: Token) -> bool:
    """ "the attack", "these clashes": told of before, not told of here."""
    return any(child.lower_ in {"the", "this", "these", "those", "that", "such"} for child in noun.lefts)


def _sited(token: Token, kind: str, roles: Roles) -> Sequence[Token | None]:
    """Where it happens: its own places, else the one that the sentence names nearby."""
    own = roles.sites or []
    if kind in SOMEWHERE and not own and not (kind == "besieged" and roles.target is not None):
        own = nearest_named(token, own=kind != "civilians_harmed")  # "two died when a mine went off near X"
    elif len(own) == 1 and is_generic(own[0]):
        own = nearest_named(token, before=True)[:1] or own
    return own or [None]


def _is_named(target: Token | None) -> bool:
    return target is not None and any(child.pos_ == "PROPN" for child in (target, *target.lefts))


def _beside_road(road: Token, trigger: Token) -> Span | None:
    """The place at which the road is meant ("communications lines at X", "cut the road near X")."""
    named = [one for one in (*after(road, _BY), *after(trigger, _BY)) if sort_of(one) == "name" and not is_time(one)]
    return phrase(named[0]) if named else None


def _road_kind(kind: str, is_route: bool, trigger: Trigger) -> str:
    """What is done to a road has kinds of its own."""
    if not is_route:
        return kind
    if kind == "besieged" and trigger.words[0] in {"cut", "block", "blockade", "isolate"}:
        return "route_cut"
    if kind == "siege_lifted":
        return "route_opened"
    return kind


def _lifted(noun: Token, roles: Roles) -> Roles:
    """Roles of the lifting, from those of the siege that is lifted: the besieger is whom it is done to."""
    lifter = lifting(noun)
    doer = subject(lifter) if lifter is not None and lifter.pos_ in {"VERB", "AUX"} else None
    besieger = roles.agent if roles.agent != doer else None
    own = [one for one in after(noun, {"of", "by"}) if sort_of(one) == "force"]
    return Roles(doer, own[0] if own else besieger, roles.sites)


def _kind_by_arguments(trigger: Trigger, token: Token, roles: Roles) -> str | None:
    """The kind, mended by what the arguments are; None when they show that it is no claim."""
    sorts = {sort_of(site) for site in roles.sites or []}
    verb = trigger.words[0]
    if trigger.kind in {"route_cut", "route_opened"} and trigger.shape == "verb.place":
        if "route" in sorts or (roles.sites and roles.sites[0].lower_ in {"it", "them"}):
            return trigger.kind
        if verb in {"cut", "block"} and roles.sites and sorts & {"force", "name", "place"}:
            return "besieged"
        if trigger.kind == "route_opened" and verb in {"secure", "clear"} and sorts & {"place", "name"}:
            return "captured"
        return None
    if trigger.kind == "route_under_fire" and trigger.shape == "verb.place" and "route" not in sorts:
        return None
    if trigger.kind in {"captured", "held"} and trigger.shape == "verb.place":
        if not sorts & {"place", "name", "route"}:
            return None
        if verb in {"take", "hold", "control", "occupy", "recover", "secure"} and sorts <= {"thing", "time"}:
            return None
    if trigger.kind == "civilians_harmed" and not _harms_civilians(roles):
        return None
    if (
        trigger.kind == "advanced"
        and trigger.shape == "verb.into"
        and not roles.sites
        and verb not in {"advance", "gain"}
    ):
        return None
    if trigger.kind == "besieged" and token.pos_ == "NOUN" and lifting(token) is not None:
        return "siege_lifted"
    if (
        trigger.kind == "attacked"
        and token.i >= 2
        and token.nbor(-1).text == "-"
        and token.nbor(-2).lower_ == "counter"
    ):
        return "counterattacked"
    return trigger.kind


def _harms_civilians(roles: Roles) -> bool:
    if roles.target is None or sort_of(roles.target) != "civilian":
        return False
    counted = [child.text.replace(",", "") for child in roles.target.subtree if child.pos_ == "NUM"]
    return not any(one.isdigit() and int(one) >= _WHOLE_WAR and one not in _YEARS for one in counted)
