"""Quantity: how many were killed, how wide a corridor is, how many villages – as a range, on the claim that says it.

Only a number beside what it numbers is taken: a word for people or things, a unit of measure, or a harm ("12 dead").
A number of people is of the harm that stands nearest to it; without one it is of ``people``. Parts of a number already
told ("30 people, including 12 children") are not told again; neither are ages, dates, times, sums of money, names
with a number, or "a" for one. :mod:`siegeline.claims.amount` says how words for a number are read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from siegeline.claims.amount import Amount, amounts, told
from siegeline.claims.claim import Claim, Quantity
from siegeline.claims.frame import Span
from siegeline.claims.harm import Word, harm_beside, harm_of, harms, nouns, people, words_of

_GAP = 4  # words that may stand between a number and what it numbers
_STOPS = ";:.!?"
_THOUSANDS = re.compile(r"\D*\d{1,3}\.\d{3}")  # "1.500 people" cannot be one and a half
_JOINED = re.compile(r"[\s\u00a0\u202f]*|-")
_WHO_ARE = re.compile(r"(?:\s|,|\b(?:who|that|are|were|is|have|has|been|remain(?:ed)?|still|now)\b)*")
_AIDED = re.compile(
    r"\b(?:fed|feeds?|feeding|vaccinat\w+|immuni[sz]\w+|treat(?:ed|s|ing)|assist(?:ed|s|ing)|help(?:ed|s|ing)|"
    r"(?:food|aid|supplies|rations|parcels|flour|medicines?|relief|assistance|enough|kits|bread|meals|water)\b"
    r"[^.;]{0,30}?\b(?:for|to))\s+(?:[\w-]+\s+){0,2}$",
    re.I,
)
_RATE = re.compile(r"\s?(?:/|per\b|an hour|p\.?h\b)", re.I)
_YEARS = range(1900, 2100)
_COMMA = 20  # how many characters' distance a comma is worth
_STOP = 60


@dataclass(frozen=True, slots=True)
class Told:
    """A quantity of a text with the word of its harm, if any, and who is numbered (civilian, fighter, anybody)."""

    quantity: Quantity
    harm: Span | None = None
    who: str | None = None


def quantities(text: str) -> list[Told]:
    """The quantities that a sentence tells, in its order, with offsets in it."""
    numbers = list(amounts(text))
    if not numbers:
        return []
    words = words_of(text)
    found = [one for one in numbers if not _is_name(text, one, words)]
    parts = [one for one in found if _is_of_another(text, one)]
    taken = [_told(text, one, words, found, parts) for one in found if one not in parts]
    return [one for one in taken if one is not None]


def with_quantities(claims: Sequence[Claim], text: str, start: int) -> list[Claim]:
    """The claims of one sentence, each with the quantities that its clause tells.

    ``text`` is the sentence, ``start`` its offset in the report. A quantity goes to the claim whose trigger is
    nearest among those of the kinds that take it (``quantity.yaml``); commas and semicolons count as distance. Claims
    of one trigger, which tell of several places, share it: they carry it with the same offsets.
    """
    if not claims:
        return list(claims)
    given: dict[int, list[Quantity]] = {at: [] for at in range(len(claims))}
    for one in quantities(text):
        moved = replace(one.quantity, start=one.quantity.start + start, end=one.quantity.end + start)
        for at in _takers(claims, one, text, start):
            given[at].append(moved)
    return [replace(claim, quantities=tuple(given[at])) if given[at] else claim for at, claim in enumerate(claims)]


def _takers(claims: Sequence[Claim], one: Told, text: str, start: int) -> list[int]:
    for kinds in _tiers(one):
        able = [
            (_distance(claim.trigger, one, text, start), at)
            for at, claim in enumerate(claims)
            if claim.trigger and ("any" in kinds or claim.kind in kinds)
        ]
        if able:
            nearest = claims[min(able)[1]]
            return [at for _, at in able if (claims[at].trigger, claims[at].kind) == (nearest.trigger, nearest.kind)]
    return []


def _tiers(one: Told) -> list[list[str]]:
    words = told()
    if tiers := words["kinds"].get(one.quantity.what):
        return list(tiers)
    if one.who in {"civilian", "fighter"}:
        return list(words[one.who])
    if one.who == "anybody":
        return [words["civilian"][0], *words["fighter"]]
    return [["any"]]


def _distance(trigger: tuple[int, int], one: Told, text: str, start: int) -> int:
    """How far a trigger stands from a quantity or its harm, in characters; 0 where they touch."""
    low, high = trigger[0] - start, trigger[1] - start
    spans = [(one.quantity.start, one.quantity.end), *([one.harm] if one.harm else [])]
    far = []
    for first, last in spans:
        gap = text[high:first] if high <= first else text[last:low] if last <= low else ""
        far.append(len(gap) + _COMMA * gap.count(",") + _STOP * sum(gap.count(stop) for stop in _STOPS))
    return min(far)


def _told(
    text: str, amount: Amount, words: Sequence[Word], found: Sequence[Amount], parts: Sequence[Amount]
) -> Told | None:
    """What an amount numbers; None when nothing that we know."""
    if measured := _measured(text, amount):
        return measured
    if re.match(r"m\b", text[amount.end :]):  # "1.2m people", since it is no length
        low, high = (bound and bound * 1_000_000 for bound in (amount.low, amount.high))
        amount = replace(amount, end=amount.end + 1, low=low, high=high)
    after = [at for at, word in enumerate(words) if word.start >= amount.end]
    noun = _noun(text, amount, words, after)
    if noun is None:
        harm = harm_beside(amount, words, found)
        if harm is None:
            return None
        what, span = harm
        end = span.end if amount.end <= span.start <= amount.end + 1 else amount.end
        return Told(_quantity(text, amount, end, what, "people"), span, "anybody")
    end, sort, name, word = noun
    if sort == "thing":
        return Told(_quantity(text, amount, end, name, None))
    unit = told()["groups"].get(word, "people")
    if sort == "harm":
        who = "fighter" if name == "captured" else "anybody"
        return Told(_quantity(text, amount, end, name, unit), None, who)
    harm = harm_of(amount, end, words, found, parts)
    if harm and harm[0] == "trapped" and _is_aided(text, amount, end, harm[1]):
        harm = None  # "fed 27,500 people in besieged X": so many got something, nobody counts the trapped
    what, at = harm if harm else ("people", None)
    return Told(_quantity(text, amount, end, what, unit), at, sort)


def _is_aided(text: str, amount: Amount, end: int, harm: Span) -> bool:
    """Whether a number is of people who get something, with no harm right beside it: "food for 6,000 people in …"."""
    between = text[harm.end : amount.start] if harm.end <= amount.start else text[end : harm.start]
    return not _WHO_ARE.fullmatch(between) and _AIDED.search(text[: amount.start]) is not None


def _quantity(text: str, amount: Amount, end: int, what: str, unit: str | None) -> Quantity:
    if _THOUSANDS.fullmatch(text[amount.start : amount.end]) and not amount.whole:
        amount = replace(amount, low=amount.low and 1000 * amount.low, high=amount.high and 1000 * amount.high)
    low, high = amount.counted()
    return Quantity(what, low, high, unit, text[amount.start : end], amount.start, end)


def _measured(text: str, amount: Amount) -> Told | None:
    """A length, area or weight: a number with a unit."""
    match = _unit().match(text, amount.end)
    if match is None or _RATE.match(text, match.end()):
        return None
    sort, unit, size = told()["units"][" ".join(match["unit"].lower().split())]
    if match["unit"] == "m" and re.match(rf"\s+(?:{'|'.join(people())})\b", text[match.end() :]):
        return None
    low, high = (bound if bound is None or size == 1 else round(bound * size, 3) for bound in (amount.low, amount.high))
    end, what = match.end(), str(sort)
    if sort == "line":
        what, end = _length(text, amount.start, match.end())
    quoted = text[amount.start : end]
    return Told(Quantity(what, _plain(low), _plain(high), unit, quoted, amount.start, end))


def _plain(value: float | None) -> float | None:
    return int(value) if value is not None and float(value).is_integer() else value


def _length(text: str, start: int, end: int) -> tuple[str, int]:
    """Which length a length is, and where the words for it end."""
    lengths = told()["lengths"]
    sense = {word: what for what, known in lengths.items() for word in known}
    after = re.match(r"[\s-]+([\w-]+)", text[end:])
    if after and (what := sense.get(after[1].lower())):
        return what, end + after.end() if what in {"width", "length", "depth", "height"} else end
    if after and (what := sense.get(after[1].lower().split("-")[0])):
        return what, end
    clause = re.split(r"[,;:()]", text[:start])[-1].lower()
    before = re.findall(r"[\w-]+", clause)[-4:]
    for word in reversed(before):
        if (what := sense.get(word)) and what != "distance":
            return what, end
    whole = clause + re.split(r"[,;:()]", text[end:].lower())[0]
    if any(re.search(rf"\b{word}s?\b", whole) for word in told()["narrow"]):
        return "width", end
    return "distance", end


def _noun(text: str, amount: Amount, words: Sequence[Word], after: Sequence[int]) -> tuple[int, str, str, str] | None:
    """The noun that a number numbers: its end, its sort (thing, harm or who), what it is, and the word."""
    said = told()
    known = nouns()
    last, begun = amount.end, False
    best: tuple[int, str, str, str] | None = None
    for step, at in enumerate(after[: _GAP + 2]):
        word = words[at]
        if not _JOINED.fullmatch(text[last : word.start]):
            break
        if word.text in said["not_before"] or word.text.split("-")[0] in said["not_before"]:
            return best if best and best[3] not in {"more", "other", "others"} else None
        last = word.end
        if step == 0 and word.text == "of":
            begun = True
            continue
        if begun and step == 1 and word.text in {"the", "its", "their", "his", "them", "these"}:
            if word.text == "them":
                break
            continue
        entry = known.get(word.text)
        if entry and _is_one(word.text) and text[word.start - 1] != "-" and (amount.high is None or amount.high > 1):
            continue  # "12 tank shells", "two machine gun nests"
        if entry:
            if best and best[1] != "thing" and entry[0] == "harm" and entry[1] != "captured":
                break  # "30 people dead"
            best = (word.end, *entry, word.text)
            continue
        if best or not word.text[0].isalpha() or word.text in said["ends"]:
            break
        if word.text in harms() and not _describes(at, words):
            break
    if best and begun and text[amount.start : amount.end].lower() == "one":
        return None  # "one of the villages"
    return best


def _is_one(noun: str) -> bool:
    """Whether a noun is the singular of one that we know."""
    many = (f"{noun}s", f"{noun[:-1]}ies", re.sub("man$", "men", noun), f"{noun}ren")
    return any(one != noun and one in nouns() for one in many)


def _describes(at: int, words: Sequence[Word]) -> bool:
    """Whether a harm only describes the noun after it ("four besieged towns", "30 wounded fighters")."""
    for word in words[at + 1 : at + 4]:
        if word.text in nouns():
            return True
        if word.text in told()["ends"] or not word.text[0].isalpha():
            return False
    return False


def _is_of_another(text: str, amount: Amount) -> bool:
    """Whether a number is a part of one told before it."""
    before, after = text[: amount.start].lower(), text[amount.end :].lower()
    said = told()["parts"]
    return any(re.search(rf"\b{one}[\s:]+(?:the\s+)?$", before) for one in said) or (
        re.match(r"\s+of\s+(?:them|whom|which|those)\b", after) is not None and re.search(r"\d|\w", before) is not None
    )


def _is_name(text: str, amount: Amount, words: Sequence[Word]) -> bool:
    """Whether a number is a name's or a year's."""
    said = text[amount.start : amount.end]
    before = next((word for word in reversed(words) if word.end <= amount.start), None)
    if before is not None and text[before.end : amount.start].strip() == "" and said[0].isdigit():
        if before.text in told()["numbered"]:
            return True
        if before.text in told()["not_before"] and before.text not in {"per"}:
            return True
    return said.isdigit() and len(said) == 4 and int(said) in _YEARS


@lru_cache(maxsize=1)
def _unit() -> re.Pattern[str]:
    names = sorted(told()["units"], key=len, reverse=True)
    any_of = "|".join(re.escape(name).replace(r"\ ", r"[\s-]+") for name in names)
    return re.compile(rf"[\s\u00a0\u202f-]*(?P<unit>{any_of})(?![\w²])", re.I)


__all__ = ["Told", "quantities", "with_quantities"]
