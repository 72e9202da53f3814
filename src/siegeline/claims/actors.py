"""Actors: which armed actor, side or source the words of a report mean."""

import re
from collections import Counter
from copy import copy
from datetime import date
from functools import cached_property

import ahocorasick

from siegeline.claims.claim import ActorRef, SpeakerRef
from siegeline.claims.ranks import is_state_force, own_ranks
from siegeline.places.names import folded
from siegeline.theatre import Actor, Source, Theatre

_PRONOUNS = {
    "they",
    "them",
    "it",
    "he",
    "she",
    "we",
    "us",
    "their",
    "its",
    "who",
    "which",
    "our",
    "those",
    "themselves",
}
_BY_SPEAKER = {
    "terrorists",
    "terrorist",
    "militants",
    "gunmen",
    "enemy",
    "armed groups",
    "mercenaries",
    "occupiers",
    "terrorist groups",
}
_PLAIN = {"troops", "forces", "fighters", "soldiers", "units", "men"}
_WEAK = {
    *(
        "troops",
        "forces",
        "fighters",
        "soldiers",
        "group",
        "units",
        "attackers",
        "defenders",
        "infantry",
        "men",
        "army",
    ),
    *(
        "militia",
        "militias",
        "militants",
        "force",
        "garrison",
        "column",
        "allies",
        "both sides",
        "brothers",
        "lions",
    ),
}

# The adjectives of states: "the Lebanese army" is not the army of the theatre.
_OF_A_STATE = re.compile(
    r"(?:[a-z]{2,}(?:ian|ean|ish|ese|byan|nyan|rman|ican)|afghan|czech|dutch|french|greek|swiss"
    r"|(?:azerbaijan|bahrain|bangladesh|emirat|iraq|israel|kuwait|oman|pakistan|qatar|saud|somal|tajik|uzbek|yemen)i?"
    r"|us|uk|british|nato)$"
)
_SMALL_WORD = re.compile(r"\b(?:[iI]s|[jJ]an|[tT]ip)\b")  # IS, JAN and TIP are actors
_REMEMBERED = 20_000  # phrases: who speaks is called by the same few words again and again


class ActorNames:
    """The names of a theatre's actors and sources, found inside phrases."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre
        self._day: date | None = None
        self._actors: dict[str, list[Actor]] = {}
        self._common: set[str] = set()  # names of no proper noun: "army", "government forces"
        for actor in theatre.actors:
            for name in (actor.name, *actor.aliases, *actor.partisan):
                self._actors.setdefault(folded(name), []).append(actor)
                if name == name.lower():
                    self._common.add(folded(name))
        self._shared: dict[str, list[Actor]] = {}
        for actor in theatre.actors:
            for name in actor.shared:
                self._shared.setdefault(folded(name), []).append(actor)
        self._sources: dict[str, Source] = {}
        self._inside: dict[str, Source | None] = {}  # the source that stands in a phrase, as found before
        for source in theatre.sources:
            for name in (source.name, *source.aliases):
                self._sources.setdefault(folded(name), source)

    def on(self, day: date | None) -> "ActorNames":
        """The names as meant on a day: one that two actors bore in turn is that of the one who has a side then."""
        _ = self._automaton  # made once for all days
        copied = copy(self)
        copied._day = day
        return copied

    def proper(self) -> "ActorNames":
        """The proper names alone: in a report of another war "the army" is none that the theatre knows."""
        _ = self._automaton
        copied = copy(self)
        copied._actors = {name: bearers for name, bearers in self._actors.items() if name not in self._common}
        return copied

    def _of_day(self, bearers: list[Actor]) -> Actor:
        return next((one for one in bearers if one.side_on(self._day)), bearers[0]) if self._day else bearers[0]

    @property
    def sides(self) -> set[str]:
        """The ids of the theatre's sides."""
        return set(self._theatre.side)

    @cached_property
    def _automaton(self) -> ahocorasick.Automaton:
        automaton = ahocorasick.Automaton()
        for name in (*self._actors, "\0"):  # an automaton with no word at all cannot be asked
            automaton.add_word(name, name)
        automaton.make_automaton()
        return automaton

    def actor(self, phrase: str) -> Actor | None:
        """The actor that a phrase names: the whole phrase, else the longest name in it, else None."""
        low = folded(phrase)
        for form in (low, low.rstrip("s"), f"{low}s"):
            if found := self._actors.get(form):
                return self._of_day(found)
        named = self.named(phrase)
        return max(named, key=lambda one: len(one[0]))[1] if named else None

    @property
    def shares(self) -> bool:
        """Whether any name is that of several actors."""
        return bool(self._shared)

    def sharing(self, phrase: str) -> list[Actor]:
        """The actors that a phrase may mean too, which has the name of another ("the jihadists")."""
        return self._shared.get(folded(phrase), [])

    def is_proper(self, name: str) -> bool:
        """Whether a folded name is one's own: "isil", not "rebels" or "the jihadists"."""
        return name not in self._common and name not in self._shared

    def named(self, text: str) -> list[tuple[str, Actor]]:
        """The actors named in a text with their folded names, in its order: whole words, the longest there."""
        low = folded(_SMALL_WORD.sub(" ", text))
        found: list[tuple[int, int, str, Actor]] = []
        for last, name in self._automaton.iter(low):
            start, end = last - len(name) + 1, last + 1
            before, after = low[:start][-1:], low[end : end + 2]
            whole = not before.isalnum() and (not after[:1].isalnum() or (after[:1] == "s" and not after[1:].isalnum()))
            if not whole or name not in self._actors:
                continue
            bearer = self._of_day(self._actors[name])
            if name not in self._common or not _is_of_another(low[:start], bearer):
                found.append((start, end, name, bearer))
        kept = [one for one in found if not any(_within(one, other) for other in found)]
        return [(name, actor) for _, _, name, actor in sorted(kept, key=lambda one: one[:2])]

    def source(self, phrase: str | None) -> Source | None:
        """The source of that name, or whose name stands in the phrase."""
        if not phrase:
            return None
        low = folded(phrase)
        if low in self._sources:
            return self._sources[low]
        if low not in self._inside:
            if len(self._inside) >= _REMEMBERED:
                self._inside.clear()
            inside = [name for name in self._sources if len(name) >= 4 and name in low and _has_words(low, name)]
            self._inside[low] = self._sources[max(inside, key=len)] if inside else None
        return self._inside[low]

    def leaning(self, declared: str | None) -> str | None:
        """A declared leaning ("pro-government", "anti-government", a side's id, "independent") as a side's id."""
        if not declared:
            return None
        low = declared.strip().lower().replace("_", "-").replace(" ", "-")
        if low in {"independent", "neutral"}:
            return "independent"
        name = re.sub(r"^(?:pro|anti)-", "", low)
        side = next(
            (one for one in self._theatre.side if one == name or one.replace("-", "") == name.replace("-", "")),
            None,
        )
        if side is None and (actor := self.actor(name.replace("-", " "))):
            side = actor.side_on(None)
        if low.startswith("anti-"):
            others = [one for one in self._theatre.side if one != side]
            return (
                "opposition"
                if side == "government" and "opposition" in others
                else others[0]
                if len(others) == 1
                else None
            )
        return side


class ActorResolver:
    """Resolves the actors and speakers of one report, in the order in which they stand in it."""

    def __init__(self, names: ActorNames, *, day: date | None, leaning: str | None, text: str) -> None:
        self._names = names.on(day)
        self._day = day
        self._leaning = leaning
        self._last: ActorRef | None = None
        self._by_noun: dict[str, ActorRef] = {}
        self._proper: list[Actor] = []  # those named by a name of their own, in the order of the text
        self._speaker: SpeakerRef | None = None
        self._adversary = self._most_named_adversary(text)

    def note(self, sentence: str) -> None:
        """Keep in mind the actors that a sentence names, for "the troops" in the next."""
        for name, one in self._hear(sentence):
            self._by_noun[name.split()[-1]] = ActorRef(name, one.id, one.side_on(self._day))

    def _hear(self, words: str) -> list[tuple[str, Actor]]:
        found = self._names.named(words)
        self._proper += [one for name, one in found if self._names.is_proper(name)]
        return found

    def _of_shared(self, phrase: str, bearer: Actor) -> Actor:
        """Whom a name means that others are called by too: the one of whose side somebody was named last."""
        others = self._names.sharing(phrase)
        sides = {one.side_on(self._day): one for one in (bearer, *others)} if others else {}
        last = next((side for one in reversed(self._proper) if (side := one.side_on(self._day)) in sides), None)
        return sides[last] if last is not None else bearer

    def named(self, sentence: str) -> list[ActorRef]:
        """The actors that a sentence names, in its order; ``text`` is the name as the theatre's list folds it."""
        return [ActorRef(name, one.id, one.side_on(self._day)) for name, one in self._names.named(sentence)]

    def actor(self, phrase: str, *, but: ActorRef | None = None, speaker: SpeakerRef | None = None) -> ActorRef:
        """The actor meant; ``id`` and ``side`` are None when nobody can tell.

        Words that name nobody ("the fighters", "them") do not mean ``but``, who does it to them, and in what a party
        says as ``speaker`` its own.
        """
        low = folded(phrase)
        if low in _PRONOUNS - {"we", "us"}:
            last = None if self._last and _is_same(self._last, but) else self._last
            return ActorRef(phrase, last.id, last.side) if last else ActorRef(phrase)
        found = self._names.actor(phrase)
        own = low.split()[:1] and low.split()[0] in {"our", "we", "us"}
        if found is None and own and self._leaning in self._names.sides:
            return ActorRef(phrase, None, self._leaning)  # who speaks for a side says "our units"
        if found is not None:
            found = self._of_shared(phrase, found)
            if self._names.shares:
                self._hear(phrase)
            ref = ActorRef(phrase, found.id, found.side_on(self._day))
        elif set(low.split()) & _BY_SPEAKER and self._adversary:
            ref = ActorRef(phrase, None, self._adversary)
        elif (own_ones := own_ranks(ActorRef(phrase), speaker)) is not None:
            return own_ones
        elif low.split() and low.split()[-1] in _WEAK and (meant := self._meant_by(low.split()[-1])):
            return ActorRef(phrase) if _is_same(meant, but) else ActorRef(phrase, meant.id, meant.side)
        else:
            return ActorRef(phrase)
        self._last = ref
        return ref

    def _meant_by(self, noun: str) -> ActorRef | None:
        """Whom "the troops" means: those last named by that noun, else, for the plainest nouns, who acted last."""
        return self._by_noun.get(noun) or (
            self._last if noun in _PLAIN and not is_state_force(self._last, noun) else None
        )

    def speaker(self, phrase: str) -> SpeakerRef:
        """The speaker meant; "he" is whoever spoke last."""
        low = folded(phrase)
        if (
            low in _PRONOUNS
            or low
            in {
                "source",
                "spokesman",
                "official",
                "statement",
                "commander",
                "monitor",
            }
        ) and self._speaker:
            return SpeakerRef(phrase, self._speaker.id, self._speaker.leaning)
        source = self._names.source(phrase)
        if source is not None:
            self._speaker = SpeakerRef(phrase, source.id, source.leaning)
        elif (actor := self._names.actor(phrase)) is not None:
            self._speaker = SpeakerRef(phrase, actor.id, actor.side_on(self._day))
        else:
            self._speaker = SpeakerRef(phrase)
        return self._speaker

    def _most_named_adversary(self, text: str) -> str | None:
        """The side that a partisan report names most among those that are not its own."""
        if self._leaning in {None, "independent"}:
            return None
        counts: Counter[str] = Counter()
        for _, actor in self._names.named(text):
            side = actor.side_on(self._day)
            if side and side != self._leaning:
                counts[side] += 1
        return counts.most_common(1)[0][0] if counts else None


def _is_same(one: ActorRef, other: ActorRef | None) -> bool:
    return other is not None and (one.id, one.side) == (other.id, other.side) != (None, None)


def _within(one: tuple[int, int, str, Actor], other: tuple[int, int, str, Actor]) -> bool:
    return other[0] <= one[0] and one[1] <= other[1] and len(one[2]) < len(other[2])


def _is_of_another(before: str, actor: Actor) -> bool:
    """Whether the word before a common name gives it to another state than the actor's own."""
    word = (before.split() or [""])[-1] if before.endswith(" ") else ""
    if not _OF_A_STATE.match(word):
        return False
    return not any(word in folded(name).split() for name in (actor.name, *actor.aliases))


def _has_words(text: str, words: str) -> bool:
    return re.search(rf"\b{re.escape(words)}\b", text) is not None
