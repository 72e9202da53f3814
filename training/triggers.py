"""Finds the word that carries each claim where annotators gave none: by lexicon and nearness."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Claim = Mapping[str, Any]
WORD = re.compile(r"\w+|[^\w\s]")
STOP = frozenset(
    (
        "the a an of in on at to from by and or its their his her near around towards toward with for as that which who "
        "it they he she we this these was were is are be been being has have had not no but after before while when"
    ).split()
)

# Word beginnings per kind, surest first. They only place training labels; the model learns its own words.
STEMS: dict[str, str] = {
    "captured": (
        "captur recaptur seiz reseiz liberat overr overwhelm retak retook conquer took "
        "take takeover fall fell lost lose losing loss regain reclaim recover control "
        "occup reoccup secur annex clear expel drove driv hand wrest gain possession "
        "capitul collaps"
    ),
    "held": (
        "held hold controll control remain retain keep kept stronghold defend occup "
        "maintain bastion rul possession administ repel repuls"
    ),
    "withdrew": "withdr retreat pull abandon left leav fled flee evacuat vacat rout drew",
    "handed_over": "hand transfer surrender turn unopposed deal without peaceful deliver gave ced",
    "contested": "contest disput control split part",
    "advanced": (
        "advanc reach enter re push progress gain approach penetrat foothold mov breach "
        "inroad cross broke break headway clos arriv drive drove thrust landed expand "
        "infiltrat near within"
    ),
    "besieged": ("besieg siege surround encircl blockad trap isolat pocket cut kettl strand ring off"),
    "siege_lifted": "lift broke break reliev reliev end siege deblock relief broken escap rais open",
    "linked_up": "link join met meet connect contact unit junction",
    "route_cut": "cut sever clos block interdict interrupt captur blew seiz disrupt took tak",
    "route_under_fire": "fire shell under threaten unsafe range target sniper",
    "route_opened": "open reopen secur clear corridor restor lifelin suppl connect use",
    "attacked": (
        "attack assault offensiv storm raid launch ambush invad invasion strike struck "
        "target incursion operat campaign charg push fire rush hit attempt"
    ),
    "counterattacked": "counterattack counteroffensiv counter counterassault offensiv attack",
    "clash": (
        "clash fight fought battl combat skirmish firefight gunfight exchang confront shootout engag resist hostil"
    ),
    "shelled": (
        "shell artillery mortar rocket missil bombard barrag howitz projectil fire fired "
        "grad strike struck hit tank launch pound"
    ),
    "airstrike": (
        "airstrike air bomb drone jet warplane raid strike struck helicopter aerial aircraft plane sorti uav hit"
    ),
    "suicide_bombing": "suicide svbied vbied bomb car blew explo deton",
    "bombing": "bomb ied explo deton mine blast landmin blew car booby grenad",
    "chemical_attack": "chemical chlorin gas sarin mustard toxic",
    "reconnoitred": "reconn surveil drone observ spy scout monitor",
    "reinforced": (
        "reinforc sent deploy mass arriv send moved convoy redeploy transfer forward "
        "brought mobiliz concentrat build strengthen suppl amass gather fortif"
    ),
    "civilians_harmed": (
        "civilian kill casualt injur wound die dead death displac abduct execut massacr "
        "behead fled flee kidnap murder lost shot evacuat refug resident harm hurt arrest "
        "victim slaughter detain expel"
    ),
    "aid_blocked": "aid block imped prevent den refus obstruct hinder food humanitarian",
    "aid_delivered": "aid deliver suppl convoy airdrop drop humanitarian food brought relief",
    "agreement": (
        "agree ceasefire cease truce deal surrender evacuat negotiat accord treaty "
        "reconcil armistic settlement exchang memorandum"
    ),
}
_RANKED = {
    kind: [(stem, 3.0 - 0.06 * rank) for rank, stem in enumerate(stems.split())] for kind, stems in STEMS.items()
}


def words_of(text: str) -> list[tuple[int, int, str]]:
    """Words and marks of a text with their characters: (start, end, lower-cased word)."""
    return [(m.start(), m.end(), m.group().lower()) for m in WORD.finditer(text)]


def association(rows: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
    """How much oftener a word stands in sentences with a kind than elsewhere (log odds above 0)."""
    seen: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    both: dict[str, Counter[str]] = defaultdict(Counter)
    total = 0
    for row in rows:
        total += 1
        present = {w for _, _, w in words_of(row["text"]) if w.isalpha() and w not in STOP}
        seen.update(present)
        for kind in {c["kind"] for c in row["claims"]}:
            kinds[kind] += 1
            both[kind].update(present)
    found: dict[str, dict[str, float]] = {}
    for kind, counts in both.items():
        base = kinds[kind] / total
        scores = {}
        for word, n in counts.items():
            odds = math.log((n + 1.0 * base) / (seen[word] + 1.0) / base)
            if odds > 0 and n >= 2:
                scores[word] = min(odds, 2.5) * min(1.0, n / 4)
        found[kind] = scores
    return found


def lexical(kind: str, word: str) -> float:
    """Weight of the lexicon for a word as the carrier of a kind; 0 where it is not listed."""
    if word in STOP:
        return 0.0
    return max((weight for stem, weight in _RANKED[kind] if word.startswith(stem)), default=0.0)


def occurrences(text: str, words: str | None) -> list[tuple[int, int]]:
    """Character spans where the words stand in the text, at word edges if there are such."""
    if not words:
        return []
    spans = [(m.start(), m.end()) for m in re.finditer(re.escape(words), text)]
    edged = [
        (a, b)
        for a, b in spans
        if not (a and text[a - 1].isalnum() and text[a].isalnum())
        and not (b < len(text) and text[b].isalnum() and text[b - 1].isalnum())
    ]
    return edged or spans


def _gap(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(0, a[0] - b[1], b[0] - a[1])


def scores(text: str, claim: Claim, associated: Mapping[str, Mapping[str, float]]) -> list[float]:
    """One score a word of the text: how likely it carries the claim."""
    kind = claim["kind"]
    near = [s for f in ("place", "route", "agent", "target") for s in occurrences(text, claim.get(f))]
    aside = [s for f in ("when", "speaker") for s in occurrences(text, claim.get(f))]
    inside = [s for f in ("agent", "target", "place", "route") for s in occurrences(text, claim.get(f))]
    found = []
    for start, end, word in words_of(text):
        if word in STOP or not word[0].isalnum() or word.isdigit():
            found.append(-9.0)
            continue
        score = lexical(kind, word) + 0.8 * associated.get(kind, {}).get(word, 0.0)
        if near:
            score -= 0.012 * min(_gap((start, end), s) for s in near)
        if any(a <= start and end <= b for a, b in aside):
            score -= 4.0
        if any(a <= start and end <= b for a, b in inside):
            score -= 1.2
        found.append(score)
    return found


def head(text: str, span: tuple[int, int], kind: str, associated: Mapping[str, Mapping[str, float]]) -> tuple[int, int]:
    """The word of an annotated trigger that says most of its kind, else its first content word."""
    inside = [(a, b, w) for a, b, w in words_of(text) if a < span[1] and b > span[0]]
    content = [x for x in inside if x[2] not in STOP and x[2][0].isalnum()] or inside
    if not content:
        return span
    best = max(content, key=lambda x: lexical(kind, x[2]) + 0.8 * associated.get(kind, {}).get(x[2], 0.0))
    return best[0], best[1]


def place_triggers(
    text: str, claims: Sequence[Claim], associated: Mapping[str, Mapping[str, float]]
) -> list[tuple[int, int]]:
    """One word a claim; claims of one kind share it unless their other fields tell two facts."""
    marks = words_of(text)
    chosen: list[tuple[int, int]] = [(0, 0)] * len(claims)
    groups: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for i, claim in enumerate(claims):
        if at := claim.get("at"):
            chosen[i] = head(text, (at[0], at[1]), claim["kind"], associated)
        elif claim.get("trigger") and (spans := occurrences(text, claim["trigger"])):
            near = [s for f in ("place", "route", "agent", "target") for s in occurrences(text, claim.get(f))]
            span = min(spans, key=lambda s: sum(_gap(s, n) for n in near))
            chosen[i] = head(text, span, claim["kind"], associated)
        else:
            groups[tuple(claim.get(f) for f in ("kind", "status", "agent", "target", "when"))].append(i)
    used: dict[str, set[int]] = defaultdict(set)
    for members in groups.values():
        kind = claims[members[0]]["kind"]
        total = [0.0] * len(marks)
        for i in members:
            total = [t + s / len(members) for t, s in zip(total, scores(text, claims[i], associated), strict=True)]
        total = [t - (1.5 if j in used[kind] else 0.0) for j, t in enumerate(total)]
        best = max(range(len(marks)), key=lambda j: total[j])
        used[kind].add(best)
        for i in members:
            chosen[i] = (marks[best][0], marks[best][1])
    return chosen
