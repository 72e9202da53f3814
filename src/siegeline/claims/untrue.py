"""What a sentence calls untrue, or has somebody deny in its next breath."""

from spacy.tokens import Token

from siegeline.claims.lexicon import lexicon

_CALL = {"call", "describe", "brand", "label", "denounce", "term", "present", "portray"}
_FALSELY = {"falsely", "wrongly", "mistakenly", "erroneously"}


def called_untrue(trigger: Token) -> bool:
    """Whether the trigger stands in what the sentence calls a lie ("the talk of X is propaganda", "not true that")."""
    node = trigger
    untrue = lexicon().words["untrue"]
    while node.head != node:
        lies = node.lemma_.lower() == "lie" and node.pos_ == "VERB"  # "the road lies under fire"
        if node.lemma_.lower() in untrue and node != trigger and not lies:
            return not any(child.dep_ == "neg" for child in node.children)  # "called the reports false"
        if node.dep_ == "dobj" and any(
            child.lemma_.lower() in untrue for child in node.head.children if child.dep_ in {"oprd", "acomp", "xcomp"}
        ):
            return True
        if node.dep_ in {"dobj", "nsubjpass"} and _named_untrue(node):
            return True
        tellers = [node.head, *(child for child in node.head.children if child.dep_ == "nsubj")]
        told = [one for one in (node, node.head) if one == trigger or one.lemma_.lower() in lexicon().words["say"]]
        if any(child.lower_ in _FALSELY for one in told for child in one.children if child.dep_ == "advmod"):
            return True
        if node.dep_ in {"acl", "pobj", "ccomp"} and any(
            child.dep_ in {"amod", "compound"} and child.lemma_.lower() in untrue
            for teller in tellers
            for child in teller.children
            if teller.pos_ in {"NOUN", "PROPN"}
        ):
            return True
        if node.dep_ in {"nsubj", "nsubjpass", "csubj", "csubjpass", "ccomp", "advcl"}:
            said = {
                child.lemma_.lower()
                for child in node.head.children
                if child.dep_ in {"attr", "acomp", "oprd"} and (node.dep_ != "advcl" or child.i < node.i)
            }
            negated = any(child.dep_ == "neg" for child in node.head.children)
            true = said & {"true", "correct", "accurate", "case"}
            if node.dep_ == "advcl" and not any(child.lower_ == "it" for child in node.head.lefts):
                return False
            if said & untrue or true:
                return bool(said & untrue and not negated) or bool(true and negated)
            if node.dep_ not in {"ccomp", "advcl"}:
                return False
        node = node.head
    return False


def _named_untrue(what: Token) -> bool:
    """Whether it is called untrue, however the parse hangs that on ("called the blockade of X a lie", "as fiction")."""
    verb, untrue = what.head, lexicon().words["untrue"]
    if verb.lemma_.lower() not in _CALL | lexicon().words["deny"]:
        return False
    named = [one for one in what.subtree if one.dep_ == "appos" and one.i > what.i]
    named += [one for link in verb.children if link.lower_ == "as" for one in link.children]
    return any(one.lemma_.lower() in untrue for one in named)


def gainsaid(trigger: Token) -> Token | None:
    """The verb by which the same sentence has it denied ("captured X, but the army denied this")."""
    node = trigger
    while node.head != node and node.dep_ not in {"relcl", "advcl"} and node.pos_ not in {"VERB", "AUX"}:
        node = node.head
    for verb in node.children:
        denies = verb.lemma_.lower() in lexicon().words["deny"] and verb.pos_ == "VERB" and verb.i > trigger.i
        if denies and verb.dep_ in {"conj", "advcl", "ccomp", "parataxis"}:
            what = [child for child in verb.children if child.dep_ in {"dobj", "nsubjpass"}]
            if any(child.lower_ in {"this", "that", "it", "claim", "report", "which"} for child in what):
                return verb
    return None
