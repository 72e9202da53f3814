"""Claims to pictures: who holds what, what is cut off, which ways are open, on a day."""

from siegeline.picture.agreement import picture_of, routes_and_segments, sieges
from siegeline.picture.control import ControlRow, control
from siegeline.picture.history import HeldSpan, control_history
from siegeline.picture.neighbours import neighbours
from siegeline.picture.past import past_sieges
from siegeline.picture.placed import undated, unplaced
from siegeline.picture.population import Population
from siegeline.picture.routes import RouteRow, routes
from siegeline.picture.sentence import likelihood, past_sentence, sentence, unsettled
from siegeline.picture.sieges import SiegeRow
from siegeline.picture.timeline import timeline

__all__ = [
    "ControlRow",
    "HeldSpan",
    "Population",
    "RouteRow",
    "SiegeRow",
    "control",
    "control_history",
    "likelihood",
    "neighbours",
    "past_sentence",
    "past_sieges",
    "picture_of",
    "routes",
    "routes_and_segments",
    "sentence",
    "sieges",
    "timeline",
    "undated",
    "unplaced",
    "unsettled",
]
