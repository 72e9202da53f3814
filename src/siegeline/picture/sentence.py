"""Sentence: a picture's row in plain words, for ``siegeline show`` and the page."""

from siegeline.picture.control import ControlRow
from siegeline.picture.parameters import parameters
from siegeline.picture.routes import RouteRow
from siegeline.picture.sieges import SiegeRow
from siegeline.times import Bounds, days_after

_DEGREES = {"encircled": "besieged", "under-fire": "besieged de facto", "one-way": "besieged but for one way"}
_ROUTES = {"open": "open", "contested": "contested", "under-fire": "under fire", "restricted": "restricted"}
# bounds no further apart than this are "about" a day
_ABOUT_DAYS = 31


def sentence(row: ControlRow | RouteRow | SiegeRow) -> str:
    """What a row says, in one line.

    For example "West Aleppo: besieged de facto by opposition since about 6 August 2016 – likely, 4 claims
    for, 1 against".
    """
    match row:
        case ControlRow():
            name = row.place.text
            what = f"held by {row.holder.text}" if row.holder else row.state
            what += " (judging by the places around)" if row.basis == "neighbours" else ""
        case SiegeRow():
            name, what = row.place.text, _besieged(row)
        case RouteRow():
            name = row.route.text
            by = f" by {row.by.text}" if row.by and row.state in {"cut", "under-fire", "restricted"} else ""
            whom = f" for {row.for_whom.text}" if row.for_whom else ""
            what = _ROUTES.get(row.state, row.state) + whom + by
    if row.probability is None:
        return f"{name}: {what} – {unsettled(row)}"
    told = f"{_count(len(row.supporting))} for, {len(row.opposing)} against"
    return f"{name}: {what}{_since(row.since)} – {likelihood(row.probability)}, {told}"


def past_sentence(row: SiegeRow) -> str:
    """What a siege that is over comes to, in one line; ``row`` as it was when last listed.

    For example "Kuweires air base: no longer besieged – it was besieged by Islamic State since 10 November 2013 or
    earlier, until 10 November 2015 or earlier".
    """
    name, was = row.place.text, f"it was {_besieged(row)}{_since(row.since)}".removesuffix(",")
    if row.ended_by is None or row.until is None:
        return f"{name}: not told to be besieged any more, and not how that ended – {was}"
    low, high = row.until.earliest, row.until.latest
    until = f", until {written(high or low)}" if high or low else ""
    return f"{name}: no longer besieged – {was}{until}{' or earlier' if high and low != high else ''}"


def _besieged(row: SiegeRow) -> str:
    by = f" by {row.besieger.text}" if row.besieger else ", by whom is not told,"
    return _DEGREES[row.degree] + by + (" (derived, not reported)" if row.basis == "derived" else "")


def unsettled(row: ControlRow | RouteRow | SiegeRow) -> str:
    """Why a row asserts no state, in a few words; empty where it does.

    For example "4 claims, none of them recent: last told on 2 November 2015". Claims of such a row are for nothing.
    """
    reason = None if isinstance(row, SiegeRow) else row.unsettled
    if reason is None:
        return ""
    told = _count(len({*row.supporting, *row.opposing}))
    match reason.why:
        case "faded" if told == "1 claim":
            return f"1 claim, not recent: told on {written(reason.last)}"
        case "faded":
            return f"{told}, none of them recent: last told on {written(reason.last)}"
        case "lost":
            return f"{told}: it was lost, to whom is not told"
        case "not":
            return f"{told}: who does not hold it is told, not who does"
        case _:
            return f"{told}, not enough to tell"


def likelihood(probability: float) -> str:
    """The words of likelihood for a probability."""
    return next(one.words for one in parameters().likelihood if probability >= one.at)


def _count(claims: int) -> str:
    return "1 claim" if claims == 1 else f"{claims} claims"


def _since(began: Bounds) -> str:
    low, high = began.earliest, began.latest
    if low and high:
        if low == high:
            return f" since {written(high)}"
        if low.day == days_after(high, 1).day == 1 and low == high.replace(day=1):
            return f" since {low:%B %Y}"
        if (high - low).days <= _ABOUT_DAYS:
            return f" since about {written(high)}"
        return f" since between {written(low)} and {written(high)}"
    if high:
        return f" since {written(high)} or earlier"
    return f" since {written(low)} or later" if low else ""


def written(day: object) -> str:
    """A day in words: 6 August 2016."""
    return f"{day:%-d %B %Y}"
