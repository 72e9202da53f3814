"""A small conflict of two sides and a third, and a short way to write claims on it."""

import re
from collections.abc import Callable
from datetime import date
from itertools import count

import pytest

from siegeline.claims import ActorRef, Claim, PlaceRef, RouteRef, SpeakerRef, TimeRef
from siegeline.theatre import Actor, OverlayPlace, Route, Side, Source, Theatre
from siegeline.times import Interval, parse_edtf

Say = Callable[..., Claim]


def _place(id: str, name: str, *, part_of: str | None = None, population: int | None = None) -> OverlayPlace:
    return OverlayPlace(
        id=id,
        name=name,
        kind="district",
        lat=36.2,
        lon=37.1,
        source="test",
        part_of=part_of,
        population=population,
    )


@pytest.fixture(scope="session")
def theatre() -> Theatre:
    """Aleppo in miniature."""
    return Theatre(
        id="mini",
        name="Mini",
        countries=("SY",),
        first_day=date(2011, 3, 15),
        sides=(
            Side(id="government", name="Government forces", hue="#0000aa"),
            Side(id="opposition", name="Opposition forces", hue="#00aa00"),
            Side(id="is", name="Islamic State", hue="#222222"),
        ),
        actors=(
            Actor(id="army", name="Syrian army", side="government", partisan=("regime",)),
            Actor(id="fatah", name="Jaish al-Fatah", side="opposition"),
            Actor(id="is", name="Islamic State", side="is", partisan=("caliphate",)),
        ),
        sources=(
            Source(id="monitor", name="Monitor", leaning="independent", grade="B"),
            Source(id="agency", name="Agency", leaning="independent", grade="B"),
            Source(id="state-tv", name="State TV", leaning="government", grade="C"),
            Source(id="rebel-radio", name="Rebel radio", leaning="opposition", grade="C"),
        ),
        places=(
            _place("aleppo", "Aleppo"),
            _place("east", "East Aleppo", part_of="aleppo", population=250_000),
            _place("west", "West Aleppo", part_of="aleppo"),
            _place("base", "Ramouseh base"),
            _place("kuweires", "Kuweires air base"),
        ),
        routes=(
            Route(id="castello", name="Castello road", source="test", path=((37.1, 36.2), (37.2, 36.3))),
        ),
    )


@pytest.fixture
def say() -> Say:
    """``say("captured", place="base", agent="fatah", on="2016-08-06", source="monitor")`` makes a claim.

    ``on`` is the valid time in EDTF; ``stated`` is the day of the report, by default the end of ``on``.
    """
    numbers = count(1)
    actors = {"army": "government", "fatah": "opposition", "is": "is"}

    def who(text: str | None) -> ActorRef | None:
        return ActorRef("regime" if text == "army" else text, text, actors.get(text)) if text else None

    def speaker(text: str | None) -> SpeakerRef | None:
        return SpeakerRef(text, text) if text else None

    def make(
        kind: str,
        *,
        on: str | None = None,
        stated: str | None = None,
        status: str = "actual",
        place: str | None = None,
        route: str | None = None,
        agent: str | None = None,
        target: str | None = None,
        source: str | None = "monitor",
        speaker_leaning: str | None = None,
        quote: str | None = None,
        words: str | None = "then",
        confidence: float = 0.8,
        report: str | None = None,
    ) -> Claim:
        number = next(numbers)
        interval = parse_edtf(on) if on else Interval()
        told = stated or (on if on and re.fullmatch(r"\d{4}-\d\d-\d\d", on) else None)
        named = SpeakerRef("sources", None, speaker_leaning) if speaker_leaning else None
        chain = tuple(one for one in (speaker(source), named) if one)
        return Claim(
            kind=kind,
            status=status,
            agent=who(agent),
            target=who(target),
            place=PlaceRef(place, place, place) if place else None,
            route=RouteRef(route, route, route) if route else None,
            when=TimeRef(words if on else None, interval),
            speaker=named,
            chain=chain,
            stated=date.fromisoformat(told) if told else None,
            report=report or f"report {number}",
            file=f"{number}.txt",
            start=0,
            end=9,
            quote=quote or f"{kind} {place or route} {number}",
            confidence=confidence,
            reader="test",
        )

    return make
