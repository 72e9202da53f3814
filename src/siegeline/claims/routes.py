"""Routes: which road of the theatre the words of a report mean."""

import re
from collections.abc import Sequence

from siegeline.claims.claim import RouteRef
from siegeline.claims.roadnames import RouteNames, is_imported
from siegeline.places.mention import Mention
from siegeline.places.names import folded
from siegeline.places.resolve import PlaceResolver
from siegeline.theatre import Route

__all__ = ["RouteNames", "RouteResolver"]

_THROUGH = re.compile(r"\b(?:through|at|near|past|along|via|over|by|around)\b")
_LEADING = re.compile(r"\b(?:to|into|towards?|of|from|supply|supplies|at|through|near|along|running|runs)\b")
_JOINING = re.compile(r"\b(?:between|from|links?|linking|linked|connect(?:s|ing|ed)?|joins?|joining)\b")
_JOINED_AFTER = re.compile(
    r"\s+(?:that |which )?(?:runs? |leads? |leading |running )?"
    r"(?:between|from|link(?:s|ing)|connect(?:s|ing)|joining)\b[^.,;:!?]*"
)
_NAME = r"(?:the\s+)?(?:[a-z]{2}-)?[A-Z][\w’'-]*(?:\s+(?:[a-z]{2}-)?[A-Z][\w’'-]*)*"
_TWO_ENDS = re.compile(
    rf"\b(?:between|from|linking|links|connects|connecting|joining)\s+{_NAME}\s+(?:and|to|with)\s+{_NAME}"
    rf"|\bto\s+{_NAME}\s+from\s+{_NAME}"
)
_GOES_ON = re.compile(
    r"\s+(?:(?:that|which)\s+)?(?:(?:runs?|running|leads?|leading|supply|supplies|supplying)\s+)?"
    r"(?:to|into|towards?|of|from|at|through|near|along)\b"
)  # what of the words after a road still tells which it is: "the road | that leads into the city"
_DASH = re.compile(r"\s*[-–—/]\s*|\s+to\s+")
_STOOD_FOR = re.compile(
    r"\b(?:into|to|towards?|out of|from)\s+(?:(?:the|this|that|their|besieged|encircled|surrounded|embattled)\s+)*"
    r"(city|town|village|enclave|pocket|camp|air ?base|airport|base)\b",
    re.I,
)
_STANDS_FOR = {
    "city": {"city"},
    "town": {"town", "village"},
    "village": {"village", "town"},
    "enclave": {"area", "town", "district"},
    "pocket": {"area", "town", "district"},
    "camp": {"district", "facility", "base"},
    "airport": {"airbase"},
    "base": {"base", "airbase"},
}


class RouteResolver:
    """Resolves the roads of one report, in the order in which they stand in it."""

    def __init__(self, names: RouteNames, places: PlaceResolver) -> None:
        self._names = names
        self._places = places
        self._last: Route | None = None

    def resolve(self, phrase: str, start: int, tail: str = "") -> RouteRef:
        """The route that ``phrase`` at character ``start`` means; ``tail`` is what stands right after it.

        By name, else by a description that the theatre has, else as the road between two places that the words name,
        or through or to one, or to the one that "the city" stands for; else as the road told of before. What fits
        several roads means none.
        """
        low, told = folded(phrase), self._told()
        joins = self._joins(phrase, start)  # "the Palmyra–Raqqa road" is not the Palmyra road
        route = (self._between(phrase, start) if joins else None) or self._names.named(low, told)
        route = route or self._names.described(low, told) or self._between(phrase, start)
        if route is None and (rest := _JOINED_AFTER.match(tail)):
            route = self._between(f"{phrase}{rest.group()}", start)
        if route is None and not joins and not _TWO_ENDS.search(phrase):
            longer = f"{phrase}{tail}" if _GOES_ON.match(tail) else phrase
            route = self._by_place(phrase, start) or self._by_place(longer, start)
            route = route or self._by_noun(phrase, start) or self._by_noun(longer, start)
        if route is None and len(low.split()) <= 2 and not low.endswith("s"):
            route = self._last
        if route is None:
            return RouteRef(phrase)
        self._last = route
        return RouteRef(phrase, route.id, route.name)

    def _told(self) -> set[str]:
        """The ids of the places that the report names, and of the cities that they are parts of."""
        named = [mention.candidates[0] for mention in self._places.mentions]
        return {one.id for one in named} | {one.part_of for one in named if one.part_of}

    def _mentions(self, words: str, start: int) -> list[Mention]:
        return [one for one in self._places.mentions if start <= one.start and one.end <= start + len(words)]

    def _joins(self, words: str, start: int) -> bool:
        """Whether the words name a road by two places: "the Aleppo–Raqqa highway"; then no other will do."""
        named = self._mentions(words, start)
        return len(named) >= 2 and bool(_DASH.fullmatch(words[named[0].end - start : named[1].start - start]))

    def _between(self, words: str, start: int) -> Route | None:
        """The only road on which two places lie that the words name: "the road between Aleppo and Raqqa"."""
        named = self._mentions(words, start)[:2]
        if len(named) < 2 or not (self._joins(words, start) or _JOINING.search(words)):
            return None
        return self._names.between({place.id for place in mention.candidates} for mention in named)

    def _by_place(self, words: str, start: int) -> Route | None:
        """The only route through the place named, or the only one that serves it."""
        if not _LEADING.search(words):
            return None
        found = self._places.peek(words, start)
        if found is None:
            return None
        through = [route for route in self._names.routes if found in route.via and not is_imported(route)]
        serving = [route for route in self._names.routes if found in route.serves]
        passing = [route for route in self._names.routes if found in self._names.stops[route.id]]
        for pool in (through, serving, passing) if _THROUGH.search(words) else (serving, through, passing):
            if route := self._one_of(pool, words):
                return route
        return None

    def _one_of(self, pool: Sequence[Route], words: str) -> Route | None:
        if len(pool) == 1:
            return pool[0]
        if pool and self._last in pool:
            return self._last
        ranked = sorted(pool, key=lambda route: self._fit(route, words), reverse=True)
        if len(ranked) > 1 and self._fit(ranked[0], words) > self._fit(ranked[1], words):
            return ranked[0]
        return None

    def _fit(self, route: Route, words: str) -> tuple[int, int]:
        """How many words of the description its names have, and how many places on it the report names."""
        named = {mention.candidates[0].id for mention in self._places.mentions}
        return (
            len(self._names.words[route.id] & set(folded(words).split())),
            len(named & self._names.stops[route.id]),
        )

    def _by_noun(self, words: str, start: int) -> Route | None:
        """ "the only road into the city": the only one that supplies the city told of last, or its parts.

        Of several, the road told of before, else the one with most of the other places that the report names.
        """
        noun = _STOOD_FOR.search(words)
        if noun is None:
            return None
        kinds = _STANDS_FOR.get(noun.group(1).lower(), {"airbase"})
        meant = next((place for place in reversed(self._places.before(start)) if place.kind in kinds), None)
        if meant is None:
            return None
        pool = self._names.serving(meant.id)
        if len(pool) == 1 or self._last in pool:
            return pool[0] if len(pool) == 1 else self._last
        told = self._told()
        counts = {route.id: self._names.passed(route, told, but=meant.id) for route in pool}
        best = [route for route in pool if counts[route.id] == max(counts.values())]
        return best[0] if len(best) == 1 and counts[best[0].id] else None
