"""Wording: whether a sentence has the words of any trigger; without them the rules find nothing in it, however parsed.

A word's lemma depends on how it is parsed. Here all that it can be is reckoned with: the lemmatizer's rules and
exceptions and the attribute ruler are followed backwards, from the lexicon's words to those that may stand for them.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from siegeline.claims.lexicon import Lexicon

_ANY = ""  # stands for whatever word


class Wording:
    """Knows the words of a lexicon's triggers, in all forms that a pipeline may lemmatize to them."""

    def __init__(self, nlp: Language, lexicon: Lexicon) -> None:
        self._phrases = [" ".join(trigger.words) for trigger in lexicon.phrases]
        needed = set(_needed(lexicon))
        forms: defaultdict[str, set[str]] = defaultdict(set)
        for word in {word for words in needed for word in words}:
            for form in (word, *_inflected(nlp, word), *_ruled(nlp, word)):
                forms[form].add(word)
        self._forms = {nlp.vocab.strings[form]: frozenset(words) for form, words in forms.items()}
        self._any = frozenset(forms.get(_ANY, ()))
        self._alone = frozenset(words[0] for words in needed if len(words) == 1)
        self._together = [frozenset(words) for words in needed if len(words) > 1]

    def has_trigger(self, doc: Doc, text: str) -> bool:
        """Whether the rules may find a trigger in the document of a text, which need not be parsed."""
        words = set(self._any)
        for form in self._forms.keys() & doc.to_array("LOWER").tolist():
            words |= self._forms[form]
        if not words.isdisjoint(self._alone) or any(some <= words for some in self._together):
            return True
        low = text.lower()
        return any(phrase in low for phrase in self._phrases)


def _needed(lexicon: Lexicon) -> Iterator[tuple[str, ...]]:
    """The words that must stand together for a trigger, as the rules ask for them."""
    yield ("fighting",)
    for table in (lexicon.verbs, lexicon.nouns):
        yield from (trigger.words for triggers in table.values() for trigger in triggers)
    for table in (lexicon.predicates, lexicon.adjectives):
        yield from ((head,) for head in table)


def _inflected(nlp: Language, lemma: str) -> Iterator[str]:
    """The words, in small letters, of which the lemmatizer's rules may make a lemma."""
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    for rules in lemmatizer.lookups.get_table("lemma_rules").values():
        yield from (lemma.removesuffix(new) + old for old, new in rules if lemma.endswith(new))
    for irregular in lemmatizer.lookups.get_table("lemma_exc").values():
        yield from (word for word, lemmas in irregular.items() if lemma in lemmas)


def _ruled(nlp: Language, lemma: str) -> Iterator[str]:
    """The words, in small letters, that the attribute ruler may give a lemma."""
    ruler: Any = nlp.get_pipe("attribute_ruler")
    for rule in ruler.patterns:
        if str(rule["attrs"].get("LEMMA", "")).lower() == lemma:
            for pattern in rule["patterns"]:
                asked = pattern[rule["index"]]
                word = asked.get("LOWER") or asked.get("ORTH")
                listed = word.get("IN") if isinstance(word, dict) else [word or _ANY]
                yield from (one.lower() for one in listed or [_ANY])
