"""Reports that hold what may be told and what may not, and what of it a release may not print."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from siegeline.claims.claim import Claim
from siegeline.claims.reader import Reader
from siegeline.claims.rules import RulesReader
from siegeline.publish.release import Release, load_release
from siegeline.reports.report import Report

# what each report holds that must not be told, beside what may be
REPORTS = (
    ("Bulletin", date(2016, 7, 3), "The Castello road has been cut by the army since 2 July 2016. Madaya is besieged."),
    (
        "Bulletin",
        date(2016, 7, 5),
        "Douma is besieged by the army since 17 June 2016. Aleppo was shelled on 5 July 2016.",
    ),
    ("Hidden Voice", date(2016, 7, 12), "Darayya is besieged by the army since 11 July 2016."),
    ("Bulletin", date(2016, 7, 21), "The rebels captured Khan Tuman on 20 July 2016, said Omar Zulqarnain."),
    ("Bulletin", date(2016, 7, 23), "The army will attack Anadan on 29 July 2016."),
    ("Bulletin", date(2016, 8, 1), "The army reinforced Al-Bab on 30 July 2016."),
    ("Bulletin", date(2016, 8, 1), "Raqqa was bombed by the air force on 1 August 2016."),
)
# the words, days and points that each base may not print, for that list of what is withheld
WITHHELD = {"places": ("douma",), "words_withheld": ("Zulqarnain",), "undisclosed": ("Hidden Voice",)}
WORDS = ("Douma", "Duma", "Zulqarnain", "Hidden Voice", "Anadan", "will attack", "Al-Bab", "reinforced", "planned")
DAYS = ("2016-06-17", "2016-07-29", "2016-07-30")
PLACES = ("douma",)


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


def withheld_claims(hidden: Callable[[Claim], bool]) -> list[Claim]:
    found = [claim for claim in claims() if hidden(claim)]
    assert found, "the reports hold what is to be withheld"
    return found


def withheld_ids() -> list[str]:
    """The ids of claims that no release of these may print, and the hashes of the reports."""
    gone = withheld_claims(lambda claim: claim.status in {"planned", "hypothetical"} or claim.kind == "reinforced")
    gone += withheld_claims(lambda claim: bool(claim.place and claim.place.id in PLACES))
    gone += withheld_claims(lambda claim: bool(claim.source and claim.source.text == "Hidden Voice"))
    return [claim.id for claim in gone] + sorted({claim.report for claim in claims()})


def leaks(shown: str) -> list[str]:
    """Every withheld word, day, coordinate, id and file that stands in what is shown."""
    from siegeline.places.atlas import atlas

    found = [word for word in WORDS if word.lower() in shown.lower()]
    found += [day for day in DAYS if day in shown]
    for one in PLACES:
        place = atlas("syria").by_id(one)
        assert place is not None
        found += [f"{number}" for number in (place.lat, place.lon) if f"{number}" in shown]
    found += [one for one in (*withheld_ids(), "secret-file-") if one in shown]
    return found
