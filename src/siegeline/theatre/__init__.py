"""Theatre: one conflict as data – loaded from its folder, and checked for faults."""

from siegeline.theatre.check import check_theatre
from siegeline.theatre.fault import Fault
from siegeline.theatre.theatre import (
    Actor,
    Allegiance,
    OverlayPlace,
    Passed,
    Province,
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
    "Fault",
    "OverlayPlace",
    "Passed",
    "Province",
    "Route",
    "Side",
    "Source",
    "Theatre",
    "check_theatre",
    "load_theatre",
    "theatre_names",
]
