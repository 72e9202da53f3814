"""Lexicon: the words that carry claims, loaded from the YAML beside this file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word, or several, that can carry a claim: ``words`` are lemmas, ``shape`` how arguments hang on it."""

    kind: str
    shape: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """Triggers by the lemma of their head (verbs: first word; nouns: last), and named word lists."""

    verbs: Mapping[str, tuple[Trigger, ...]]
    nouns: Mapping[str, tuple[Trigger, ...]]
    adjectives: Mapping[str, tuple[Trigger, ...]]
    predicates: Mapping[str, tuple[Trigger, ...]]
    phrases: tuple[Trigger, ...]
    words: Mapping[str, frozenset[str]]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon that ships with the program."""
    verbs: dict[str, list[Trigger]] = {}
    nouns: dict[str, list[Trigger]] = {}
    adjectives: dict[str, list[Trigger]] = {}
    predicates: dict[str, list[Trigger]] = {}
    phrases: list[Trigger] = []
    for kind, shapes in _load("triggers").items():
        for shape, entries in shapes.items():
            for entry in entries:
                trigger = Trigger(kind, shape, tuple(entry.split()))
                if shape == "phrase":
                    phrases.append(trigger)
                elif shape == "predicate":
                    predicates.setdefault(trigger.words[0], []).append(trigger)
                elif shape.startswith("adj"):
                    adjectives.setdefault(trigger.words[0], []).append(trigger)
                elif shape.startswith("verb"):
                    verbs.setdefault(trigger.words[0], []).append(trigger)
                else:
                    nouns.setdefault(trigger.words[-1], []).append(trigger)
    return Lexicon(
        _longest_first(verbs),
        _longest_first(nouns),
        _longest_first(adjectives),
        _longest_first(predicates),
        tuple(phrases),
        {name: frozenset(str(word) for word in words) for name, words in _load("words").items()},
    )


def _longest_first(table: dict[str, list[Trigger]]) -> dict[str, tuple[Trigger, ...]]:
    return {word: tuple(sorted(found, key=lambda one: -len(one.words))) for word, found in table.items()}


def _load(name: str) -> Any:
    return yaml.safe_load((resources.files(__name__) / f"{name}.yaml").read_text(encoding="utf-8"))
