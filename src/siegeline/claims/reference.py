"""Reference: what "the town", "it" and "they" mean inside one report: what it has named before, and how sure that is.

General rules, of the sort that resolvers without training use (Hobbs 1978; Lappin and Leass 1994): the place last told
of that is of the sort that the word asks for; who acted last for "they", in the same sentence before an earlier one;
the road last told of for "the road". Names that no list knows are referred to as well as those that are resolved: what
is known of the one named – id, side, point – is known of what points back to it.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from siegeline.claims.claim import FRIENDLY, ActorRef, Claim, PlaceRef, Reference, RouteRef
from siegeline.claims.foreground import foremost
from siegeline.claims.frame import Frame, Span
from siegeline.claims.lexicon import lexicon
from siegeline.claims.named import NAME, Named, names_in, sort_of
from siegeline.claims.pointing import WORD as _WORD
from siegeline.claims.pointing import has_word, is_actor, is_many, is_person, is_pronoun, said
from siegeline.claims.salience import Salience
from siegeline.places.mention import Mention
from siegeline.places.names import tolerant

_SPELLING = r"\b(?:(?:al|el|an|ar|as|at|ad|az|ash)[- ])?[A-ZÀ-Ž][\w’'-]+(?: [A-ZÀ-Ž][\w’'-]+)?"
_BY = re.compile(r"\bby\b", re.I)
_SENTENCES = 3  # how many sentences back something may have been named
_ALIKE = 0.72  # how alike two spellings of one name are
_LOSSES = frozenset({"withdrew", "handed_over"})
_GAINS = frozenset({"captured", "advanced"})
_FLEES = re.compile(r"fle|retreat|escap|r[au]n|slip|surrender", re.I)


class References:
    """Resolves what points back in the claims of one report, sentence after sentence.

    ``text`` is the report's cleaned text, ``sentences`` where each begins. ``mentions`` are the places in it that a
    list knows, and ``known`` tells what is known of words for a place at a character.
    """

    def __init__(
        self,
        text: str,
        sentences: Sequence[int],
        mentions: Iterable[Mention] = (),
        known: Callable[[str, int], PlaceRef] = lambda words, _: PlaceRef(words),
    ) -> None:
        self._text = text
        self._salience = Salience(text, sentences, mentions, known)
        self._begins = list(sentences)
        self._places: list[Named[PlaceRef]] = list(names_in(text))
        self._roads: list[Named[RouteRef]] = []
        self._actors: list[Named[ActorRef]] = []
        self._losers: set[Span] = set()
        self._shut_in: set[Span] = set()
        self._driven_out: set[Span] = set()
        self._names: dict[str, Counter[str]] = {}
        for name in re.findall(_SPELLING, text):
            if name.split()[0].lower() not in said()["begins"]:
                self._names.setdefault(tolerant(name), Counter())[name] += 1

    def resolved(self, claims: Sequence[Claim], frames: Sequence[Frame], start: int) -> list[Claim]:
        """The claims of one sentence, made of these frames, with what points back resolved.

        ``start`` is the sentence's offset. A place, road or actor that points back carries a ``reference``.
        """
        told = list(claims)
        for claim, frame in zip(claims, frames, strict=True):
            self._note(claim, frame, start)
        order = sorted(range(len(told)), key=lambda at: frames[at].trigger)
        for at in order:
            told[at] = self._claim(told[at], frames[at], start)
        return told

    def hear(self, sentence: str, start: int, named: Sequence[ActorRef]) -> None:
        """Keep in mind who is named first in a sentence that tells no claim: it may go on in the next."""
        for ref in named[:1]:
            if found := re.search(rf"\b{re.escape(ref.text)}", sentence, re.I):
                span = _moved(Span(*found.span()), start)
                _keep(self._actors, Named(*span, found.group(), replace(ref, text=found.group())))

    def _note(self, claim: Claim, frame: Frame, start: int) -> None:
        """Keep what a claim names."""
        for site in (frame.place, frame.place is None and frame.target):
            if site:
                self._salience.tell(_moved(site, start), claim.kind, claim.status)
        if claim.place and frame.place and _is_name(claim.place):
            span = _moved(frame.place, start)
            sort = sort_of(self._text, *span)
            _keep(self._places, Named(*span, claim.place.text, self._spelt(claim.place), sort))
        if claim.route and frame.route and not _points_to_road(claim.route.text):
            _keep(self._roads, Named(*_moved(frame.route, start), claim.route.text, claim.route))
        loser = self._is_losers(frame, start)
        for ref, at, leads in ((claim.agent, frame.agent, not loser), (claim.target, frame.target, loser)):
            if ref and at and is_actor(ref) and not is_pronoun(ref.text):
                span = _moved(at, start)
                acts = leads or any(one.leads for one in self._actors if (one.start, one.end) == span)
                _keep(self._actors, Named(*span, ref.text, ref, None, acts))
        if claim.kind in _LOSSES and frame.agent:
            self._losers.add(_moved(frame.agent, start))
        if frame.target and claim.kind in {"besieged", "captured"}:
            (self._shut_in if claim.kind == "besieged" else self._driven_out).add(_moved(frame.target, start))
        if claim.speaker and frame.speaker and not is_pronoun(claim.speaker.text):
            said = ActorRef(claim.speaker.text, claim.speaker.id, claim.speaker.leaning)
            _keep(self._actors, Named(*_moved(frame.speaker, start), said.text, said, "speaker"))

    def _is_losers(self, frame: Frame, start: int) -> bool:
        """Whether the sentence is about who suffers it: "the army lost X to rebels"; not "was driven out by rebels"."""
        if frame.agent is None or frame.target is None or frame.agent.start < frame.trigger.end:
            return False
        between = self._text[start + frame.trigger.end : start + frame.agent.start]
        return frame.target.end <= frame.trigger.start and _BY.search(between) is None

    def _claim(self, claim: Claim, frame: Frame, start: int) -> Claim:
        place, route, agent, target = claim.place, claim.route, claim.agent, claim.target
        if place and frame.place:
            place = self._place(place, _moved(frame.place, start), claim.kind)
        if route and frame.route:
            route = self._road(route, _moved(frame.route, start))
            if place is None and route.id is None and route.reference is None and not claim.kind.startswith("route"):
                # "captured it": no road was told of
                at = self._place(PlaceRef(route.text), _moved(frame.route, start), claim.kind)
                place, route = (at, None) if at.reference else (None, route)
        foes = claim.kind not in FRIENDLY
        if agent and frame.agent:
            named = target if target and foes and not is_pronoun(target.text) else None
            of = self._leaving(claim)
            agent = self._actor(agent, _moved(frame.agent, start), claim.kind, of=of, but=named)
        if target and frame.target:
            target = self._actor(target, _moved(frame.target, start), but=agent if foes else None)
        if place is claim.place and route is claim.route and agent is claim.agent and target is claim.target:
            return claim
        return replace(claim, id="", place=place, route=route, agent=agent, target=target)

    # --- places ---

    def _place(self, place: PlaceRef, span: Span, kind: str) -> PlaceRef:
        asked = _asked(place.text)
        if asked is None:
            return self._spelt(place)
        word, beside = asked
        if word in said()["settlements"]:
            found = self._settlement_meant(word, span, kind, whole=_is_whole(place.text))
        else:
            sorts = said()["asks"].get(word, ["any"])
            found = self._place_meant(sorts, span, place)
            if place.id is not None and "any" not in sorts and (found is None or _knows_more(place, found[0])):
                found = self._same(place, span)
        if found is None:
            return place
        one, sure = found
        reference = Reference(one.ref.name or one.text, one.start, one.end, sure)
        if beside:
            return _beside(replace(place, reference=reference), one.ref)
        meant = replace(one.ref, text=place.text, name=one.ref.name or one.text, reference=reference)
        _keep(self._places, Named(*span, one.text, meant, one.sort))
        return meant

    def _settlement_meant(
        self, word: str, span: Span, kind: str, *, whole: bool
    ) -> tuple[Named[PlaceRef], float] | None:
        parties = {one.text for one in self._actors}
        return self._salience.best(word, span.start, self._places, parties, kind=kind, whole=whole)

    def _place_meant(self, sorts: Sequence[str], span: Span, place: PlaceRef) -> tuple[Named[PlaceRef], float] | None:
        earlier = [one for one in self._places if one.end <= span.start and one.sort != "region"]
        near = [one for one in reversed(earlier) if self._back(one.start, span.start) <= _SENTENCES]
        if "any" in sorts:
            for one in near:
                if one.told:
                    return one, 0.65 if self._back(one.start, span.start) == 0 else 0.5
            return None
        fitting = [one for one in reversed(earlier) if one.sort in sorts]
        fitting.sort(key=lambda one: not one.told)
        if fitting and (fitting[0].told or place.id is None):
            return fitting[0], 0.8 if self._back(fitting[0].start, span.start) <= _SENTENCES else 0.6
        return None

    def _same(self, place: PlaceRef, span: Span) -> tuple[Named[PlaceRef], float] | None:
        """Where a place that is already resolved was named last."""
        earlier = [one for one in self._places if one.end <= span.start and one.ref.id == place.id]
        return (replace(earlier[-1], ref=place), 0.65) if earlier else None

    def _spelt(self, place: PlaceRef) -> PlaceRef:
        """A place that no list knows, by the spelling that the report uses most."""
        if place.id is not None or place.name is not None or place.candidates or not re.search(NAME, place.text):
            return place
        key = tolerant(place.text)
        known = self._names.get(key, Counter())
        alike = [name for name in known if _is_alike(name.lower(), place.text.lower())]
        if len(key) < 3 or not alike:
            return place
        most = max(alike, key=lambda name: (not name.isascii(), known[name]))
        if most == place.text:
            return place
        at = self._text.find(most)
        return replace(place, name=most, reference=Reference(most, at, at + len(most), 0.8))

    # --- roads ---

    def _road(self, route: RouteRef, span: Span) -> RouteRef:
        if not _points_to_road(route.text):
            return route
        earlier = [one for one in self._roads if one.end <= span.start]
        near = [one for one in reversed(earlier) if self._back(one.start, span.start) <= _SENTENCES]
        words = {word.lower() for word in _WORD.findall(route.text)} - said()["before"]
        by_word = [one for one in near if words & {word.lower() for word in _WORD.findall(one.text)}]
        only = earlier[-1:] if len({tolerant(other.text) for other in earlier}) == 1 else []
        one = next(iter(by_word or near or only), None)
        if one is None:
            return route
        if route.id is not None and one.ref.id is None and not by_word:
            return route
        reference = Reference(one.ref.name or one.text, one.start, one.end, 0.7 if by_word else 0.6)
        meant = replace(one.ref, text=route.text, name=one.ref.name or one.text, reference=reference)
        _keep(self._roads, Named(*span, one.text, meant))
        return meant

    # --- actors ---

    def _leaving(self, claim: Claim) -> set[Span]:
        """Those who may be meant by who leaves: the shut in break out and withdraw, the driven out flee."""
        tries = claim.kind == "siege_lifted" and claim.status in {"failed", "planned"}
        if not tries and claim.kind not in _LOSSES:
            return set()
        flees = claim.trigger is not None and _FLEES.match(self._text, claim.trigger[0])
        return self._shut_in | self._driven_out if flees else self._shut_in

    def _actor(
        self,
        actor: ActorRef,
        span: Span,
        does: str | None = None,
        *,
        of: Collection[Span] = (),
        but: ActorRef | None = None,
    ) -> ActorRef:
        """An actor with whom the words mean, where they point back: rather one ``of`` these, never ``but`` that one."""
        owner = re.search(r"\b(\w+) $", self._text[max(0, span.start - 8) : span.start])
        owned = bool(owner and owner[1].lower() in said()["possessive"])
        words = [word.lower() for word in _WORD.findall(f"{owner[1]} {actor.text}" if owner and owned else actor.text)]
        if not words:
            return actor
        back = is_pronoun(actor.text) or (owned and actor.text.islower())
        if back and (one := self._actor_meant(words[0], span, does, of=of, but=but)):
            return self._pointing(actor, one, span, 0.6 if self._back(one.start, span.start) == 0 else 0.5)
        plain = [word for word in words if word not in said()["before"]]
        if actor.side is None and len(plain) == 1 and plain[0] in said()["bodies"]:
            noun = plain[0].rstrip("s")
            acting = [one for one in self._actors if one.end <= span.start and one.sort != "speaker"]
            named = [one for one in acting if len(one.text) > len(actor.text) and has_word(one.text, noun)]
            if named:
                return self._pointing(actor, named[-1], span, 0.7)
            last = self._actor_meant("they", span, does, of=of, but=but) if plain[0] in said()["last"] else None
            if last and not any(has_word(last.text, word) for word in said()["state"]):
                return self._pointing(actor, last, span, 0.4)
        return actor

    def _pointing(self, actor: ActorRef, one: Named[ActorRef], span: Span, sure: float) -> ActorRef:
        known = one.ref.reference
        reference = Reference(known.text if known else one.text, one.start, one.end, sure)
        meant = ActorRef(actor.text, one.ref.id, one.ref.side, reference)
        _keep(self._actors, Named(*span, one.text, meant))
        return meant

    def _actor_meant(
        self, pronoun: str, span: Span, does: str | None, *, of: Collection[Span] = (), but: ActorRef | None = None
    ) -> Named[ActorRef] | None:
        """Who acted last before a pronoun: in its sentence, else in one of those before.

        One that ``does`` something itself is rather who the main clause is about, and who gains no one that has lost.
        """
        single = pronoun in said()["single"]
        earlier = [one for one in self._actors if one.end <= span.start and not (single and is_many(one.text))]
        if but is not None and not pronoun.endswith(("self", "selves")):
            earlier = [one for one in earlier if one.text != but.text and (one.ref.id is None or one.ref.id != but.id)]
        for back in range(_SENTENCES + 1):
            there = [one for one in earlier if self._back(one.start, span.start) == back]
            there = [
                one for one in there if one.sort != "speaker" or (back == 0 and (single or not is_person(one.text)))
            ]
            if left := [one for one in there if Span(one.start, one.end) in of]:
                return left[-1]
            leading = [one for one in there if one.leads] or (there if back else [])
            if leading and does and pronoun != "them":
                begin = self._begins[max(bisect_right(self._begins, leading[0].start) - 1, 0)]
                spots = [one.start - begin for one in leading]
                front = foremost(self._text[begin : span.end], spots, None if back else span.start - begin)
                leading = [leading[number] for number in front]
                winners = [one for one in leading if Span(one.start, one.end) not in self._losers]
                leading = (winners if does in _GAINS else []) or leading
            if leading:
                return leading[-1]
        return None

    def _back(self, start: int, at: int) -> int:
        """How many sentences before ``at`` a place of the text stands."""
        return bisect_right(self._begins, at) - bisect_right(self._begins, start)


def _is_alike(one: str, other: str) -> bool:
    """Whether two spellings are alike; the quick ratios are never less than the exact one."""
    if one == other:
        return True
    matcher = SequenceMatcher(None, one, other)
    return all(ratio() >= _ALIKE for ratio in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio))


def _knows_more(place: PlaceRef, found: Named[PlaceRef]) -> bool:
    """Whether what the gazetteer made of the words is to be believed: it knows of which sort its places are."""
    return found.ref.id != place.id and (found.ref.id is not None or not found.told)


def _keep(kept: list[Any], one: Named[Any]) -> None:
    """Put what is named in the order of the text, in the place of what was known of the same words."""
    kept[:] = [other for other in kept if (other.start, other.end) != (one.start, one.end)]
    kept.append(one)
    kept.sort(key=lambda other: (other.end, other.start))


def _moved(span: Span, start: int) -> Span:
    return Span(span.start + start, span.end + start)


def _asked(phrase: str) -> tuple[str, bool] | None:
    """The word that asks for a place ("any" for a pronoun), and whether it is somewhere beside it.

    None where the words name a place.
    """
    points, before = said()["points"], said()["before"]
    words = [word.lower() for word in _WORD.findall(phrase)]
    if any(word[:1].isupper() for word in _WORD.findall(phrase)[1:]):
        return None
    if len(words) == 2 and words[0] in said()["peoples"] and words[1] in said()["settlements"]:
        return words[1], False
    beside = bool(words) and words[0] in said()["beside"]
    core = [word for word in words if word not in before and word not in said()["beside"]]
    if core == ["air", "base"]:
        core = ["airbase"]
    if len(core) > 1 and core[-1] == "itself":
        core = core[:-1]
    if len(core) != 1:
        return ("any", beside) if words and not core and set(words) & points else None
    if core[0] in points:
        return "any", beside
    return (core[0], beside) if core[0] in said()["asks"] else None


def _is_whole(phrase: str) -> bool:
    """Whether all of a place is meant: "the entire city" is not its eastern half."""
    return not {word.lower() for word in _WORD.findall(phrase)}.isdisjoint(said()["whole"])


def _beside(place: PlaceRef, meant: PlaceRef) -> PlaceRef:
    """A place beside what is meant ("outskirts of the town"), where it was taken for beside another one."""
    if meant.id is None or meant.lat is None or meant.id in {place.id, *place.anchors}:
        return place
    radius = (meant.radius_km or 0) + 5
    return replace(place, id=None, name=None, anchors=(meant.id,), lat=meant.lat, lon=meant.lon, radius_km=radius)


def _is_name(place: PlaceRef) -> bool:
    """Whether words name a place, and do not only describe one ("the left bank", "several points")."""
    words = [word for word in _WORD.findall(place.text) if word.lower() not in said()["before"]]
    if _asked(place.text) is not None or not words:
        return False
    return any(word[:1].isupper() or not {word, word.rstrip("s")} & _describing() for word in words)


@lru_cache(maxsize=1)
def _describing() -> frozenset[str]:
    plain: frozenset[str] = lexicon().words["place"] | lexicon().words["force"] | said()["plain"]
    return plain


def _points_to_road(phrase: str) -> bool:
    words = [word.lower() for word in _WORD.findall(phrase)]
    core = [word for word in words if word not in said()["before"]]
    return len(core or words) == 1 and (core or words)[0] in said()["roads"]


__all__ = ["References"]
