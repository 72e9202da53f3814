from spacy.lang.en import English
from spacy.tokens import Doc

from siegeline.claims.parsed import begins, has_word, opening, root, sentence


def doc(*starts: int) -> Doc:
    """ "The army came . It left ." with sentences that begin at these words."""
    words = ["The", "army", "came", ".", "It", "left", "."]
    heads = [1, 2, 2, 2, 5, 5, 5] if 4 in starts else [1, 2, 2, 2, 5, 2, 5]
    return Doc(English().vocab, words=words, heads=heads, deps=["dep"] * 7)


def test_of_one_sentence() -> None:
    army, left = doc(0)[1], doc(0)[5]
    assert begins(army.doc[0])
    assert not begins(army)
    assert [one.i for one in sentence(army)] == list(range(7))
    assert root(left).text == "came"
    assert opening(left).text == "The"


def test_of_two_sentences() -> None:
    left = doc(0, 4)[5]
    assert [one.text for one in left.doc if begins(one)] == ["The", "It"]
    assert [one.text for one in sentence(left)] == ["It", "left", "."]
    assert root(left).text == "left"
    assert opening(left).text == "It"


def test_words_are_found_whatever_their_capitals() -> None:
    came = doc(0)[2]
    assert has_word(came, frozenset({"army", "navy"}))
    assert has_word(came, frozenset({"the"}))
    assert not has_word(came, frozenset({"arm"}))
