"""Claim JSON: a claim out of the JSON object that ``Claim.as_json`` wrote, fast: a picture may rest on many."""

import gc
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec

from siegeline.claims.claim import ActorRef, Claim, PlaceRef, Quantity, RouteRef, SpeakerRef, TimeRef
from siegeline.times import Interval, parse_edtf


class _When(msgspec.Struct):
    text: str | None
    edtf: str | None


class _Row(msgspec.Struct):
    """The object's fields; those that older versions did not write have what they stand for."""

    kind: str
    status: str
    agent: ActorRef | None
    target: ActorRef | None
    place: PlaceRef | None
    route: RouteRef | None
    when: _When
    speaker: SpeakerRef | None
    chain: tuple[SpeakerRef, ...]
    stated: date | None
    report: str
    file: str
    start: int
    end: int
    quote: str
    trigger: tuple[int, int] | None
    confidence: int | float
    reader: str
    id: str
    quantities: tuple[Quantity, ...] = ()


_text = msgspec.json.Decoder(_Row)


def claim_from_json(row: Mapping[str, Any]) -> Claim:
    """The claim that :meth:`Claim.as_json` wrote.

    Raises:
        ValueError: the row is not such an object; says which field.
    """
    return _claim(msgspec.convert(row, _Row))


def claim_from_text(text: str | bytes) -> Claim:
    """The claim that is written as JSON text.

    Raises:
        ValueError: the text is no JSON, or not such an object; says which field.
    """
    return _claim(_text.decode(text))


def claims_from_texts(texts: Iterable[str]) -> list[Claim]:
    """The claims that are each written as JSON text, however many.

    The garbage collector waits meanwhile: all of them are kept, and it would look at each again and again.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        return [_claim(_text.decode(text)) for text in texts]
    finally:
        if collecting:
            gc.enable()


def _claim(row: _Row) -> Claim:
    edtf = row.when.edtf
    return Claim(
        kind=row.kind,
        status=row.status,
        agent=row.agent,
        target=row.target,
        place=row.place,
        route=row.route,
        when=TimeRef(row.when.text, parse_edtf(edtf) if edtf else Interval()),
        speaker=row.speaker,
        chain=row.chain,
        stated=row.stated,
        report=row.report,
        file=row.file,
        start=row.start,
        end=row.end,
        quote=row.quote,
        trigger=row.trigger,
        confidence=row.confidence,
        reader=row.reader,
        quantities=row.quantities,
        id=row.id,
    )
