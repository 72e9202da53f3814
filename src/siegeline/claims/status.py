"""Status: whether a trigger tells a fact, a failure, a plan, a condition or a denial."""

from spacy.tokens import Token

from siegeline.claims.lexicon import lexicon
from siegeline.claims.parsed import begins, has_word, opening, sentence
from siegeline.claims.phrases import sort_of
from siegeline.claims.roles import COPULA, lifting
from siegeline.claims.stance import unmeant
from siegeline.claims.untrue import called_untrue, gainsaid

_UP = {
    "xcomp",
    "ccomp",
    "advcl",
    "acl",
    "pobj",
    "prep",
    "dobj",
    "pcomp",
    "nsubj",
    "nsubjpass",
    "conj",
    "relcl",
    "compound",
    "amod",
    "acomp",
    "attr",
    "oprd",
}
# What is done all at once: begun or almost done, it is not done.
_LASTING = {
    *("shell", "bomb", "bombard", "attack", "storm", "assault", "raid", "fight", "clash", "battle", "advance", "push"),
    *("withdraw", "retreat", "leave", "flee", "evacuate", "pull", "deploy", "redeploy", "mass", "reinforce", "move"),
    *("march", "enter", "deliver", "distribute", "counterattack", "press", "progress", "approach", "displace"),
    *("arrive", "besiege", "blockade"),
}
_AROUND = {"encircle", "surround", "besiege", "blockade", "isolate", "trap", "encircled", "surrounded", "besieged"}
_NEARLY = {"almost", "nearly", "narrowly"}
_IF = frozenset({"if", "unless"})
_NOBODY = {"nobody", "none", "no-one", "neither"}
_FEARED = {"fear", "risk", "threat", "danger", "possibility", "prospect", "worry", "worried", "afraid", "fearful"}
_FEARED_OF = {"fear", "risk", "threat", "danger", "possibility", "prospect"}
_BRINK = {"verge", "brink", "cusp"}
_FORETOLD = {"expect", "plan", "prepare", "intend", "anticipate", "schedule", "consider", "propose", "await", "foresee"}
_HAPPEN = {"occur", "happen", "take", "exist", "materialise", "materialize", "begin", "start"}
_FUTURE = {"will", "would", "shall", "'ll"}
_POSSIBLE = {"may", "might", "could", "can"}


def status_of(trigger: Token) -> str:
    """The status of the claim that ``trigger`` (a verb, or an event's noun) carries."""
    words = lexicon().words
    moves = sort_of(trigger) == "aid" or trigger.lemma_.lower() in words["munition"]
    if moves and trigger.dep_ == "nsubj" and trigger.head.pos_ == "VERB":
        return status_of(trigger.head)  # "rockets fell", "no aid came": the verb tells
    node, below = trigger, trigger
    purpose = _is_purpose(trigger)
    if _under_condition(trigger):
        return "hypothetical"
    if (
        trigger.pos_ in {"NOUN", "PROPN"}
        and trigger.dep_ in {"nsubj", "nsubjpass", "csubj"}
        and (said := _said_of(trigger))
    ):
        return said
    if called_untrue(trigger) or gainsaid(trigger) is not None or unmeant(trigger):
        return "denied"
    if _only_nearly(trigger):
        return "failed"
    if any(child.dep_ == "mark" and child.lower_ in {"until", "before"} for child in trigger.children) and any(
        child.dep_ in {"aux", "auxpass"} and child.lower_ in {"has", "have"} for child in trigger.children
    ):
        return "planned"
    for _ in range(7):
        left = {
            child.lower_
            for child in node.children
            if child.dep_ in {"aux", "neg", "advmod", "mark"} and child.text != "May"  # "on 5 May the army ..."
        }
        if node.lemma_.lower() == "doubt" and _negated(node, below):
            return "actual"  # "there is no doubt that"
        if _negated(node, below) or _of_nobody(node, trigger) or _without(node):
            return "failed" if node != trigger and _tries(node) else "denied"
        if node.pos_ in {"VERB", "AUX"} or node == trigger:
            if _conditional(node):
                return "hypothetical"
            if left & _FUTURE and node.dep_ == "ccomp" and node.head.lemma_.lower() in _FEARED:
                return "hypothetical"
            if left & _FUTURE:
                return "planned"
            if left & _POSSIBLE and not _achieved(node):
                return "hypothetical"
        if left & {"potentially", "possibly", "perhaps", "unsuccessfully", "nearly"} and "unsuccessfully" in left:
            return "failed"
        if left & {"potentially", "possibly", "perhaps"}:
            return "hypothetical"
        if node != trigger:
            lemma = node.lemma_.lower()
            if _fails(node, below):
                return "failed"
            if _is_feared(node, below):
                return "hypothetical"
            if _is_near(node, below):
                return "planned"
            if lemma == "have" and "yet" in left and below.dep_ == "xcomp":
                return "denied"
            if lemma in {"begin", "start"} and below == trigger and below.dep_ == "xcomp":
                return "actual" if below.lemma_.lower() in _LASTING else "planned"
            if lemma in words["deny"] and below.dep_ in {
                "ccomp",
                "dobj",
                "pobj",
                "prep",
                "nsubj",
                "nsubjpass",
                "pcomp",
                "xcomp",
            }:
                return "denied"
            if lemma in words["plan"] and below.dep_ in {
                "xcomp",
                "acl",
                "prep",
                "pcomp",
                "dobj",
                "pobj",
                "ccomp",
            }:
                return _plan_or_failure(node)
        if node.dep_ not in _UP or (node.dep_ in {"acomp", "attr"} and node.head.lemma_.lower() not in COPULA):
            break
        if node.dep_ in {"advcl", "relcl"} or (node.dep_ == "conj" and node.pos_ in {"VERB", "AUX"}):
            if node.dep_ == "conj" and _shares_auxiliary(node):
                below, node = node, node.head
                continue
            break
        if node.dep_ == "ccomp" and node.head.lemma_.lower() not in words["deny"] | words["plan"] | words["maybe"]:
            if _negated(node.head, node) and node.head.lemma_.lower() in words["say"]:
                return "denied"
            break
        if node.dep_ in {"nsubj", "nsubjpass", "dobj"} and node != trigger and node.pos_ == "VERB":
            break
        below, node = node, node.head
    if purpose:
        return "planned"
    return "actual"


def _under_condition(trigger: Token) -> bool:
    """Whether the trigger stands in a condition or in what would follow from it."""
    if has_word(trigger, _IF) and any(
        one.lower_ in _IF and one.dep_ == "mark" and one.i < trigger.i for one in sentence(trigger)
    ):
        return True
    head = opening(trigger).head
    if _inverted(head) and begins(head.left_edge) and trigger.dep_ != "relcl":
        return True
    node = trigger
    while True:
        if _conditional(node):
            return True
        if node.head == node or node.dep_ in {"relcl", "parataxis"}:
            return False
        node = node.head


def _only_nearly(trigger: Token) -> bool:
    """ "almost captured" – but what is almost encircled counts as encircled."""
    if trigger.pos_ == "NOUN" and (lifter := lifting(trigger)) and lifter.pos_ == "VERB":
        return _only_nearly(lifter)
    if trigger.pos_ != "VERB" or trigger.lemma_.lower() in _AROUND | _LASTING:
        return False
    if any(child.lower_ == "off" for child in trigger.children):
        return False
    return any(child.dep_ == "advmod" and child.lower_ in _NEARLY and child.i < trigger.i for child in trigger.children)


def _without(node: Token) -> bool:
    """ "without capturing X", "far from capturing X", "stopped short of X"."""
    if node.dep_ not in {"pcomp", "pobj"}:
        return False
    link = node.head
    before = link.nbor(-1).lower_ if link.i else ""
    return link.lower_ == "without" or (link.lower_, before) in {("from", "far"), ("of", "short")}


def _of_nobody(verb: Token, trigger: Token) -> bool:
    """Whether nobody does it, or it is done to nothing: "nobody captured", "no road is open", "took no hill"."""
    if verb.pos_ not in {"VERB", "AUX"}:
        return False
    counted = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
    counted += [child for child in verb.children if child.dep_ == "dobj" and verb == trigger]
    return any(child.lower_ in _NOBODY or _counts_none(child.left_edge) for child in counted)


def _counts_none(first: Token) -> bool:
    """Whether a phrase that begins with this word counts nothing: "no road", "not a single", "hardly any"."""
    if first.lower_ == "not":
        return first.i + 1 < len(first.doc) and first.nbor(1).lower_ not in {"only", "just", "merely"}
    return first.lower_ in {"no", "neither", "hardly", "scarcely", "barely"}


def _is_feared(node: Token, below: Token) -> bool:
    lemma = node.lemma_.lower()
    if node.pos_ in {"NOUN", "PROPN"}:
        return lemma in _FEARED_OF and below.dep_ in {"prep", "acl", "pobj", "relcl", "pcomp"}
    return lemma in _FEARED and below.dep_ in {"dobj", "ccomp", "nsubjpass", "xcomp", "prep", "pcomp"}


def _is_near(node: Token, below: Token) -> bool:
    """ "is close to encircling", "on the verge of capturing", "about to fall"."""
    if below.dep_ not in {"prep", "pcomp", "xcomp", "pobj"}:
        return False
    lower = node.lower_
    return (lower in {"close", "near", "about", "set", "due"} and node.pos_ in {"ADJ", "ADV"}) or lower in _BRINK


def _said_of(noun: Token) -> str | None:
    """What the verb says of an event that is its subject: it failed, will come, did not happen."""
    verb = noun.head
    words = lexicon().words
    said = {
        child.lemma_.lower() for child in verb.children if child.dep_ in {"acomp", "attr", "advmod", "prep", "oprd"}
    }
    negated = any(child.dep_ == "neg" for child in verb.children) or _no_longer(verb)
    if verb.dep_ != "ccomp" and _fate_of(noun, verb):
        return _fate_of(noun, verb)
    if (
        said & words["fail"]
        or verb.lemma_.lower() in words["fail"]
        or (negated and ("successful" in said or verb.lemma_.lower() == "succeed"))
    ):
        return "failed"
    if negated:
        return "denied" if verb.lemma_.lower() in _HAPPEN | words["lift"] or lifting(noun) is not None else "actual"
    return None


def _fate_of(noun: Token, verb: Token) -> str | None:
    """ "an offensive is expected", "a siege is feared"."""
    if noun.dep_ != "nsubjpass" or verb.tag_ not in {"VBN", "VBD"}:
        return None
    if verb.lemma_.lower() in _FORETOLD:
        return "planned"
    return "hypothetical" if verb.lemma_.lower() in _FEARED else None


def _no_longer(node: Token) -> bool:
    """ "no longer holds"."""
    return any(
        child.lower_ in {"longer", "more"} and any(one.lower_ == "no" for one in child.children)
        for child in node.children
        if child.dep_ in {"advmod", "npadvmod", "acomp"}
    )


def _negated(node: Token, below: Token) -> bool:
    if _no_longer(node) and node.pos_ in {"VERB", "AUX", "ADJ"}:
        return True
    if any(child.dep_ == "neg" for child in node.children):
        return node.pos_ in {"VERB", "AUX", "NOUN", "ADJ"} and (
            node == below or below.dep_ in {"xcomp", "ccomp", "acomp", "attr", "dobj", "prep"}
        )
    return any(
        (child.lower_ == "no" and child.dep_ == "det")
        or (child.lower_ == "neither" and child.dep_ in {"preconj", "cc"})
        for child in node.children
    )


def _is_purpose(trigger: Token) -> bool:
    """ "to cut the road", "in order to", "with the aim of"."""
    to = any(child.lower_ == "to" and child.dep_ == "aux" for child in trigger.children)
    if not to:
        return False
    if trigger.dep_ in {"advcl", "relcl", "acl"}:
        return True
    return trigger.dep_ == "xcomp" and trigger.head.lemma_.lower() not in {
        "manage",
        "succeed",
        "able",
        "have",
        "continue",
        "seem",
        "appear",
        "say",
        "report",
        "claim",
        "force",
        "take",
        "come",
        "go",
    }


def _conditional(node: Token) -> bool:
    return (
        any(child.dep_ == "mark" and child.lower_ in {"if", "unless", "should", "whether"} for child in node.children)
        or _inverted(node)
        or any(
            child.dep_ == "advcl"
            and (
                _inverted(child) or any(one.dep_ == "mark" and one.lower_ in {"if", "unless"} for one in child.children)
            )
            for child in node.children
        )
    )


def _inverted(verb: Token) -> bool:
    """ "Should X fall", "Had they come": a condition without "if"."""
    first = verb.left_edge
    return (
        first.lower_ in {"should", "had", "were"}
        and first.dep_ in {"aux", "auxpass"}
        and first.head == verb
        and any(child.dep_ in {"nsubj", "nsubjpass"} and child.i > first.i for child in verb.children)
    )


def _achieved(node: Token) -> bool:
    """ "were able to", "could finally"."""
    return any(child.lower_ in {"finally", "already"} for child in node.children)


def _fails(node: Token, below: Token) -> bool:
    words = lexicon().words
    lemma = node.lemma_.lower()
    if lemma not in words["fail"] and node.lower_ not in words["fail"]:
        return False
    if lemma == "push":
        return any(child.lower_ == "back" for child in node.children) and below.dep_ in {"dobj", "nsubjpass"}
    if lemma in {"stop", "prevent", "block"}:
        return below.dep_ in {"dobj", "nsubjpass", "prep", "pcomp", "pobj"}
    return below.dep_ in {"dobj", "nsubjpass", "nsubj", "xcomp", "acl", "prep", "pobj", "pcomp"}


def _plan_or_failure(node: Token) -> str:
    for one in (node, node.head, node.head.head):
        if one.lemma_.lower() in lexicon().words["fail"]:
            return "failed"
    if node.pos_ == "NOUN" and node.lemma_.lower() in {"attempt", "effort"} and node.dep_ not in {"pobj", "dobj"}:
        return "failed"
    trying = node.tag_ == "VBG" and any(child.lemma_.lower() == "be" for child in node.children)
    if node.lemma_.lower() in {"try", "attempt"} and node.pos_ == "VERB" and node.dep_ == "ROOT" and not trying:
        return "failed"
    return "planned"


def _tries(node: Token) -> bool:
    return node.lemma_.lower() in {"able", "manage", "succeed", "could", "successful"} | lexicon().words["try"]


def _shares_auxiliary(node: Token) -> bool:
    """Whether a joined verb has no auxiliary or subject of its own, so that the first verb's rules it too."""
    return not any(child.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass"} for child in node.children)
