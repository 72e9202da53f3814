"""Status: whether a trigger tells a fact, a failure, a plan, a condition or a denial."""

from spacy.tokens import Token

from siegeline.claims.lexicon import lexicon

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
}
_FUTURE = {"will", "would", "shall", "'ll"}
_POSSIBLE = {"may", "might", "could", "can"}


def status_of(trigger: Token) -> str:
    """The status of the claim that ``trigger`` (a verb, or an event's noun) carries."""
    words = lexicon().words
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
    if _called_untrue(trigger):
        return "denied"
    if any(child.dep_ == "mark" and child.lower_ in {"until", "before"} for child in trigger.children) and any(
        child.dep_ in {"aux", "auxpass"} and child.lower_ in {"has", "have"} for child in trigger.children
    ):
        return "planned"
    for _ in range(7):
        left = {child.lower_ for child in node.children if child.dep_ in {"aux", "neg", "advmod", "mark"}}
        if _negated(node, below):
            return "failed" if node != trigger and _tries(node) else "denied"
        if node.pos_ in {"VERB", "AUX"} or node == trigger:
            if _conditional(node):
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
        if node.dep_ not in _UP or (False):
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
    if any(one.lower_ in {"if", "unless"} and one.dep_ == "mark" and one.i < trigger.i for one in trigger.sent):
        return True
    node = trigger
    while True:
        if _conditional(node):
            return True
        if node.head == node or node.dep_ in {"relcl", "parataxis"}:
            return False
        node = node.head


def _called_untrue(trigger: Token) -> bool:
    """Whether the trigger stands inside what the sentence calls a lie ("the talk of X is propaganda")."""
    node = trigger
    while node.head != node:
        if node.dep_ in {"nsubj", "nsubjpass", "csubj"}:
            said = {child.lemma_.lower() for child in node.head.children if child.dep_ in {"attr", "acomp", "oprd"}}
            return bool(said & lexicon().words["deny"]) and not any(child.dep_ == "neg" for child in node.head.children)
        node = node.head
    return False


def _said_of(noun: Token) -> str | None:
    """What the verb says of an event that is its subject: it failed, will come, did not happen."""
    verb = noun.head
    words = lexicon().words
    said = {
        child.lemma_.lower() for child in verb.children if child.dep_ in {"acomp", "attr", "advmod", "prep", "oprd"}
    }
    negated = any(child.dep_ == "neg" for child in verb.children)
    if said & words["fail"] or verb.lemma_.lower() in words["fail"] or (negated and "successful" in said):
        return "failed"
    if negated:
        return (
            "denied"
            if verb.lemma_.lower() in {"occur", "happen", "take", "exist", "materialise", "materialize", "begin"}
            else "actual"
        )
    return None


def _negated(node: Token, below: Token) -> bool:
    if any(child.dep_ == "neg" for child in node.children):
        return node.pos_ in {"VERB", "AUX", "NOUN", "ADJ"} and (
            node == below or below.dep_ in {"xcomp", "ccomp", "acomp", "attr", "dobj", "prep"}
        )
    return any(child.lower_ == "no" and child.dep_ == "det" for child in node.children)


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
        "begin",
        "start",
    }


def _conditional(node: Token) -> bool:
    return any(
        child.dep_ == "mark" and child.lower_ in {"if", "unless", "should", "whether"} for child in node.children
    ) or any(
        child.dep_ == "advcl" and any(one.dep_ == "mark" and one.lower_ in {"if", "unless"} for one in child.children)
        for child in node.children
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
    if node.lemma_.lower() in {"try", "attempt"} and node.pos_ == "VERB" and node.dep_ == "ROOT":
        return "failed"
    return "planned"


def _tries(node: Token) -> bool:
    return node.lemma_.lower() in {"able", "manage", "succeed", "could", "successful"} | lexicon().words["try"]


def _shares_auxiliary(node: Token) -> bool:
    """Whether a joined verb has no auxiliary or subject of its own, so that the first verb's rules it too."""
    return not any(child.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass"} for child in node.children)
