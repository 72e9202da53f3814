"""Rules: frames from a dependency parse and the lexicon; the light reader, which needs no model of ours."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from siegeline.claims.attribution import speaker_of
from siegeline.claims.frame import Frame, Span
from siegeline.claims.lexicon import Trigger, lexicon
from siegeline.claims.parse import parse
from siegeline.claims.phrases import conjuncts, joined, phrase, places_in, sort_of
from siegeline.claims.status import status_of
from siegeline.claims.when import when_of

_AT = {"in", "at", "near", "around", "outside", "inside", "on", "along", "within", "over", "across"}
_TOWARDS = {"to", "into", "towards", "toward", "on", "onto", "in", "at", "near", "through", "inside", "within", "along", "against", "up"}
_AGAINST = {"on", "against", "in", "at", "near", "into", "targeting", "of", "around", "to", "towards", "along", "for", "through"}
_FROM = {"from", "out", "of"}
_MADE = {"achieve", "score", "gain", "launch", "begin", "carry", "conduct", "start", "stage", "mount", "make", "undertake", "perform", "impose", "commence", "initiate",
         "lead", "continue", "resume", "wage", "open", "use", "execute", "repel", "repulse", "deploy", "drop", "fire", "lay", "place", "draw"}
_COPULA = {"be", "remain", "stay", "become", "keep", "lie", "stand", "seem"}
_DONE_TO_ROADS = {"cut", "sever", "reopen", "re-open"}
_STATIC = {"captured", "held", "besieged", "route_cut", "contested"}


@dataclass(slots=True)
class _Roles:
    """Heads of the noun phrases that fill a trigger's roles."""

    agent: Token | None = None
    target: Token | None = None
    sites: list[Token] | None = None


class RulesReader:
    """Reads frames off the parse. Stateless; share one freely."""

    name = "rules"

    def frames(self, sentences: Sequence[str]) -> list[list[Frame]]:
        """The frames of each sentence, with spans in that sentence, in the order of their triggers."""
        return [list(_frames(doc)) for doc in parse(sentences)]


def _frames(doc: Doc) -> Iterator[Frame]:
    seen: set[tuple[str, Span | None, Span | None]] = set()
    for token, trigger in _triggers(doc):
        for frame in _build(token, trigger):
            key = (frame.kind, frame.place, frame.route)
            if key in seen:
                continue
            seen.add(key)
            yield frame


def _triggers(doc: Doc) -> Iterator[tuple[Token, Trigger]]:
    words = lexicon()
    if sum(token.is_alpha for token in doc) < 3:
        return
    for token in doc:
        lemma = token.lemma_.lower()
        found: Trigger | None = None
        if token.lower_ == "fighting" and not any(child.dep_ in {"nsubj", "aux"} for child in token.children):
            found = words.nouns["fighting"][0]
        elif token.dep_ == "csubj":
            continue
        elif token.pos_ in {"VERB", "AUX"} or (token.pos_ == "ADJ" and token.tag_ in {"VBN", "VBD"}):
            if token.dep_ == "amod" or (token.dep_ == "compound"):
                found = _first(words.adjectives.get(token.lower_, ()))
            else:
                found = next((one for one in words.verbs.get(lemma, ()) if _verb_has(token, one.words[1:])), None)
        elif token.pos_ in {"NOUN", "PROPN"}:
            carried = token.head.lemma_.lower() in words.nouns or sort_of(token.head) in {"force", "siege"}
            if token.dep_ == "compound" and carried and token.head.i > token.i:
                continue  # "siege ring", "rocket attack", "assault troops": the head carries it, or nothing does
            found = next((one for one in words.nouns.get(lemma, words.nouns.get(token.lower_, ())) if _noun_has(token, one.words[:-1])), None)
            if token.lower_ in words.adjectives and token.dep_ == "compound":
                found = _first(words.adjectives[token.lower_])
        if found is None and token.lower_ in words.adjectives and token.dep_ in {"amod", "compound", "acl"}:
            found = _first(words.adjectives[token.lower_])
        if found is None and lemma in words.predicates and token.head.lemma_.lower() in _COPULA and token.dep_ in {"acomp", "oprd", "attr"}:
            found = words.predicates[lemma][0]
        if found is not None:
            yield token, found
    lower = doc.text.lower()
    for trigger in words.phrases:
        text = " ".join(trigger.words)
        if (at := lower.find(text)) >= 0 and (span := doc.char_span(at, at + len(text), alignment_mode="expand")):
            yield span.root, trigger


def _first(found: Sequence[Trigger]) -> Trigger | None:
    return found[0] if found else None


def _verb_has(verb: Token, rest: tuple[str, ...]) -> bool:
    """Whether the verb's particles, prepositions or objects have these lemmas."""
    return all(any(child.lemma_.lower() == word or child.lower_ == word for child in verb.children if child.dep_ not in {"nsubj"}) for word in rest)


def _noun_has(noun: Token, rest: tuple[str, ...]) -> bool:
    left = [noun.nbor(-step).lower_ for step in range(1, len(rest) + 1) if noun.i - step >= 0]
    return list(reversed(left)) == list(rest) if len(left) == len(rest) else not rest


def _build(token: Token, trigger: Trigger) -> Iterator[Frame]:
    roles = _ROLES[trigger.shape](token, trigger)
    if roles is None:
        return
    kind = _kind_by_arguments(trigger, token, roles)
    if kind is None:
        return
    if kind == "siege_lifted" and trigger.kind == "besieged":
        roles = _lifted(token, roles)
    status = "actual" if trigger.shape == "adj" else status_of(token)
    speaker = speaker_of(token)
    agent = joined(roles.agent) if roles.agent is not None else None
    target = joined(roles.target) if roles.target is not None else None
    if speaker is not None and agent is not None and speaker == agent and roles.agent is not None and roles.agent.dep_ != "nsubj":
        agent = None
    when = when_of(token)
    span = Span(token.idx, token.idx + len(token))
    for site in roles.sites or [None]:
        where = phrase(site) if site is not None else None
        is_route = site is not None and (sort_of(site) == "route" or site.lower_ in {"it", "them"})
        one_kind = _road_kind(kind, is_route, trigger, token)
        yield Frame(
            kind=one_kind,
            status=status,
            trigger=span,
            agent=agent,
            target=target if target != where else None,
            place=_beside_road(site) if is_route and site is not None else where,
            route=where if is_route else None,
            when=when,
            speaker=speaker,
            confidence=0.7 if where else 0.5,
        )


def _beside_road(road: Token) -> Span | None:
    """The place at which the road is meant ("communications lines at X")."""
    named = [one for one in _after(road, {"at", "near", "in"}) if sort_of(one) == "name"]
    return phrase(named[0]) if named else None


def _road_kind(kind: str, is_route: bool, trigger: Trigger, token: Token) -> str:
    """What is done to a road has kinds of its own."""
    if not is_route:
        return kind
    if kind == "besieged" and trigger.words[0] in {"cut", "block", "blockade", "isolate"}:
        return "route_cut"
    if kind == "siege_lifted":
        return "route_opened"
    return kind


def _lifted(noun: Token, roles: _Roles) -> _Roles:
    """Roles of the lifting, from those of the siege that is lifted: the besieger is whom it is done to."""
    lifter = lifting(noun)
    doer = subject(lifter) if lifter is not None and lifter.pos_ in {"VERB", "AUX"} else None
    besieger = roles.agent if roles.agent != doer else None
    own = [one for one in _after(noun, {"of", "by"}) if sort_of(one) == "force"]
    return _Roles(doer, own[0] if own else besieger, roles.sites)


def _kind_by_arguments(trigger: Trigger, token: Token, roles: _Roles) -> str | None:
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
    if trigger.kind in {"captured", "held"} and trigger.shape == "verb.place":
        if not sorts & {"place", "name", "route"}:
            return None
        if verb in {"take", "hold", "control", "occupy", "recover", "secure"} and sorts <= {"thing", "time"}:
            return None
    if trigger.kind == "civilians_harmed" and not _harms_civilians(token, roles):
        return None
    if trigger.kind == "advanced" and trigger.shape == "verb.into" and not roles.sites and verb not in {"advance", "gain"}:
        return None
    if trigger.kind == "besieged" and token.pos_ == "NOUN" and lifting(token) is not None:
        return "siege_lifted"
    if trigger.kind == "attacked" and token.i >= 2 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ == "counter":
        return "counterattacked"
    return trigger.kind


def lifting(token: Token) -> Token | None:
    """The word that says that the siege named by ``token`` is lifted or broken, if any does."""
    node = token
    for _ in range(3):
        head = node.head
        if head.lemma_.lower() in lexicon().words["lift"] and node.dep_ in {"dobj", "nsubjpass", "pobj", "compound", "nsubj", "prep", "npadvmod"}:
            return head
        if node.dep_ == "nsubj" and head.lemma_.lower() in _COPULA:
            over = [child for child in head.children if child.lemma_.lower() in lexicon().words["lift"] and child.dep_ not in {"nsubj", "aux"}]
            return over[0] if over else None
        if head == node or head.pos_ not in {"NOUN", "ADP", "PROPN"}:
            return None
        node = head
    return None


def _harms_civilians(token: Token, roles: _Roles) -> bool:
    return roles.target is not None and sort_of(roles.target) == "civilian"


# --- roles by shape ---------------------------------------------------------------------------------------------


def subject(verb: Token) -> Token | None:
    """Who does the verb, looking through participles, joined and dependent verbs."""
    if _is_passive(verb):
        return _by(verb)
    for child in verb.children:
        if child.dep_ == "nsubj":
            return _antecedent(child)
    if verb.dep_ == "acl":
        if _has_to(verb) and verb.head.dep_ in {"dobj", "attr", "pobj"} and sort_of(verb.head) in {"thing", "time"}:
            above = verb.head.head if verb.head.dep_ != "pobj" else verb.head.head.head
            return subject(above) if above.pos_ in {"VERB", "AUX"} else None
        return verb.head if verb.tag_ == "VBG" or _has_to(verb) else _by(verb)
    if verb.dep_ == "pcomp" and verb.head.lower_ == "from":
        held_back = [child for child in verb.head.head.children if child.dep_ == "dobj"]
        if held_back:
            return held_back[0]
    if verb.dep_ in {"acomp", "attr", "oprd"} and verb.head.lemma_.lower() in _COPULA:
        return _by(verb) or _by(verb.head)
    if verb.dep_ in {"conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "dep"} and verb.head != verb:
        if verb.tag_ == "VBN" and verb.dep_ == "advcl":
            return _by(verb)
        node = verb.head
        while node.pos_ in {"ADP", "SCONJ", "ADJ"} and node.head != node:
            node = node.head
        if verb.dep_ == "xcomp":
            for child in node.children:
                if child.dep_ == "dobj" and child.i < verb.i and sort_of(child) in {"force", "name", "person"} and not _is_time(child):
                    return child
        if node.pos_ in {"VERB", "AUX"}:
            return subject(node) or _passive_subject(node)
        if node.pos_ in {"NOUN", "PROPN"}:
            return _owner(node)
    return None


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)


def _has_to(verb: Token) -> bool:
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)


def _passive_subject(verb: Token) -> Token | None:
    passive = _is_passive(verb)
    return next((child for child in verb.children if child.dep_ == "nsubjpass" or (passive and child.dep_ == "nsubj")), None)


def _antecedent(token: Token) -> Token:
    """What "which" or "who" stands for."""
    if token.lower_ in {"which", "who", "that", "whom"} and token.head.dep_ == "relcl":
        return token.head.head
    return token


def _by(token: Token) -> Token | None:
    for child in token.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for inner in child.children:
                if inner.dep_ == "pobj":
                    return inner
    return None


def _objects(verb: Token) -> list[Token]:
    """What the verb is done to: objects, the subject of a passive, the noun of a participle."""
    found: list[Token] = []
    done_to = {"dobj", "nsubjpass", "oprd", *(["nsubj"] if _is_passive(verb) else [])}
    for child in verb.children:
        if child.dep_ in done_to and child.lemma_.lower() not in {"control", "ground", "force"}:
            found += places_in(_antecedent(child))
        elif child.dep_ in done_to:
            found += _after(child, {"of", "over"})
    if not found and verb.dep_ == "acl" and verb.tag_ in {"VBN", "VBD"}:
        found += [verb.head]
    if not found and verb.dep_ in {"acomp", "attr", "oprd"} and verb.head.lemma_.lower() in _COPULA:
        found += [one for child in verb.head.children if child.dep_ in {"nsubj", "nsubjpass"} for one in places_in(_antecedent(child))]
    if not found:
        found += _after(verb, {"of", "over"})
    if not found and verb.dep_ == "conj" and any(child.dep_ == "nsubjpass" for child in verb.head.children):
        found += [child for child in verb.head.children if child.dep_ == "nsubjpass"]
    return found


def _after(token: Token, prepositions: set[str]) -> list[Token]:
    """Objects of the prepositions that hang on ``token``."""
    found: list[Token] = []
    for child in token.children:
        if child.dep_ in {"prep", "prt", "advmod"} and child.lower_ in prepositions:
            for inner in child.children:
                if inner.dep_ == "pobj":
                    found += places_in(inner)
                elif inner.dep_ == "prep":
                    found += [one for deep in inner.children if deep.dep_ == "pobj" for one in places_in(deep)]
    return found


def _sites(found: list[Token]) -> list[Token]:
    """Those that can be places or routes."""
    return [one for one in found if sort_of(one) in {"place", "route", "name"} and not _is_time(one)]


def _is_time(token: Token) -> bool:
    return bool(re.match(r"(?:\d|mon|tues|wednes|thurs|fri|satur|sun)|.*(?:day|night|morning|evening|week|month|year|hours?)$", token.lower_)) or token.lower_ in _MONTHS


_MONTHS = {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}


def _owner(noun: Token) -> Token | None:
    """Who does what an event's noun names: by X, X's, the Russian ..., launched by X, X launched ..."""
    if by := _by(noun):
        return by
    for child in noun.children:
        if child.dep_ == "poss" and child.lower_ not in {"its", "their", "his"}:
            return child
    for child in noun.children:
        if child.dep_ in {"compound", "amod", "nmod"} and (sort_of(child) == "force" or (child.text[:1].isupper() and child.i > noun.sent.start)):
            if child.lower_ not in _MONTHS and not child.lower_.startswith(("north", "south", "east", "west")):
                return child
        if child.dep_ == "acl" and (by := _by(child)):
            return by
    if noun.dep_ in {"dobj", "pobj"}:
        verb = noun.head if noun.dep_ == "dobj" else noun.head.head
        if verb.pos_ == "VERB" and verb.lemma_.lower() in _MADE - {"repel", "repulse"}:
            return subject(verb)
    if noun.dep_ == "nsubjpass" and noun.head.lemma_.lower() in _MADE:
        return _by(noun.head)
    return None


def _verb_place(verb: Token, trigger: Trigger) -> _Roles | None:
    objects = _objects(verb)
    if trigger.words == ("cut", "off") and (roads := [one for one in _after(verb, {"from"}) if sort_of(one) == "route"]):
        return _Roles(subject(verb), objects[0] if objects else None, roads[:1])
    sites = _sites(objects)
    forces = [one for one in objects if sort_of(one) in {"force", "civilian", "person"}]
    target = next(iter(_forces(_after(verb, {"from"}))), None)
    if not sites and verb.dep_ == "acl" and verb.tag_ == "VBN" and sort_of(verb.head) in {"place", "name", "route"}:
        sites = [verb.head]
    if trigger.kind == "besieged":
        target = forces[0] if forces else None
        sites = sites or _sites(_after(verb, _AT)) or [one for force in forces for one in _sites(_after(force, _AT))]
    pronouns = [one for one in objects if one.lower_ in {"it", "them"}]
    if not sites and pronouns and trigger.words[0] in _DONE_TO_ROADS:
        sites = pronouns
    elif not sites and pronouns and trigger.kind in _STATIC:
        sites = []
    elif not sites and not (trigger.kind == "besieged" and forces):
        return None
    return _Roles(subject(verb), target, sites)


def _verb_lost(verb: Token, trigger: Trigger) -> _Roles | None:
    sites = _sites(_objects(verb))
    if not sites:
        return None
    return _Roles(next(iter(_forces(_after(verb, {"to"}))), None), subject(verb), sites)


def _verb_fell(verb: Token, trigger: Trigger) -> _Roles | None:
    place = subject(verb)
    takers = _forces(_after(verb, {"to", "into"}))
    if place is None or sort_of(place) not in {"place", "name", "route"}:
        return None
    if not takers and any(child.dep_ in {"prep", "prt"} for child in verb.children if child.lower_ in {"on", "by", "from", "back", "under"}):
        return None
    return _Roles(takers[0] if takers else None, None, [place])


def _forces(found: list[Token]) -> list[Token]:
    return [one for one in found if sort_of(one) in {"force", "person", "name"}]


def _verb_into(verb: Token, trigger: Trigger) -> _Roles | None:
    doer = subject(verb) or (_passive_subject(verb))
    if doer is not None and sort_of(doer) in {"thing", "time", "route", "aid", "civilian"}:
        return None
    direct = [child for child in verb.children if child.dep_ == "dobj"]
    objects = [one for child in direct for one in places_in(child)]
    return _Roles(doer, None, _sites(objects) or _sites(_after(verb, _TOWARDS)))


def _verb_from(verb: Token, trigger: Trigger) -> _Roles | None:
    doer = subject(verb) or _passive_subject(verb)
    if doer is None or sort_of(doer) not in {"force", "name", "person"}:
        return None
    sites = _sites([one for child in verb.children if child.dep_ == "dobj" for one in places_in(child)]) or _sites(_after(verb, _FROM))
    if not sites and verb.lemma_.lower() not in {"withdraw", "retreat"}:
        return None
    return _Roles(doer, None, sites)


def _verb_hit(verb: Token, trigger: Trigger) -> _Roles | None:
    objects = _objects(verb)
    sites = _sites(objects)
    struck = [one for one in objects if sort_of(one) in {"force", "civilian", "thing", "aid"}]
    return _Roles(subject(verb), struck[0] if struck else None, sites or _sites(_after(verb, _AGAINST)))


def _verb_meet(verb: Token, trigger: Trigger) -> _Roles | None:
    doer = subject(verb)
    if doer is None or sort_of(doer) not in {"force", "name", "person"}:
        return None
    if trigger.words == ("meet",) and sort_of(doer) != "force":
        return None
    met = [verb, *(child for child in verb.children if child.dep_ in {"dobj", "prt"})]
    partner = _forces([one for word in met for one in _after(word, {"with", "against"})])
    partner = partner or _forces([one for one in _objects(verb) if trigger.kind == "clash"])
    return _Roles(doer, partner[0] if partner else None, _sites(_after(verb, _AT | {"for", "over"})))


def _verb_harm(verb: Token, trigger: Trigger) -> _Roles | None:
    hurt = [one for one in _objects(verb) if sort_of(one) == "civilian" or one.pos_ == "NUM"]
    doer = subject(verb)
    if verb.lemma_.lower() in {"die", "flee"}:
        hurt, doer = ([doer] if doer is not None and sort_of(doer) == "civilian" else []), None
    if not hurt:
        return None
    if doer is not None and sort_of(doer) not in {"force", "name", "person"}:
        doer = None
    return _Roles(doer, hurt[0], _sites(_after(verb, _AT)) or _sites(_after(hurt[0], _AT)))


def _verb_aid(verb: Token, trigger: Trigger) -> _Roles | None:
    named = [one for one in (*_objects(verb), subject(verb)) if one is not None]
    if not any(sort_of(one) == "aid" for one in named):
        return None
    return _Roles(subject(verb), None, _sites(_after(verb, _TOWARDS | {"from", "for"})) or _sites(_objects(verb)))


def _noun_of(noun: Token, trigger: Trigger) -> _Roles | None:
    found = _after(noun, {"of", "on", "around", "over", "in"})
    sites = _sites(found)
    if trigger.kind == "besieged" and not sites:
        sites = _sites([child for child in noun.children if child.dep_ in {"compound", "nmod"} and sort_of(child) == "name"])
    if trigger.words == ("loss",) or trigger.words == ("fall",):
        lost = [child for child in noun.children if child.dep_ == "poss"]
        if not sites:
            return None
        return _Roles(None, lost[0] if lost else None, sites)
    if not sites and trigger.kind != "besieged":
        return None
    if trigger.kind == "besieged" and lifting(noun) is not None:
        return _Roles(_owner(noun), None, sites)
    if trigger.kind == "besieged" and not sites:
        return _under(noun)
    return _Roles(_owner(noun), None, sites)


def _under(noun: Token) -> _Roles | None:
    """ "X is under siege by Y": the place is the subject; "lay siege to X", "break the siege" name it otherwise."""
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in {"under", "into"} else noun.head
    place = subject(verb) if verb.pos_ in {"VERB", "AUX"} else verb if verb.pos_ in {"NOUN", "PROPN"} else None
    if noun.dep_ == "pobj" and place is not None and sort_of(place) in {"place", "name"}:
        return _Roles(_by(noun) or _by(verb), None, [place, *conjuncts(place)])
    if noun.dep_ == "dobj" and verb.pos_ == "VERB":
        return _Roles(subject(verb), None, _sites(_after(verb, {"to", "on", "around", "of"})))
    return None


def _noun_on(noun: Token, trigger: Trigger) -> _Roles | None:
    found = _after(noun, _AGAINST)
    sites = _sites(found)
    verb = noun.head if noun.dep_ in {"dobj", "nsubjpass", "nsubj"} else noun.head.head if noun.dep_ == "pobj" else None
    if not sites and verb is not None and verb.pos_ == "VERB":
        sites = _sites(_after(verb, _AT | {"against", "to", "towards"}))
        hit = [child for child in verb.children if child.dep_ == "dobj" and child != noun]
        sites = sites or _sites(hit)
    struck = [one for one in found if sort_of(one) in {"force", "civilian"}]
    if trigger.words in {("operation",), ("strike",), ("blast",), ("explosion",), ("push",)} and not sites and not struck:
        return None
    doer = _owner(noun)
    if doer is None and (own := [one for one in _after(noun, {"of"}) if sort_of(one) == "force"]):
        doer, struck = own[0], [one for one in struck if one not in own]
    return _Roles(doer, struck[0] if struck else None, sites)


def _noun_in(noun: Token, trigger: Trigger) -> _Roles | None:
    sides = _after(noun, {"between", "with"})
    if trigger.kind == "agreement":
        sides = []
    target = sides[1] if len(sides) > 1 else None
    sites = _sites(_after(noun, _AT | {"for", "over", "of", "from"}))
    if not sites and noun.dep_ in {"nsubj", "dobj", "nsubjpass"}:
        sites = _sites(_after(noun.head, _AT))
    if trigger.words == ("battle",) and noun.text[:1].isupper():
        return None
    return _Roles(sides[0] if sides else _owner(noun), target, sites)


def _noun_from(noun: Token, trigger: Trigger) -> _Roles | None:
    doers = _forces(_after(noun, {"of"}))
    return _Roles(doers[0] if doers else _owner(noun), None, _sites(_after(noun, {"from"})))


def _adjective(token: Token, trigger: Trigger) -> _Roles | None:
    """ "besieged Aleppo", "rebel-held areas", "surrounded troops"."""
    head = token.head
    sort = sort_of(head)
    if sort not in {"place", "name", "force", "route"}:
        return None
    holder = next((child for child in token.children if child.dep_ in {"npadvmod", "nsubj", "amod", "compound", "nmod"}), None)
    if holder is None and token.i >= 2 and token.nbor(-1).text == "-":
        holder = token.nbor(-2)
    if sort == "force":
        return _Roles(None, head, []) if trigger.kind == "besieged" else None
    return _Roles(holder, None, [head])


def _predicate(token: Token, trigger: Trigger) -> _Roles | None:
    """ "the road is closed": roads only."""
    roads = [one for child in token.head.children if child.dep_ == "nsubj" for one in places_in(_antecedent(child))]
    roads = [one for one in roads if sort_of(one) == "route"]
    return _Roles(_by(token), None, roads) if roads else None


def _phrase(token: Token, trigger: Trigger) -> _Roles | None:
    """ "the road is in the field of fire of X": roads only."""
    if trigger.kind == "civilians_harmed":
        lives = [one for one in token.sent if sort_of(one) == "civilian" and one.i > token.i]
        return _Roles(None, lives[-1], []) if lives else None
    node: Token = token
    doers = [inner for one in token.sent if one.lower_ in {"fire", "range", "control"} and one.i >= token.i for inner in _after(one, {"of", "from"})]
    agent = next(iter(_forces(doers)), None)
    while node.head != node and node.pos_ not in {"VERB", "AUX"}:
        node = node.head
    place = subject(node) or _passive_subject(node)
    roads = [one for one in ([place, *conjuncts(place)] if place is not None else []) if sort_of(one) == "route"]
    roads = roads or [one for one in _objects(node) if sort_of(one) == "route"]
    if not roads and (place is None or sort_of(place) not in {"place", "name", "force"}):
        roads = [one for one in token.sent if sort_of(one) == "route" and one.i < token.i][-1:]
    return _Roles(agent, None, roads) if roads else None


_ROLES = {
    "verb.place": _verb_place,
    "verb.lost": _verb_lost,
    "verb.fell": _verb_fell,
    "verb.into": _verb_into,
    "verb.from": _verb_from,
    "verb.hit": _verb_hit,
    "verb.meet": _verb_meet,
    "verb.harm": _verb_harm,
    "verb.aid": _verb_aid,
    "noun.of": _noun_of,
    "noun.on": _noun_on,
    "noun.in": _noun_in,
    "noun.from": _noun_from,
    "adj": _adjective,
    "predicate": _predicate,
    "phrase": _phrase,
}
