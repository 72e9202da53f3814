"""Reports that hold what may be told and what may not, and what of it a release may not print."""

import json
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from siegeline.claims.claim import Claim
from siegeline.claims.reader import Reader
from siegeline.claims.rules import RulesReader
from siegeline.publish.release import Release, load_release
from siegeline.reports.report import Report

# what each report holds that must not be told, beside what may; the last is of the day on which they are published
REPORTS = (
    ("Bulletin", date(2016, 7, 3), "The Castello road has been cut by the army since 2 July 2016. Madaya is besieged."),
    (
        "Bulletin",
        date(2016, 7, 5),
        "Douma is besieged by the army since 17 June 2016. Aleppo was shelled on 5 July 2016.",
    ),
    ("Bulletin", date(2016, 7, 9), "The rebels attacked Palmyra on 4 July 2016."),
    ("Hidden Voice", date(2016, 7, 12), "Darayya is besieged by the army since 11 July 2016."),
    ("Bulletin", date(2016, 7, 21), "The rebels captured Khan Tuman on 20 July 2016, said Omar Zulqarnain."),
    ("Bulletin", date(2016, 7, 23), "The army will attack Anadan on 29 July 2016."),
    ("Bulletin", date(2016, 7, 22), "An aid convoy reached Moadamiyeh on 19 July 2016."),
    ("Bulletin", date(2016, 7, 28), "The rebels opened the Ramouseh road on 26 July 2016."),
    ("Bulletin", date(2016, 8, 1), "The army reinforced Al-Bab on 30 July 2016."),
    ("Bulletin", date(2016, 8, 1), "Raqqa was bombed by the air force on 1 August 2016."),
)
BASES = ("public", "partner", "internal")
# what is withheld by name, whatever the base
WITHHELD = {"places": ("douma",), "words_withheld": ("Zulqarnain",), "undisclosed": ("Hidden Voice",)}


@dataclass(frozen=True)
class Secret:
    """What a release of ``bases`` may print nothing of: words, days, the points of places, the claims that tell it."""

    bases: tuple[str, ...]
    words: tuple[str, ...]
    days: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    of: Callable[[Claim], bool] = lambda _: False


SECRETS = (
    Secret(BASES, ("Douma", "Duma"), ("2016-06-17",), ("douma",), lambda one: place_of(one) == "douma"),
    Secret(BASES, ("Zulqarnain",)),
    Secret(BASES, ("Hidden Voice", "secret-file-3"), of=lambda one: bool(one.source and one.source.text != "Bulletin")),
    # plans
    Secret(
        BASES[:2], ("Anadan", "will attack", "planned"), ("2016-07-29", "29 July"), ("anadan",),
        lambda one: one.status in {"planned", "hypothetical"},
    ),
    # within their delay
    Secret(
        BASES[:2], ("Al-Bab", "reinforced"), ("2016-07-30", "30 July"), ("al-bab",),
        lambda one: one.kind == "reinforced",
    ),
    Secret(BASES[:1], ("Moadami", "Muadami"), ("2016-07-19",), of=lambda one: one.kind == "aid_delivered"),
    Secret(BASES[:1], ("Ramouseh", "Ramousa"), ("2016-07-26",), of=lambda one: one.kind == "route_opened"),
    # told of the area around it alone
    Secret(BASES[:1], ("Palmyra", "Tadmur"), places=("palmyra",)),
    # in no file
    Secret(BASES[:2], ("secret-file-",)),
)  # fmt: skip
_NUMBER = re.compile(r"-?\d{1,3}\.\d+")
_NEAR = 0.01  # degrees, some kilometre: a point that was only rounded is found too
_BESIDE = 6  # numbers between latitude and longitude, where each is a row of its own


def place_of(claim: Claim) -> str | None:
    return claim.place.id if claim.place else None


def reports() -> list[Report]:
    return [
        Report(
            file=f"secret-file-{number}.txt", data=text.encode(), text=text, published=day, source=source, leaning=None
        )
        for number, (source, day, text) in enumerate(REPORTS)
    ]


@lru_cache(maxsize=1)
def claims() -> tuple[Claim, ...]:
    reader = Reader("syria", RulesReader())
    found: list[Claim] = []
    for report in reports():
        found += reader.read(report)
    return tuple(found)


def strict(base: str) -> Release:
    return load_release(base).model_copy(update=WITHHELD)


def withheld_ids(base: str) -> list[str]:
    """The ids of claims that no release of that base may print, and the hashes of reports."""
    found: list[str] = []
    for secret in SECRETS:
        if base in secret.bases:
            found += [claim.id for claim in claims() if secret.of(claim)]
    unnamed = {claim.report for claim in claims() if claim.source and claim.source.text != "Bulletin"}
    assert found
    return [*found, *sorted(unnamed if base == "internal" else {claim.report for claim in claims()})]


def leaks(shown: str, base: str) -> list[str]:
    """Every withheld word, day, point, id and file of a release that stands in what is shown."""
    from siegeline.places.atlas import atlas

    lower = shown.lower()
    secrets = [one for one in SECRETS if base in one.bases]
    found = [word for one in secrets for word in (*one.words, *one.days) if word.lower() in lower]
    found += [one for one in withheld_ids(base) if one in shown]
    numbers = [float(one) for one in _NUMBER.findall(shown)]
    for name in {name for one in secrets for name in one.places}:
        place = atlas("syria").by_id(name)
        assert place is not None, name
        lats, lons = (
            [at for at, one in enumerate(numbers) if abs(one - part) < _NEAR] for part in (place.lat, place.lon)
        )
        if any(abs(one - other) <= _BESIDE for one in lats for other in lons):
            found.append(f"the point of {name}")
    return found


@lru_cache(maxsize=3)
def fading_days(base: str) -> frozenset[str]:
    """Withheld days on which a page tells of something though nothing withheld was ever read: there, a state fades."""
    from siegeline.publish.released import released
    from siegeline.publish.releasedpage import released_page
    from siegeline.theatre import load_theatre

    syria, day = load_theatre("syria"), date(2016, 8, 1)
    read = {claim.id for claim in released(claims(), syria, strict(base), on=day).claims}
    kept = released([claim for claim in claims() if claim.id in read], syria, strict(base), on=day)
    page = released_page(
        kept, syria, {}, first=date(2016, 6, 26), last=day, start_on=day, rule="encirclement", known=None
    )
    days = {one for secret in SECRETS for one in secret.days}
    return frozenset(days & set(leaks(json.dumps(page, ensure_ascii=False), base)))


def floats_in(blob: bytes) -> str:
    """Every number that bytes may hold as a coordinate, packed in any of the usual ways, as text."""
    found = []
    for form in ("<d", ">d", ">f"):
        size = struct.calcsize(form)
        numbers = (struct.unpack_from(form, blob, at)[0] for at in range(len(blob) - size + 1))
        found.append(" ".join(f"{one:.5f}" for one in numbers if 30 < abs(one) < 45))
    return " . ".join(found)
