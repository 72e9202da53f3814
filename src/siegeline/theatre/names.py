"""Names: a name in a theatre must mean one thing, at least on any one day."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from siegeline.theatre.fault import Fault
from siegeline.theatre.theatre import Actor, Theatre


def check_names(theatre: Theatre) -> Iterator[Fault]:
    """Names that two actors bear on one day, or that two sources, places or routes bear at all; shared ones that are no
    one else's.
    """
    for file, noun, rows in (
        ("actors.yaml", "actor", theatre.actors),
        ("sources.yaml", "source", theatre.sources),
        ("places.yaml", "place", theatre.places),
        ("routes.yaml", "route", theatre.routes),
    ):
        bearers: dict[str, list[tuple[str, Actor | None]]] = {}
        for row in rows:
            actor = row if isinstance(row, Actor) else None
            written = (row.name, *row.aliases, *(actor.partisan if actor else ()))
            for name in written:
                if not same(name):
                    yield Fault(file, f"{noun} {row.id}", f"name {name!r} has no letter", "take it out")
            for name in dict.fromkeys(same(name) for name in written if same(name)):
                for other, before in bearers.get(name, ()):
                    if actor is None or before is None or _at_once(actor, before):
                        yield Fault(
                            file, f"{noun} {row.id}", f"name {name!r} is {other}'s too",
                            "take it from one of them" + (", or date their sides apart" if actor else ""),
                        )  # fmt: skip
                bearers.setdefault(name, []).append((row.id, actor))
    yield from _shared(theatre)


def _shared(theatre: Theatre) -> Iterator[Fault]:
    """Names that an actor is to share with others, and that no other bears."""
    borne = {same(name) for one in theatre.actors for name in (one.name, *one.aliases, *one.partisan)}
    for actor in theatre.actors:
        own = {same(name) for name in (actor.name, *actor.aliases)}
        for name in actor.shared:
            if same(name) in own or same(name) not in borne:
                told = f"shared name {name!r} is no other actor's"
                yield Fault("actors.yaml", f"actor {actor.id}", told, "make it one of its aliases")


def same(name: str) -> str:
    """The form in which two names are the same: small letters without accents, hyphens as blanks."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one))
    return " ".join(re.sub(r"[-–'’ʼ`´ʻʿʾ]", " ", bare).casefold().split()) if re.search(r"\w", bare) else ""


def _at_once(one: Actor, other: Actor) -> bool:
    """Whether there is a day on which both take part."""
    return any(
        (start or date.min) <= (end_too or date.max) and (start_too or date.min) <= (end or date.max)
        for start, end in _days(one)
        for start_too, end_too in _days(other)
    )


def _days(actor: Actor) -> list[tuple[date | None, date | None]]:
    """When an actor takes part: while it has a side; always, where it has one without dates or none at all."""
    if actor.side or not actor.sides:
        return [(None, None)]
    return [(one.start, one.end) for one in actor.sides]
