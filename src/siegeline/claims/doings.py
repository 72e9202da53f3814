"""More shapes: who is driven out, who is in control, sieges that end, aid that comes, and what falls from the sky."""

from spacy.tokens import Token

from siegeline.claims.lexicon import Trigger, lexicon
from siegeline.claims.phrases import conjuncts, places_in, sort_of
from siegeline.claims.roles import COPULA, Roles, after, forces_of, objects_of, owner_of, sites_of, subject

AT = {"in", "at", "near", "around", "outside", "inside", "on", "along", "within", "over", "across"}
TOWARDS = AT - {"outside", "over", "across", "around"} | {
    "to",
    "into",
    "towards",
    "toward",
    "onto",
    "through",
    "against",
    "up",
}
_SIEGES = {"siege", "blockade", "encirclement", "besiegement", "ring", "cauldron", "boiler", "kettle"}
_AIRCRAFT = {"warplane", "plane", "jet", "aircraft", "aviation", "bomber"}
_POISONS = {"chlorine", "gas", "sarin", "chemical", "toxic"}
_LANDS = {"fall", "hit", "land", "strike", "slam", "rain", "crash", "impact", "pound"}
_CHARGES = {"bomb", "device", "explosive", "mine", "charge", "ied", "landmine"}
_SENDS = {"fire", "launch", "lob", "drop", "rain", "throw", "unleash", "pour", "shoot", "dump"}
_ONTO = {"on", "onto", "at", "in", "into", "near", "against", "over", "towards"}
_GIVERS = {"un", "u.n.", "icrc", "unicef", "wfp", "unhcr", "crescent", "cross", "relief"}


def verb_aid(verb: Token, trigger: Trigger) -> Roles | None:
    """ "The Red Crescent delivered food to X", "soldiers turned back a convoy at X"."""
    named = [one for one in (*objects_of(verb), subject(verb)) if one is not None]
    if not any(sort_of(one) == "aid" for one in named):
        return None
    sites = sites_of([one for word in (verb, *named) for one in after(word, TOWARDS | {"from", "for"})])
    return Roles(subject(verb), None, sites or sites_of(objects_of(verb)))


def verb_lift(verb: Token, trigger: Trigger) -> Roles | None:
    """ "Rebels have broken the siege", "the blockade is over"; a siege that says whose it is carries it itself."""
    sieges = [
        child
        for child in (*verb.children, *after(verb, {"out", "of", "from"}))
        if child.dep_ in {"dobj", "nsubj", "nsubjpass", "pobj"} and child.lemma_.lower() in _SIEGES
    ]
    if not sieges or (sieges[0].dep_ == "nsubj" and any(child.dep_ == "dobj" for child in verb.children)):
        return None
    if sites_of(after(sieges[0], {"of", "on", "around", "over", "in"})):
        return None
    doer = subject(verb)
    if doer is not None and (doer == sieges[0] or sort_of(doer) in {"siege", "thing", "time"}):
        doer = None
    return Roles(doer, next(iter(forces_of(after(sieges[0], {"by"}))), None), sites_of(after(verb, AT)))


def verb_expel(verb: Token, trigger: Trigger) -> Roles | None:
    """ "The army drove rebels out of X": who is driven out loses it."""
    driven = forces_of(objects_of(verb))
    if not driven:
        return None
    found = sites_of(after(verb, {"from", "out"}))
    return Roles(subject(verb), driven[0], [one for one in found if one not in driven])


def verb_under(verb: Token, trigger: Trigger) -> Roles | None:
    """ "X came under rebel control", "the army brought X under its control"."""
    for noun in after(verb, {"under"}):
        if noun.lemma_.lower() == "control":
            moved = objects_of(verb) if verb.lemma_.lower() in {"bring", "take", "put"} else []
            doer = subject(verb)
            moved = moved or ([doer, *conjuncts(doer)] if doer is not None else [])
            holder = next(iter(forces_of(after(noun, {"of"}))), None) or owner_of(noun)
            agent = doer if doer is not None and doer not in moved else holder
            return Roles(agent, None, sites_of(moved)) if sites_of(moved) else None
    return None


def noun_control(noun: Token, trigger: Trigger) -> Roles | None:
    """ "X is under the control of Y", "Y in control of X"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"under", "in"}:
        return None
    above = noun.head.head
    if above.pos_ in {"VERB", "AUX"}:
        if above.lemma_.lower() not in COPULA:
            return None
        who = subject(above)
    else:
        who = above if above.pos_ in {"NOUN", "PROPN"} else None
    of = after(noun, {"of", "over"})
    if noun.head.lower_ == "in":
        return Roles(who, None, sites_of(of)) if who is not None and sites_of(of) and forces_of([who]) else None
    holder = next(iter(forces_of(of)), None) or owner_of(noun)
    sites = sites_of([who, *conjuncts(who)]) if who is not None else []
    return Roles(holder, None, sites) if holder is not None and sites else None


def noun_goods(noun: Token, trigger: Trigger) -> Roles | None:
    """ "An aid convoy reached X", "no food has entered X"."""
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lemma_.lower() not in {"reach", "enter", "arrive"}:
        return None
    if noun.lemma_.lower() in {"convoy", "truck", "lorry"}:
        known = lexicon().words["aid"] - {"convoy", "truck"}
        said = [one for one in noun.subtree if one != noun and one.dep_ in {"compound", "amod", "pobj", "nmod"}]
        if not any(one.lemma_.lower() in known or one.lower_ in _GIVERS for one in said):
            return None
    sites = sites_of(objects_of(verb)) or sites_of(after(verb, TOWARDS))
    named = [one for one in noun.children if one.dep_ in {"compound", "nmod"} and one.text[:1].isupper()]
    givers = [one for one in named if sort_of(one) != "aid"]
    return Roles(givers[0] if givers else None, None, sites) if sites else None


def noun_shot(noun: Token, trigger: Trigger) -> Roles | None:
    """ "Rockets fell on X", "helicopters dropped barrel bombs on X"."""
    verb = noun.head
    lemma = verb.lemma_.lower()
    if noun.dep_ == "nsubj" and lemma in _LANDS:
        hit = [child for child in verb.children if child.dep_ == "dobj"]
        doer = owner_of(noun)
    elif noun.dep_ in {"dobj", "nsubjpass"} and lemma in _SENDS:
        hit, doer = [], subject(verb)
    else:
        return None
    if trigger.kind == "shelled" and doer is not None and doer.lemma_.lower() in _AIRCRAFT:
        return None  # from the air it is no shelling
    if any(one.lower_ in _POISONS for one in noun.subtree):
        return None
    struck = [one for child in hit for one in places_in(child)]
    sites = sites_of(struck) or sites_of([one for word in (verb, noun) for one in after(word, _ONTO)])
    return Roles(doer, None, sites) if sites else None


def verb_explode(verb: Token, trigger: Trigger) -> Roles | None:
    """ "A bomb exploded in X"."""
    blown = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass", "dobj"}]
    sites = sites_of(after(verb, AT))
    return Roles(None, None, sites) if sites and any(one.lemma_.lower() in _CHARGES for one in blown) else None


def noun_zone(noun: Token, trigger: Trigger) -> Roles | None:
    """ "X is in the grey zone"."""
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in {"in", "into"} else noun.head
    if above.lemma_.lower() not in COPULA | {"pass", "fall"} or noun.dep_ not in {"pobj", "attr"}:
        return None
    what = subject(above)
    sites = sites_of([what, *conjuncts(what)]) if what is not None else []
    return Roles(None, None, sites) if sites else None
