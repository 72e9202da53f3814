"""Shapes: how a trigger's arguments hang on it, one function a shape of ``triggers.yaml``."""

from collections.abc import Callable

from spacy.tokens import Token

from siegeline.claims.doings import (
    AT,
    TOWARDS,
    noun_control,
    noun_goods,
    noun_shot,
    noun_zone,
    verb_aid,
    verb_expel,
    verb_explode,
    verb_lift,
    verb_under,
)
from siegeline.claims.lexicon import Trigger, lexicon
from siegeline.claims.parsed import begins, sentence
from siegeline.claims.phrases import conjuncts, places_in, sort_of, without_beyond
from siegeline.claims.roles import (
    COPULA,
    Roles,
    after,
    agent_by,
    antecedent,
    forces_of,
    is_time,
    lifting,
    objects_of,
    owner_of,
    passive_subject,
    sites_of,
    subject,
)

_AGAINST = {
    "on",
    "against",
    "in",
    "at",
    "near",
    "into",
    "targeting",
    "of",
    "around",
    "to",
    "towards",
    "along",
    "for",
    "through",
}
_FROM = {"from", "out", "of"}
_ONLY_SOMEWHERE = {("operation",), ("strike",), ("blast",), ("explosion",), ("push",)}  # nothing without a place
_AROUND = {("ring",), ("cordon",), ("noose",), ("stranglehold",), ("pincer",)}  # of a siege when around a place
_STATIC = {"captured", "held", "besieged", "route_cut", "contested"}
_DONE_TO_ROADS = {"cut", "sever", "reopen", "re-open"}


def _verb_place(verb: Token, trigger: Trigger) -> Roles | None:
    objects = objects_of(verb)
    if trigger.words == ("cut", "off") and (roads := [one for one in after(verb, {"from"}) if sort_of(one) == "route"]):
        return Roles(subject(verb), objects[0] if objects else None, roads[:1])
    sites = without_beyond(sites_of(objects))
    forces = [one for one in objects if sort_of(one) in {"force", "civilian", "person"}]
    losers = [
        one for word in (verb, *objects) for one in after(word, {"from"}) if word == verb or sort_of(word) != "route"
    ]
    target = next(iter(forces_of(losers)), None)
    if not sites and verb.dep_ == "acl" and verb.tag_ == "VBN" and sort_of(verb.head) in {"place", "name", "route"}:
        sites = [verb.head]
    if trigger.kind == "besieged":
        target = forces[0] if forces else None
        sites = sites or sites_of(after(verb, AT)) or [one for force in forces for one in sites_of(after(force, AT))]
    pronouns = [one for one in objects if one.lower_ in {"it", "them"}]
    if not sites and pronouns and trigger.words[0] in _DONE_TO_ROADS:
        sites = pronouns
    elif not sites and pronouns and trigger.kind in _STATIC:
        sites = []
    elif not sites and not (trigger.kind == "besieged" and forces):
        return None
    return Roles(subject(verb), target, sites)


def _verb_lost(verb: Token, trigger: Trigger) -> Roles | None:
    sites = sites_of(objects_of(verb))
    if not sites:
        return None
    return Roles(next(iter(forces_of(after(verb, {"to"}))), None), subject(verb), sites)


def _verb_fell(verb: Token, trigger: Trigger) -> Roles | None:
    place = subject(verb)
    takers = forces_of(after(verb, {"to", "into"}))
    if place is None or sort_of(place) not in {"place", "name", "route"}:
        return None
    if not takers and any(
        child.dep_ in {"prep", "prt"} and not any(is_time(one) for one in child.children)
        for child in verb.children
        if child.lower_ in {"on", "by", "from", "back", "under"}
    ):
        return None
    return Roles(takers[0] if takers else None, None, [place])


def _verb_into(verb: Token, trigger: Trigger) -> Roles | None:
    doer = subject(verb) or (passive_subject(verb))
    if doer is not None and sort_of(doer) in {"thing", "time", "route", "aid", "civilian"}:
        return None
    own = trigger.words[1:]  # "gain ground in X"
    direct = [child for child in verb.children if child.dep_ == "dobj" and child.lemma_.lower() not in own]
    objects = [one for child in direct for one in places_in(child)]
    return Roles(doer, None, sites_of(objects) or sites_of(after(verb, TOWARDS)))


def _verb_from(verb: Token, trigger: Trigger) -> Roles | None:
    doer = subject(verb) or passive_subject(verb)
    if doer is None or sort_of(doer) not in {"force", "name", "person"}:
        return None
    if trigger.words == ("leave",) and any(child.dep_ == "oprd" for child in verb.children):
        return None  # "leaving the town surrounded"
    sites = sites_of([one for child in verb.children if child.dep_ == "dobj" for one in places_in(child)]) or sites_of(
        after(verb, _FROM)
    )
    if not sites and verb.lemma_.lower() not in {"withdraw", "retreat"}:
        return None
    return Roles(doer, None, sites)


def _verb_hit(verb: Token, trigger: Trigger) -> Roles | None:
    objects = objects_of(verb)
    sites = sites_of(objects)
    struck = [one for one in objects if sort_of(one) in {"force", "civilian", "thing", "aid"}]
    return Roles(subject(verb), struck[0] if struck else None, sites or sites_of(after(verb, _AGAINST)))


def _verb_meet(verb: Token, trigger: Trigger) -> Roles | None:
    doer = subject(verb)
    if doer is None or sort_of(doer) not in {"force", "name", "person"}:
        return None
    if trigger.words == ("engage",) and not any(sort_of(one) in {"force", "name"} for one in objects_of(verb)):
        return None
    if trigger.words == ("meet",) and sort_of(doer) != "force":
        return None
    met = [verb, *(child for child in verb.children if child.dep_ in {"dobj", "prt"})]
    partner = forces_of([one for word in met for one in after(word, {"with", "against"})])
    partner = partner or forces_of([one for one in objects_of(verb) if trigger.kind == "clash"])
    return Roles(doer, partner[0] if partner else None, sites_of(after(verb, AT | {"for", "over"})))


def _verb_harm(verb: Token, trigger: Trigger) -> Roles | None:
    hurt = [one for one in objects_of(verb) if sort_of(one) == "civilian" or one.pos_ == "NUM"]
    doer = subject(verb)
    if verb.lemma_.lower() in {"die", "flee"}:
        hurt, doer = ([doer] if doer is not None and sort_of(doer) == "civilian" else []), None
    if not hurt:
        return None
    if doer is not None and sort_of(doer) not in {"force", "name", "person"}:
        doer = None
    return Roles(doer, hurt[0], sites_of(after(verb, AT)) or sites_of(after(hurt[0], AT)))


def _noun_of(noun: Token, trigger: Trigger) -> Roles | None:
    found = after(noun, {"of", "on", "around", "over", "in"})
    sites = sites_of(found)
    if trigger.kind == "besieged" and not sites:
        sites = sites_of(
            [child for child in noun.children if child.dep_ in {"compound", "nmod"} and sort_of(child) == "name"]
        )
    if trigger.kind == "besieged" and _is_label(noun):
        return None
    if trigger.words in (("loss",), ("fall",)):
        lost = [child for child in noun.children if child.dep_ == "poss"]
        if not sites:
            return None
        return Roles(None, lost[0] if lost else None, sites)
    if not sites and trigger.kind != "besieged":
        return None
    if trigger.kind == "besieged" and lifting(noun) is not None:
        return Roles(owner_of(noun), None, [*sites, *(one for one in conjuncts(noun) if sort_of(one) == "place")])
    if trigger.kind == "besieged" and not sites:
        return _under(noun)
    return Roles(owner_of(noun), None, sites)


def _is_label(noun: Token) -> bool:
    """Whether a siege is only the name of a chapter of history ("the Siege of Leningrad lasted ...")."""
    if not noun.text[:1].isupper() or begins(noun) or lifting(noun) is not None:
        return False
    return any(one.pos_ in {"NOUN", "VERB"} and one.text[:1].islower() for one in sentence(noun))  # no title


def _under(noun: Token) -> Roles | None:
    """ "X is under siege by Y": the place is the subject; "lay siege to X", "break the siege" name it otherwise."""
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in {"under", "into", "in"} else noun.head
    if noun.head.lower_ == "in" and verb.lemma_.lower() not in COPULA | {"find"}:
        return None  # "he died in the siege"
    place = subject(verb) if verb.pos_ in {"VERB", "AUX"} else verb if verb.pos_ in {"NOUN", "PROPN"} else None
    if noun.dep_ == "pobj" and place is not None and sort_of(place) in {"place", "name"}:
        return Roles(agent_by(noun) or agent_by(verb), None, [place, *conjuncts(place)])
    if noun.dep_ == "dobj" and verb.pos_ == "VERB":
        return Roles(subject(verb), None, sites_of(after(verb, {"to", "on", "around", "of"})))
    return None


def _noun_on(noun: Token, trigger: Trigger) -> Roles | None:
    if trigger.words in _AROUND:
        sites = sites_of(after(noun, {"around", "round", "on"}))
        return Roles(owner_of(noun), None, sites) if sites else None
    found = after(noun, _AGAINST)
    sites = sites_of(found)
    verb = noun.head if noun.dep_ in {"dobj", "nsubjpass", "nsubj"} else noun.head.head if noun.dep_ == "pobj" else None
    if not sites and verb is not None and verb.pos_ == "VERB":
        sites = sites_of(after(verb, AT | {"against", "to", "towards"}))
        hit = [child for child in verb.children if child.dep_ == "dobj" and child != noun]
        sites = sites or sites_of(hit)
    struck = [one for one in found if sort_of(one) in {"force", "civilian"}]
    if (
        trigger.words in _ONLY_SOMEWHERE
        and not sites
        and not struck
    ):
        return None
    doer = owner_of(noun)
    if doer is None and (own := [one for one in after(noun, {"of"}) if sort_of(one) == "force"]):
        doer, struck = own[0], [one for one in struck if one not in own]
    return Roles(doer, struck[0] if struck else None, sites)


def _noun_in(noun: Token, trigger: Trigger) -> Roles | None:
    sides = after(noun, {"between", "with"})
    if trigger.kind == "agreement":
        sides = []
    target = sides[1] if len(sides) > 1 else None
    sites = sites_of(after(noun, AT | {"for", "over", "of", "from"}))
    if not sites and noun.dep_ in {"nsubj", "dobj", "nsubjpass"}:
        sites = sites_of(after(noun.head, AT))
    if trigger.words == ("battle",) and noun.text[:1].isupper():
        return None
    return Roles(sides[0] if sides else owner_of(noun), target, sites)


def _noun_from(noun: Token, trigger: Trigger) -> Roles | None:
    doers = forces_of(after(noun, {"of"}))
    return Roles(doers[0] if doers else owner_of(noun), None, sites_of(after(noun, {"from"})))


def _adjective(token: Token, trigger: Trigger) -> Roles | None:
    """ "besieged Aleppo", "rebel-held areas", "surrounded troops"."""
    head = token.head
    sort = sort_of(head)
    if sort not in {"place", "name", "force", "route"}:
        return None
    holder = next(
        (child for child in token.children if child.dep_ in {"npadvmod", "nsubj", "amod", "compound", "nmod"}),
        None,
    )
    if holder is None and token.i >= 2 and token.nbor(-1).text == "-":
        holder = token.nbor(-2)
    if sort == "force":
        return Roles(None, head, []) if trigger.kind == "besieged" else None
    return Roles(holder, None, [head])


def _done(token: Token, trigger: Trigger) -> Roles | None:
    """ "the recently captured village", "the reopened road", "army-captured Palmyra"."""
    head = token.head
    sort = sort_of(head)
    if sort != "route" and (trigger.kind != "captured" or sort not in {"place", "name"}):
        return None
    holders = [child for child in token.children if child.dep_ in {"npadvmod", "nsubj", "compound", "nmod"}]
    return Roles(next(iter(forces_of(holders)), None), None, [head])


def newly(token: Token) -> bool:
    """Whether a word says that a participle's event is not long past ("the recently captured village")."""
    return any(child.lower_ in lexicon().words["newly"] for child in token.children if child.dep_ == "advmod")


def _predicate(token: Token, trigger: Trigger) -> Roles | None:
    """ "the road is closed": roads; "the town is encircled", "contested": places and forces."""
    if not trigger.kind.startswith("route"):
        found = [one for one in objects_of(token) if sort_of(one) in {"place", "name", "force", "civilian"}]
        forces = [one for one in found if sort_of(one) in {"force", "civilian"}]
        sites = [one for one in sites_of(found) if one not in forces]
        target = forces[0] if forces and trigger.kind == "besieged" else None
        return Roles(agent_by(token), target, sites) if sites or target is not None else None
    roads = [one for child in token.head.children if child.dep_ == "nsubj" for one in places_in(antecedent(child))]
    roads = [one for one in roads if sort_of(one) == "route"]
    return Roles(agent_by(token), None, roads) if roads else None


def _phrase(token: Token, trigger: Trigger) -> Roles | None:
    """ "the road is in the field of fire of X": roads only."""
    if trigger.kind == "civilians_harmed":
        lives = [one for one in sentence(token) if sort_of(one) == "civilian" and one.i > token.i]
        return Roles(None, lives[-1], []) if lives else None
    node: Token = token
    doers = [
        inner
        for one in sentence(token)
        if one.lower_ in {"fire", "range", "control"} and one.i >= token.i
        for inner in after(one, {"of", "from"})
    ]
    agent = next(iter(forces_of(doers)), None)
    while node.head != node and node.pos_ not in {"VERB", "AUX"}:
        node = node.head
    place = subject(node) or passive_subject(node)
    roads = [one for one in ([place, *conjuncts(place)] if place is not None else []) if sort_of(one) == "route"]
    roads = roads or [one for one in objects_of(node) if sort_of(one) == "route"]
    if not roads and (place is None or sort_of(place) not in {"place", "name", "force"}):
        roads = [one for one in sentence(token) if sort_of(one) == "route" and one.i < token.i][-1:]
    return Roles(agent, None, roads) if roads else None


SHAPES: dict[str, Callable[[Token, Trigger], Roles | None]] = {
    "verb.place": _verb_place,
    "verb.lost": _verb_lost,
    "verb.fell": _verb_fell,
    "verb.into": _verb_into,
    "verb.from": _verb_from,
    "verb.hit": _verb_hit,
    "verb.meet": _verb_meet,
    "verb.harm": _verb_harm,
    "verb.aid": verb_aid,
    "verb.explode": verb_explode,
    "verb.lift": verb_lift,
    "verb.expel": verb_expel,
    "verb.under": verb_under,
    "noun.control": noun_control,
    "noun.goods": noun_goods,
    "noun.shot": noun_shot,
    "noun.zone": noun_zone,
    "noun.of": _noun_of,
    "noun.on": _noun_on,
    "noun.in": _noun_in,
    "noun.from": _noun_from,
    "adj": _adjective,
    "adj.done": _done,
    "predicate": _predicate,
    "phrase": _phrase,
}
