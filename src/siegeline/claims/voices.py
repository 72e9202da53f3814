"""Voices: who speaks where no verb of the claim's own sentence says so: "NAME: …", quotations of several sentences."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from siegeline.claims.actors import ActorResolver
from siegeline.claims.claim import Claim, SpeakerRef
from siegeline.claims.pointing import WORD, said

_SAYS = (
    r"(?:said|says|wrote|writes|stated|states|announced|announces|added|adds|claimed|claims|declared|declares|warned|warns|"
    r"insisted|insists|posted|explained|reported|reports|told\s+(?:\w+\s+){1,3}?)"
)
_WHO = r"[^,.;:!?\"“”\n]{2,60}?"
_QUOTE = re.compile(r"“(?:[^“”\n]|\n(?!\n)){3,1500}”|\"(?:[^\"\n]|\n(?!\n)){3,1500}\"")
_AFTER = re.compile(
    rf"\s*,?\s*(?:{_SAYS}\s+(?P<last>{_WHO})(?=[,.;:\"“\n]|\s+(?:on|in|at)\b|$)|(?P<first>{_WHO})\s+{_SAYS}\b)"
)
_BEFORE = re.compile(rf"(?:^|[.;!?\n]\s*)(?P<who>{_WHO})\s+{_SAYS}(?:\s+[^.;\"“”]{{0,40}})?[:,]\s*$")
_PREFIX = re.compile(r"\W*(?P<who>[A-ZÀ-Ž][\w'’-]*(?:\s[\w'’-]+){0,3}):\s+(?=[^\s\d])")
_NAMED = re.compile(r"[A-Z]{3,5}|[A-Z][a-z]+(?:[A-Z][a-z]*)+")  # SOHR, DeepState
_NOTES = frozenset({"NOTE", "FLASH", "ALERT", "MAP", "MAPS", "PHOTO", "VIDEO", "NEWS", "FILE", "LIVE", "ETA", "PS"})
_AROUND = 110  # characters beside a quotation in which its speaker stands


@dataclass(frozen=True, slots=True)
class _Voice:
    """That somebody, named at characters ``who``, speaks from ``start`` to ``end``."""

    start: int
    end: int
    who: tuple[int, int]


class Voices:
    """The voices of one report; ``begins`` is where its sentences begin, ``places`` are the characters of places."""

    def __init__(
        self, text: str, begins: Sequence[int], actors: ActorResolver, places: Collection[tuple[int, int]] = ()
    ) -> None:
        self._text, self._actors = text, actors
        self._voices = [*_quoted(text, begins), *(one for one in _headed(text, begins) if one.who not in places)]

    def heard(self, claims: Sequence[Claim]) -> list[Claim]:
        """The claims, those that no words ascribe to anybody ascribed to whose voice they stand in."""
        return [self._heard(claim) if claim.speaker is None else claim for claim in claims]

    def _heard(self, claim: Claim) -> Claim:
        at = claim.trigger[0] if claim.trigger else claim.start
        voice = next((one for one in self._voices if one.start <= at < one.end), None)
        if voice is None:
            return claim
        words = self._text[slice(*voice.who)]
        known = self._actors.speaker(words)
        speaker = SpeakerRef(words, known.id, known.leaning)
        return replace(claim, id="", speaker=speaker, chain=(*claim.chain, speaker))


def _quoted(text: str, begins: Sequence[int]) -> Iterator[_Voice]:
    """Quotations of several sentences, with who is said right before or after to speak."""
    for found in _QUOTE.finditer(text):
        start, end = found.span()
        if bisect_right(begins, start + 1) == bisect_right(begins, end - 1):
            continue  # a sentence's own quotation: its verb tells who speaks
        low = max(0, start - _AROUND)
        if after := _AFTER.match(text, end, end + _AROUND):
            yield _Voice(start, end, after.span("last" if after["last"] else "first"))
        elif before := _BEFORE.search(text[low:start]):
            yield _Voice(start, end, (low + before.start("who"), low + before.end("who")))


def _headed(text: str, begins: Sequence[int]) -> Iterator[_Voice]:
    """Sentences that begin with a source and a colon."""
    for begin, end in zip(begins, (*begins[1:], len(text)), strict=True):
        found = _PREFIX.match(text, begin, end)
        if found and _speaks(found["who"]):
            yield _Voice(found.end(), end, found.span("who"))


def _speaks(words: str) -> bool:
    if _NAMED.fullmatch(words):
        return words not in _NOTES
    return bool({word.lower() for word in WORD.findall(words)} & said()["persons"])


__all__ = ["Voices"]
