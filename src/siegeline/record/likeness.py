"""Likeness: claims that may tell of one event, and reports that may come from one source. Proposals; people decide.

Passages of reports are compared by MinHash over runs of three words (Broder, "On the resemblance and containment of
documents", 1997), so that a repost is found inside of a longer text; candidates are then compared word for word.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from siegeline.claims.claim import LASTING, Claim

NEAR_DAYS = 3
ALIKE = 0.5
_RUN, _SHORTEST = 3, 12
_PERMUTATIONS = 128
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class SameEvent:
    """Two claims of different reports that may tell of one event; ``score`` 0 to 1."""

    one: Claim
    other: Claim
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SameOrigin:
    """Two reports with passages nearly alike. ``share`` is the larger part of either's words that lie in such passages;
    ``passage`` the longest of them, as the first report has it.
    """

    one: str
    other: str
    share: float
    passage: str


def same_events(claims: Iterable[Claim]) -> list[SameEvent]:
    """Propose pairs of claims that tell of one event: of one kind and status, at one place or on one road, their times
    no more than three days apart, by nobody else; the likelier the nearer in time and the more alike in words.

    States that last (``held``, ``besieged``) are no events. Claims of one origin are one telling already.
    """
    blocks: defaultdict[tuple[str, str, str], list[tuple[date, Claim]]] = defaultdict(list)
    for claim in claims:
        day = _day(claim)
        if claim.kind not in LASTING and day is not None:
            for ref in (claim.place, claim.route):
                if ref is not None and ref.id:
                    blocks[claim.kind, claim.status, ref.id].append((day, claim))
    found: dict[tuple[str, str], SameEvent] = {}
    for block in blocks.values():
        block.sort(key=lambda pair: (pair[0], pair[1].id))
        for at, (day, one) in enumerate(block):
            for later, other in block[at + 1 :]:
                if (later - day).days > NEAR_DAYS:
                    break
                if _may_be_one(one, other):
                    near = 1 - (later - day).days / (NEAR_DAYS + 1)
                    score = round(near * (0.5 + 0.5 * _jaccard(_words(one.quote), _words(other.quote))), 3)
                    pair = (min(one.id, other.id), max(one.id, other.id))
                    found[pair] = SameEvent(one=one, other=other, score=score)
    return sorted(found.values(), key=lambda pair: (-pair.score, pair.one.id, pair.other.id))


def _day(claim: Claim) -> date | None:
    interval = claim.when.interval
    return interval.start.earliest or interval.start.latest or claim.stated


def _may_be_one(one: Claim, other: Claim) -> bool:
    if one.report == other.report or one.origin == other.origin:
        return False
    sides = [(a.side, b.side) for a, b in ((one.agent, other.agent), (one.target, other.target)) if a and b]
    return all(None in pair or pair[0] == pair[1] for pair in sides)


def same_origins(texts: Mapping[str, str]) -> list[SameOrigin]:
    """Propose pairs of reports (SHA-256 to text) that share passages, those that share most first."""
    from datasketch import MinHash, MinHashLSH  # late: slow to import

    passages: list[tuple[str, str, frozenset[str]]] = []
    index = MinHashLSH(threshold=ALIKE - 0.1, num_perm=_PERMUTATIONS)
    alike: defaultdict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for report, text in sorted(texts.items()):
        for passage, runs in _passages(text):
            hashed = MinHash(num_perm=_PERMUTATIONS, seed=1)
            hashed.update_batch([run.encode() for run in sorted(runs)])
            number = len(passages)
            for candidate in index.query(hashed):
                earlier, _, its_runs = passages[int(candidate)]
                if earlier != report and _alike(runs, its_runs):
                    alike[earlier, report][int(candidate)] = number
            passages.append((report, passage, runs))
            index.insert(str(number), hashed)
    lengths = {report: max(1, len(_WORD.findall(text))) for report, text in texts.items()}
    found = []
    for (one, other), pairs in alike.items():
        shares = [
            sum(len(_WORD.findall(passages[number][1])) for number in numbers) / lengths[report]
            for report, numbers in ((one, set(pairs)), (other, set(pairs.values())))
        ]
        longest = max((passages[number][1] for number in pairs), key=len)
        found.append(SameOrigin(one=one, other=other, share=round(min(1.0, max(shares)), 3), passage=longest))
    return sorted(found, key=lambda pair: (-pair.share, pair.one, pair.other))


def _passages(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Paragraphs long enough to be nobody's by chance, with their runs of words."""
    for line in text.splitlines():
        words = _WORD.findall(line.casefold())
        if len(words) >= _SHORTEST:
            yield line.strip(), frozenset(" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return _jaccard(one, other) >= ALIKE


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(text.casefold()) if len(word) > 3 or word.isdigit())


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (len(one | other) or 1)


def undecided(pairs: Iterable[tuple[str, str]], decided: Sequence[Iterable[str]]) -> list[tuple[str, str]]:
    """Leave out the pairs that lie in one of the groups already decided on."""
    groups = [set(group) for group in decided]
    return [pair for pair in pairs if not any(set(pair) <= group for group in groups)]
