"""Parameters: the picture's numbers and words, read once from parameters.yaml and checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Literal

import yaml

from siegeline.claims.claim import LASTING
from siegeline.picture.course import Times

Stake = Literal["agent", "target"]


@dataclass(frozen=True, slots=True)
class Weight:
    """What a claim's weight is made of, and the weight of silence against it."""

    status: Mapping[str, float]
    grade: Mapping[str, float]
    repeat: float
    silence: float


@dataclass(frozen=True, slots=True)
class Stakes:
    """Whose side gains and whose loses when a claim of a kind is true."""

    gains: Stake | None = None
    loses: Stake | None = None


@dataclass(frozen=True, slots=True)
class Interest:
    """Factors for a source that has something to gain or lose by what it says."""

    self_serving: float
    against_interest: float
    independent: float
    unknown: float
    speaker_share: float
    stakes: Mapping[str, Stakes]


@dataclass(frozen=True, slots=True)
class Fading:
    """Evidence fades in ``steps`` a half-life and is gone after ``forget`` half-lives."""

    steps: int
    forget: int


@dataclass(frozen=True, slots=True)
class Kind:
    """What a claim of a kind means for one picture, and how strongly."""

    meaning: str
    strength: float


@dataclass(frozen=True, slots=True)
class Panel:
    """One picture's numbers: half-life in days, the probability and the margin that a state needs.

    ``state_half_life_days`` are the states of which news stays for longer, or shorter.
    """

    half_life_days: int
    assert_at: float
    margin: float
    kinds: Mapping[str, Kind]
    state_half_life_days: Mapping[str, int] = field(default_factory=dict, kw_only=True)


@dataclass(frozen=True, slots=True)
class ControlPanel(Panel):
    """Control's numbers; a taking by nobody named is the one that others tell of within ``join_days``."""

    join_days: int


@dataclass(frozen=True, slots=True)
class SiegePanel(Panel):
    """The sieges' numbers; the words that settle a siege's degree (regular expressions), and those for inhabitants.

    ``again``, ``now``, ``ended`` and ``broken`` are words beside the end of a siege; see ``telling``.
    """

    again: tuple[str, ...]
    now: tuple[str, ...]
    ended: tuple[str, ...]
    broken: tuple[str, ...]
    inhabitants: tuple[str, ...]
    degree: Mapping[str, tuple[str, ...]]
    clause_break: str


@dataclass(frozen=True, slots=True)
class NeighbourPanel:
    """The numbers by which places without claims borrow from those around them; parameters.yaml says what each does."""

    reach_km: float
    range_km: float
    forgets: float
    noise: float
    stale: float
    stale_untold: float
    across_river: float
    triangles: float
    sharpness: float
    change_days: int
    change_untold_days: int
    half_life_days: int
    late_days: int
    wave_by_age: tuple[float, ...]
    wave_against: float
    wave_doubt: float
    wave_start: float
    wave_whisper: float
    wave_km: float

    @property
    def times(self) -> Times:
        """The times of each place's own course."""
        return Times(change=self.change_days, change_untold=self.change_untold_days, half_life=self.half_life_days)


@dataclass(frozen=True, slots=True)
class Likelihood:
    """Words for probabilities from ``at`` upwards."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Parameters:
    """Everything in parameters.yaml."""

    weight: Weight
    interest: Interest
    fading: Fading
    control: ControlPanel
    neighbours: NeighbourPanel
    routes: Panel
    sieges: SiegePanel
    likelihood: tuple[Likelihood, ...]

    @property
    def lasting(self) -> frozenset[str]:
        """The kinds that tell a state: told without words for the time, it began on the report's day or earlier."""
        return LASTING


@lru_cache(maxsize=1)
def parameters() -> Parameters:
    """The parameters that ship with the program."""
    from pydantic import TypeAdapter  # late: slow to import

    text = resources.files("siegeline.picture").joinpath("parameters.yaml").read_text(encoding="utf-8")
    return TypeAdapter(Parameters).validate_python(yaml.safe_load(text))


def picture_kinds() -> frozenset[str]:
    """The kinds of claims that a day's pictures read: who holds what, roads, sieges, the aid that rules ask for."""
    panels = (parameters().control, parameters().routes, parameters().sieges)
    return frozenset(kind for panel in panels for kind in panel.kinds) | {"aid_delivered", "aid_blocked"}


def check_rule(name: str) -> str:
    """The rule's name again.

    Raises:
        UsageError: there is no such rule.
    """
    from siegeline.picture.rule import rule_named

    return rule_named(name).name
