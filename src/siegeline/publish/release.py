"""Release: for whom something is published, and what it then tells: delays, coarse places, what is kept back."""

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from siegeline.claims.claim import KINDS, STATUSES, Claim
from siegeline.errors import InputError, UsageError

NAMES = ("public", "partner", "internal")
EXPECTED = frozenset({"planned", "hypothetical"})  # what has not happened: never public

Level = Literal["exact", "place", "district"]
Group = Literal["routes", "force", "aid", "people"]
Dropped = Literal["quote", "report", "speaker", "words"]
Status = Literal["actual", "failed", "planned", "hypothetical", "denied"]


class Release(BaseModel):
    """What a publication tells.

    ``delay_days`` holds back claims of a group until so many days after they were said and were so. ``points`` makes
    where a claim lies coarser: ``place`` is the named place itself, ``district`` the area around it. ``drop`` leaves
    out ``quote``; ``report`` (its hash, file, and where in it); ``speaker`` (who is quoted in it); ``words`` (names as
    they were written). ``datasets`` are those whose imported events may be passed on. ``undisclosed`` are sources that
    count and are not named; ``places``, ``routes`` (ids) and ``words_withheld`` (names of people, or any words) are not
    told at all.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    base: Literal["public", "partner", "internal"]
    statuses: tuple[Status, ...] = STATUSES  # type: ignore[assignment]
    delay_days: Mapping[Group, int] = Field(default_factory=dict)
    points: Mapping[Group | Literal["default"], Level] = Field(default_factory=dict)
    drop: tuple[Dropped, ...] = ()
    datasets: tuple[str, ...] = ()
    undisclosed: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    words_withheld: tuple[str, ...] = ()

    def delay(self, claim: Claim) -> tuple[str, int]:
        """The group that holds a claim back for longest, and for how many days; 0: it is told at once."""
        held = [(group, self.delay_days.get(group, 0)) for group in groups_of(claim)]
        return max(held, key=lambda one: one[1], default=("", 0))

    def level(self, claim: Claim) -> Level:
        """How exactly a claim's place is told: the coarsest of its groups, else the default."""
        order: tuple[Level, ...] = ("exact", "place", "district")
        levels = [self.points[group] for group in groups_of(claim) if group in self.points]
        return max([*levels, self.points.get("default", "exact")], key=order.index)


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, Any]:
    text = (resources.files("siegeline.publish") / "release.yaml").read_text(encoding="utf-8")
    told: Mapping[str, Any] = yaml.safe_load(text)
    unknown = {kind for kinds in told["groups"].values() for kind in kinds} - set(KINDS)
    if unknown:
        raise UsageError(f"release.yaml: no such kind of claim: {', '.join(sorted(unknown))}")
    return told


def groups_of(claim: Claim) -> tuple[Group, ...]:
    """The groups that a claim belongs to."""
    found = [group for group, kinds in _shipped()["groups"].items() if claim.kind in kinds]
    if claim.route is not None and "routes" not in found:
        found.append("routes")
    return tuple(found)


def load_release(name: str) -> Release:
    """The release of that name, else of the YAML file of that name.

    Raises:
        UsageError: there is neither.
        InputError: the file cannot be read, or holds what a release does not know.
    """
    profiles = _shipped()["profiles"]
    if name in NAMES:
        return Release(name=name, base=name, **profiles[name])  # type: ignore[arg-type]
    path = Path(name)
    if path.suffix not in {".yaml", ".yml"}:
        raise UsageError(f"unknown release {name!r}; the releases are {', '.join(NAMES)}, or name a YAML file")
    advice = "see docs/formats.md for what it may hold"
    try:
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        raise InputError(name, f"cannot be read ({reason})", "name a YAML file with 'base: public' in it") from error
    if not isinstance(told, dict) or told.get("base") not in NAMES:
        raise InputError(name, "does not say on what release it is built", f"begin with 'base: {NAMES[0]}'")
    own = {str(key): value for key, value in told.items()}
    merged: dict[str, Any] = {"name": path.stem, **profiles[own["base"]]}
    for key, value in own.items():
        both_maps = isinstance(merged.get(key), dict) and isinstance(value, dict)
        merged[key] = {**merged[key], **value} if both_maps else value
    try:
        release = Release(**merged)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(one) for one in first["loc"])
        raise InputError(name, f"{where}: {first['msg'][:1].lower()}{first['msg'][1:]}", advice) from error
    if release.base == "public" and EXPECTED & set(release.statuses):
        raise InputError(
            name, "statuses: plans and predictions are never public", "build it on 'partner' or 'internal'"
        )
    return release
