"""What the tests of exports share: claims of the samples and of reports written here, as extracts of each release."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from importlib import resources

from siegeline.claims.claim import Claim
from siegeline.claims.reader import Reader
from siegeline.claims.rules import RulesReader
from siegeline.publish.extract import Extract, extract
from siegeline.publish.release import Release, load_release
from siegeline.reports import read_paths
from siegeline.theatre import load_theatre

FIRST, LAST = date(2016, 7, 1), date(2016, 9, 9)
ClaimsIn = Callable[..., list[Claim]]


@lru_cache(maxsize=1)
def sample_claims() -> tuple[Claim, ...]:
    reports = list(read_paths([str(resources.files("siegeline") / "samples")]))
    reader = Reader("syria", RulesReader())
    return tuple(claim for report in reports for claim in reader.read(report))


@lru_cache(maxsize=4)
def samples(release: str) -> Extract:
    return extract(sample_claims(), load_theatre("syria"), load_release(release), first=FIRST, last=LAST)


def strict(base: str, **changes: object) -> Release:
    """A release with lists of what must not be told."""
    return load_release(base).model_copy(update=changes)
