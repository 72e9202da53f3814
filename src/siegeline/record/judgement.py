"""Judgement: what a person decided of a claim or a report; who, when and why. A later row may withdraw it.

A claim is kept as it was when judged (report, span, kind, place), so that the judgement can be carried over to what a
newer reader finds in the same words.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select

from siegeline.claims.claim import Claim
from siegeline.errors import UsageError
from siegeline.record import chain
from siegeline.record.moment import learned_by
from siegeline.record.rows import canonical, digest, row_digest, storable
from siegeline.record.tables import judgements

ACTIONS = ("accept", "reject", "correct", "place", "same-event", "same-origin", "withdraw")
# Adds an entry to the log – action, subject, payload – and gives its number.
Append = Callable[[str, str, str], int]
# How many claims and how many reports each action is about.
_ABOUT = {"same-event": (2, 0), "same-origin": (0, 2), "withdraw": (0, 0)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A claim as it was when judged: its report, the span of its sentence, its kind, and where, by id."""

    claim: str
    report: str
    start: int
    end: int
    kind: str
    place: str | None
    route: str | None

    @classmethod
    def of(cls, claim: Claim) -> "Subject":
        """The subject that a claim is."""
        return cls(
            claim=claim.id,
            report=claim.report,
            start=claim.start,
            end=claim.end,
            kind=claim.kind,
            place=claim.place.id if claim.place else None,
            route=claim.route.id if claim.route else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One judgement. ``subjects`` are the claims judged, ``reports`` those that they are of, or that share an origin.

    ``value`` holds corrected fields (``correct``) or the place chosen (``place``), as JSON objects of a claim.
    ``withdraws`` names the judgement that this one takes back. ``standing``: no standing judgement takes it back.
    ``at`` is when it was made (UTC); ``learned`` the day from which the record knows it.
    """

    id: str
    action: str
    subjects: tuple[Subject, ...]
    reports: tuple[str, ...]
    value: Mapping[str, Any] | None
    withdraws: str | None
    who: str
    why: str
    at: str
    learned: date
    recorded: str
    standing: bool


def judgements_known(connection: Connection, known: date | None) -> list[Judgement]:
    """List the judgements known by then, in the order recorded, each with whether it then stood."""
    asked = select(judgements).order_by(judgements.c.seq)
    if known is not None:
        asked = asked.where(learned_by(judgements, known))
    rows = [dict(row) for row in connection.execute(asked).mappings()]
    withdrawn: set[str] = set()
    for row in reversed(rows):  # the last word first: it may take back a taking back
        if row["withdraws"] and row["id"] not in withdrawn:
            withdrawn.add(row["withdraws"])
    return [_judgement(row, standing=row["id"] not in withdrawn) for row in rows]


def _judgement(row: Mapping[str, Any], *, standing: bool) -> Judgement:
    kept = ("id", "action", "withdraws", "who", "why", "at", "learned", "recorded")
    return Judgement(
        **{name: row[name] for name in kept},
        subjects=tuple(Subject(**one) for one in json.loads(row["subject"])),
        reports=tuple(one for one in (row["report"], row["other"]) if one),
        value=json.loads(row["value"]) if row["value"] else None,
        standing=standing,
    )


def judgement_row(
    action: str,
    *,
    subjects: Sequence[Subject],
    reports: Sequence[str],
    value: Mapping[str, Any] | None,
    withdraws: str | None,
    who: str,
    why: str,
    at: str,
    learned: date,
) -> dict[str, Any]:
    """Make the row of ``judgements``, with its id: a hash of all that it says.

    Raises:
        UsageError: somebody or the reason is not named, or the action does not go with what it is about.

    """
    if action not in ACTIONS:
        raise UsageError(f"{action!r} is no judgement; there are {', '.join(ACTIONS)}")
    if not who.strip():
        raise UsageError("nobody is named who judges; give --who NAME or set SIEGELINE_WHO")
    if not why.strip():
        raise UsageError("a judgement needs a reason; give --why WORDS")
    ordered = sorted(subjects, key=lambda one: one.claim) if action == "same-event" else list(subjects)
    about = sorted(reports) if action == "same-origin" else list(dict.fromkeys(one.report for one in ordered))
    if _ABOUT.get(action, (1, 0)) != (len({one.claim for one in ordered}), len(set(reports))):
        raise UsageError(f"{action} is a judgement on {'two reports' if action == 'same-origin' else 'other claims'}")
    row = {
        "action": action,
        "report": about[0] if about else None,
        "other": about[1] if len(about) > 1 else None,
        "subject": canonical([asdict(one) for one in ordered]),
        "value": canonical(dict(value)) if value is not None else None,
        "withdraws": withdraws,
        "who": storable(" ".join(who.split())),
        "why": storable(" ".join(why.split())),
        "at": at,
    }
    return {**row, "id": digest(row)[:16], "learned": learned, "recorded": at}


def write_judgement(connection: Connection, row: Mapping[str, Any]) -> str:
    """Add a judgement, unless the same person's same judgement stands; returns the id of that which stands now."""
    said = ("action", "subject", "value", "withdraws", "who")
    standing = {one.id for one in judgements_known(connection, None) if one.standing}
    asked = select(judgements.c.id).where(
        *(judgements.c[name].is_not_distinct_from(row[name]) for name in (*said, "report", "other"))
    )
    for (found,) in connection.execute(asked):
        if found in standing:
            return str(found)
    add_judgement(connection, row, at=row["recorded"])
    return str(row["id"])


def add_judgement(connection: Connection, row: Mapping[str, Any], *, at: str, append: Append | None = None) -> None:
    """Add a row of ``judgements`` and its entry of the log (by ``append``: action, subject, payload to number)."""
    kept = {**row, "recorded": at}
    payload = row_digest(kept)
    if append:
        seq = append("judgement", row["id"], payload)
    else:
        seq = chain.append(connection, at=at, action="judgement", subject=row["id"], payload=payload)
    connection.execute(insert(judgements), {**kept, "seq": seq})
