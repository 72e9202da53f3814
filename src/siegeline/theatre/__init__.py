"""Theatre: one conflict as data – loaded from its folder, and checked for faults."""

from siegeline.theatre.theatre import (
    Actor,
    Allegiance,
    OverlayPlace,
    Route,
    Side,
    Source,
    Theatre,
    load_theatre,
    theatre_names,
)

__all__ = [
    "Actor",
    "Allegiance",
    "OverlayPlace",
    "Route",
    "Side",
    "Source",
    "Theatre",
    "load_theatre",
    "theatre_names",
]
