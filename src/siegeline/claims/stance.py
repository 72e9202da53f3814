"""Stance: what a sentence asks, doubts or says nobody means to do, whatever its words tell."""

from spacy.tokens import Token

from siegeline.claims.lexicon import lexicon

_AUXILIARY = {
    *("is", "are", "was", "were", "am", "do", "does", "did", "has", "have", "had", "can", "could"),
    *("will", "would", "shall", "should", "may", "might", "must"),
}
_BREAKS = {'"', "“", "'", "‘", ":", ",", ";", "–", "—", "(", "and", "but", "or", "so", "then"}
_AFTER = {"after", "since", "when", "before"}
_KNOWN = {"know", "remember", "realise", "realize", "forget", "notice"}
_DOUBTFUL = {"doubtful", "dubious", "questionable", "uncertain", "unclear", "unknown", "sceptical", "skeptical"}
_OPEN = _DOUBTFUL | {"clear", "know", "sure", "certain", "say", "tell", "confirm", "establish", "verify"}
_MEANT = {
    *("plan", "intend", "want", "wish", "aim", "seek", "try", "attempt", "threaten", "prepare", "propose", "decide"),
    *("intention", "desire", "ambition", "interest", "ready", "willing", "prepared"),
}
_TRIED = {"try", "attempt"}  # "no attempt to break it succeeded" was made
_NONE = {"nobody", "none", "neither", "no-one", "nothing"}
_MERELY = {"only", "just", "merely", "simply"}
_DOWN = {"xcomp", "acl", "prep", "pcomp", "pobj", "advcl", "relcl"}


def asked(trigger: Token) -> bool:
    """Whether a yes-or-no question asks for what the trigger tells ("Has the army cut the road?").

    What a question takes for granted is told: descriptions, what is known, and what "who" or "why" is asked of.
    """
    ending = next((one for one in trigger.doc[trigger.i :] if one.text in {"?", "!", "."}), None)
    if ending is None or ending.text != "?":
        return False
    verb = _opening(trigger)
    return verb is not None and not _granted(trigger, verb)


def _opening(trigger: Token) -> Token | None:
    """The auxiliary with which the question begins that the trigger stands in."""
    doc = trigger.doc
    for at in range(trigger.i, -1, -1):
        one = doc[at]
        if at < trigger.i and one.text in {"?", "!", "."}:
            return None
        first = at == 0 or doc[at - 1].lower_ in _BREAKS
        if first and one.lower_ in _AUXILIARY and at < trigger.i and doc[at + 1].lower_ not in _BREAKS | {"?"}:
            return one
    return None


def _granted(trigger: Token, opening: Token) -> bool:
    """Whether the question takes it for granted."""
    node = trigger
    while node != opening and node.i > opening.i:
        if node.dep_ in {"relcl", "acl"} or (node.dep_ == "amod" and node == trigger):
            return True
        if node.dep_ == "advcl" and any(child.lower_ in _AFTER for child in node.children):
            return True
        if node.dep_ == "ccomp" and node.head.lemma_.lower() in _KNOWN:
            return True
        if node.head == node:
            return False
        node = node.head
    return False


def doubted(trigger: Token) -> bool:
    """Whether it is left open or doubted ("unclear whether", "doubtful that", "analysts doubt that")."""
    node = trigger
    while node.head != node and node.dep_ not in {"relcl", "parataxis"}:
        below, node = node, node.head
        marks = _marks(below)
        if "whether" in marks or ("if" in marks and _open(node)):
            return True
        if below.dep_ in {"ccomp", "acl", "pobj", "prep", "advcl", "dobj", "csubj", "nsubjpass", "relcl"}:
            if node.lemma_.lower() == "doubt" and node.pos_ in {"VERB", "NOUN"}:
                return not negated(node)
            if below.dep_ in {"ccomp", "advcl", "csubj"} and marks & {"that", "if"} and _doubtful(node):
                return True
    return False


def _marks(clause: Token) -> set[str]:
    """The words that link a clause to what it hangs on; some stand on its auxiliary."""
    verbs = [clause, *(one for one in clause.children if one.dep_ in {"aux", "auxpass"})]
    return {one.lower_ for verb in verbs for one in verb.children if one.dep_ == "mark"}


def _doubtful(node: Token) -> bool:
    said = {node.lemma_.lower(), *(one.lemma_.lower() for one in node.children if one.dep_ in {"acomp", "oprd"})}
    return bool(said & _DOUBTFUL) and not negated(node)


def _open(node: Token) -> bool:
    said = {node.lemma_.lower(), *(one.lemma_.lower() for one in node.children if one.dep_ in {"acomp", "attr"})}
    return bool(said & _OPEN) and (bool(said & _DOUBTFUL) or negated(node))


def unmeant(trigger: Token) -> bool:
    """Whether nobody means to do it ("does not plan to", "has no intention of", "nobody wants to")."""
    node = trigger
    while node.head != node and node.dep_ in _DOWN:
        if any(child.dep_ in {"nsubj", "nsubjpass"} for child in node.children) and node.dep_ not in {"prep", "pobj"}:
            return False  # somebody else's doing: "did not want the army to take it"
        node = node.head
        if node.lemma_.lower() not in _MEANT or node.dep_ == "amod":
            continue
        if node.pos_ == "NOUN":
            return node.lemma_.lower() not in _TRIED and (_none(node) or (node.dep_ == "pobj" and _without(node)))
        holder = node.head if node.pos_ == "ADJ" and node.dep_ in {"acomp", "attr"} else node
        if any(child.lower_ in _MERELY for child in (*node.children, *holder.children)):
            return False
        return negated(holder)
    return False


def negated(node: Token) -> bool:
    """Whether a word is negated itself, or by who does it ("nobody wants")."""
    if any(child.dep_ == "neg" or (child.lower_ == "longer" and _none(child)) for child in node.children):
        return True
    if _none(node):
        return True
    return any(child.lower_ in _NONE or _none(child) for child in node.children if child.dep_ in {"nsubj", "nsubjpass"})


def _none(noun: Token) -> bool:
    return any(child.lower_ in {"no", "neither", "little"} for child in noun.children)


def _without(noun: Token) -> bool:
    return noun.head.lower_ == "without"


def describes_siege(trigger: Token) -> bool:
    """Whether the trigger names a siege that is taken for granted ("the siege of X has been lifted")."""
    pointing = {"the", "this", "its", "their"}
    is_siege = trigger.lemma_.lower() in lexicon().words["siege"] and trigger.pos_ in {"NOUN", "PROPN"}
    return is_siege and any(child.lower_ in pointing or child.dep_ == "poss" for child in trigger.lefts)


__all__ = ["asked", "describes_siege", "doubted", "negated", "unmeant"]
