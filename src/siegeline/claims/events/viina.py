"""VIINA: a row as events, one for each type that it is labelled with. Columns: its README, versions 1 and 2."""

from collections.abc import Iterator
from typing import Any

from siegeline.claims.events.event import Event
from siegeline.claims.events.table import Row

COLUMNS = ("event_id", "date", "longitude", "latitude", "source")
LABEL = "t_mil_b"  # a file without it holds no labels: they are in another, by the same event_id


def viina_events(row: Row, known: Any) -> Iterator[Event]:
    """An event for each label that a kind of claim says; one without a kind where there is none."""
    day, point = row.day("date"), row.point()
    place = row.text("asciiname") or (row.text("address") or "").rpartition(",")[2].strip() or None
    agent = next((words for name, words in known["viina_actors"].items() if row.text(name) in {"1", "1.0"}), None)
    war = row.text(LABEL) in {"1", "1.0"}
    labels = [
        name for name in row.cells if name.startswith("t_") and name.endswith("_b") and row.text(name) in {"1", "1.0"}
    ]
    kinds = {kind: label for label in reversed(labels) if war and (kind := known["viina"].get(label))}
    language = {"ua": "uk"}.get(row.text("lang") or "", row.text("lang"))
    for kind, label in reversed(kinds.items()) if kinds else [(None, None)]:
        yield Event(
            dataset="viina", id=row.text("event_id") or "", file=row.file, where=row.where,
            type=kind or ("not about war" if not war else "other"), kind=kind, agent=agent, first=day, last=day,
            place=place, lat=point[0] if point else None, lon=point[1] if point else None,
            precision=known["viina_precision"].get(row.text("GEO_PRECISION") or ""), source=row.text("source"),
            said=day, language=language, country="Ukraine", noted="text", typed=label, dated="date", cells=row.cells,
        )  # fmt: skip
