"""Rule: what counts as a siege. Each is a YAML file in ``rules/``; the user chooses one, and every output names it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources

import yaml

from siegeline.claims.claim import Claim
from siegeline.errors import UsageError
from siegeline.times import Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One definition: its ``wording`` in our words, its ``source``, and what it takes.

    ``degrees`` are those that count. ``sustained_days``: a siege counts from so many days on, or from when aid was told
    to be blocked. ``regular`` deliveries of aid ``within_days`` are regular access. ``tiers``: sieges are graded.
    """

    name: str
    wording: str
    source: str
    degrees: tuple[str, ...]
    sustained_days: int = 0
    regular: int | None = None
    within_days: int = 90
    tiers: bool = False

    def judged(self, degree: str, since: Bounds, aid: "Aid", *, on: date) -> tuple[bool, str | None]:
        """Whether a siege of that degree counts on a day, and its tier (``1`` to ``3``, ``1-3`` or ``watchlist``)."""
        if degree not in self.degrees:
            return False, None
        begun = since.latest or since.earliest
        sustained = begun is not None and (on - begun).days >= self.sustained_days
        if self.tiers:
            partial = degree != "encircled" or not sustained
            return True, "watchlist" if partial else self._tier(aid)
        regular = self.regular is not None and aid.delivered >= self.regular
        return (sustained or aid.blocked > 0) and not regular, None

    def _tier(self, aid: "Aid") -> str:
        if not aid.delivered and not aid.blocked:
            return "1-3"
        return "1" if not aid.delivered else "2" if aid.delivered < (self.regular or 1) else "3"


@dataclass(frozen=True, slots=True)
class Aid:
    """How often aid was told to have come in, or to have been blocked, lately: reposts count once."""

    delivered: int = 0
    blocked: int = 0


def rules() -> Mapping[str, Rule]:
    """The rules that ship, by name."""
    return _rules()


@lru_cache(maxsize=1)
def _rules() -> Mapping[str, Rule]:
    from pydantic import TypeAdapter  # late: slow to import

    folder = resources.files("siegeline.picture").joinpath("rules")
    files = sorted((one for one in folder.iterdir() if one.name.endswith(".yaml")), key=lambda one: one.name)
    read = TypeAdapter(Rule).validate_python
    found = [read(yaml.safe_load(one.read_text(encoding="utf-8"))) for one in files]
    return {rule.name: rule for rule in found}


def rule_named(name: str) -> Rule:
    """The rule of that name.

    Raises:
        UsageError: there is no such rule.
    """
    if name not in _rules():
        raise UsageError(f"unknown rule {name!r}; there are {', '.join(sorted(_rules()))}")
    return _rules()[name]


def aid_told(claims: Iterable[Claim], *, on: date, within_days: int) -> dict[str, Aid]:
    """The aid told of each place in the days up to ``on``, by place id."""
    delivered: dict[str, set[str]] = {}
    blocked: dict[str, set[str]] = {}
    for claim in claims:
        if claim.kind not in {"aid_delivered", "aid_blocked"} or claim.place is None or claim.place.id is None:
            continue
        day = claim.when.interval.last or claim.when.interval.first or claim.stated
        if day is None or not 0 <= (on - day).days <= within_days:
            continue
        came = (claim.kind == "aid_delivered") == (claim.status == "actual")
        if claim.status not in {"actual", "failed", "denied"} or (came and claim.kind == "aid_blocked"):
            continue  # who denies that aid was blocked does not say that it came
        (delivered if came else blocked).setdefault(claim.place.id, set()).add(claim.origin)
    return {place: Aid(len(delivered.get(place, ())), len(blocked.get(place, ()))) for place in {*delivered, *blocked}}
