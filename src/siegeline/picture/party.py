"""Party: an actor or side in a picture's row, by the theatre's neutral name, never a report's words."""

from collections.abc import Iterable
from datetime import date

from siegeline.claims.claim import ActorRef
from siegeline.theatre import Theatre


def side_of(ref: ActorRef | None, theatre: Theatre, day: date | None) -> str | None:
    """The side that somebody named in a claim fights for; None when nobody knows."""
    if ref is None:
        return None
    if ref.side:
        return ref.side
    actor = theatre.actor.get(ref.id or "")
    return actor.side_on(day) if actor else None


def party(side: str | None, refs: Iterable[ActorRef | None], theatre: Theatre) -> ActorRef | None:
    """A side as a row names it: the actor where the claims that name one agree, else the whole side."""
    if side is None:
        return None
    ids = {ref.id for ref in refs if ref is not None and ref.side in {side, None}} - {None}
    actor = theatre.actor.get(ids.pop() or "") if len(ids) == 1 else None
    if actor is not None:
        return ActorRef(actor.name, actor.id, side)
    known = theatre.side.get(side)
    return ActorRef(known.name if known else side, None, side)
