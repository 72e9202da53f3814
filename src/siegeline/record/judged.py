"""Judged: claims as people left them – rejected ones gone, corrected ones mended, shared origins one voice.

A judgement holds for the claim that it names. Where a newer reader has read the report since, it is carried over to the
claim whose sentence overlaps most, of the same kind (or the kind it was corrected to) at the same place or road.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from siegeline.claims.claim import ActorRef, Claim, PlaceRef, RouteRef, TimeRef
from siegeline.record.judgement import Judgement, Subject
from siegeline.times import Interval, parse_edtf

_REFS: Mapping[str, Any] = {"agent": ActorRef, "target": ActorRef, "place": PlaceRef, "route": RouteRef}


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedClaim(Claim):
    """A claim of a report that shares its origin with others: all that they say comes from one ``voice``."""

    voice: str

    @property
    def origin(self) -> str:
        """Equal for the claims of all reports of that origin."""
        return self.voice


def judged(claims: Sequence[Claim], judgements: Iterable[Judgement]) -> list[Claim]:
    """The claims after the judgements that stand, in their order.

    An accepted, corrected or placed claim is as sure as a reader can be (confidence 1). Of two judgements on one claim
    the later counts. Claims said to tell of the same event fill each other's gaps (who, whom, where, when), where those
    that tell agree. An id stays that of the claim as it was read.
    """
    standing = [one for one in judgements if one.standing]
    if not standing:
        return list(claims)
    applied = targets(claims, standing)
    told: defaultdict[str, list[Judgement]] = defaultdict(list)
    for one in standing:
        if one.action in {"accept", "reject", "correct", "place"}:
            for claim_id in applied[one.id]:
                told[claim_id].append(one)
    mended = {claim.id: _after(claim, told[claim.id]) for claim in claims}
    pairs = [applied[one.id] for one in standing if one.action == "same-event" and len(applied[one.id]) == 2]
    for group in _groups(pairs):
        events = [claim for claim_id in group if (claim := mended[claim_id]) is not None]
        mended |= {claim.id: _filled(claim, events) for claim in events}
    voices = {
        report: f"shared {min(group)[:16]}"
        for group in _groups([one.reports for one in standing if one.action == "same-origin"])
        for report in group
    }
    left = (mended[claim.id] for claim in claims)
    return [_voiced(claim, voices) for claim in left if claim is not None]


def targets(claims: Iterable[Claim], judgements: Iterable[Judgement]) -> dict[str, list[str]]:
    """The ids of the claims that each judgement holds for now, by the judgement's id; fewer where one has no match."""
    by_id: dict[str, Claim] = {}
    by_report: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_id[claim.id] = claim
        by_report[claim.report].append(claim)
    found = {}
    for one in judgements:
        kinds = {(one.value or {}).get("kind")} if one.action == "correct" else set()
        chosen = ((one.value or {}).get("place") or {}).get("id")  # a newer reader may go by that choice itself
        matched = (_match(subject, by_id, by_report[subject.report], kinds, chosen) for subject in one.subjects)
        found[one.id] = [claim_id for claim_id in matched if claim_id]
    return found


def _match(
    subject: Subject,
    by_id: Mapping[str, Claim],
    among: Iterable[Claim],
    kinds: Iterable[str | None],
    chosen: str | None,
) -> str | None:
    if subject.claim in by_id:
        return subject.claim
    wanted = {subject.kind, *kinds}
    near = [
        (min(one.end, subject.end) - max(one.start, subject.start), one.id)
        for one in among
        if one.kind in wanted
        and (one.place and one.place.id) in {subject.place, chosen or subject.place}
        and (one.route and one.route.id) == subject.route
    ]
    overlap, claim_id = max(near, default=(0, ""))
    return claim_id if overlap > 0 else None


def _after(claim: Claim, told: Iterable[Judgement]) -> Claim | None:
    """A claim after the judgements on it, oldest first; None when it ends rejected."""
    rejected = False
    for one in told:
        rejected = one.action == "reject"
        if one.value:
            claim = replace(claim, **_fields(claim, one.value), id=claim.id)
        if not rejected:
            claim = replace(claim, confidence=1.0, id=claim.id)
    return None if rejected else claim


def _fields(claim: Claim, value: Mapping[str, Any]) -> dict[str, Any]:
    """Corrected fields as a claim holds them; the words stay those of the report."""
    changed: dict[str, Any] = {name: value[name] for name in ("kind", "status") if name in value}
    for name, ref in _REFS.items():
        if name in value:
            given, was = value[name], getattr(claim, name)
            known = {part: given[part] for part in ref.__slots__ if part in given} if given else None
            changed[name] = known and ref(**{**known, "text": was.text if was else known.get("text", "")})
    if "when" in value:
        words = claim.when.text or value["when"]
        changed["when"] = TimeRef(words, parse_edtf(value["when"]) if value["when"] else Interval())
    return changed


def _filled(claim: Claim, events: Sequence[Claim]) -> Claim:
    """A claim with what the others of its event tell and it does not, where they agree."""
    filled: dict[str, Any] = {}
    for name in _REFS:
        told = {ref.id: ref for one in events if (ref := getattr(one, name)) is not None and ref.id}
        own = getattr(claim, name)
        if len(told) == 1 and (own is None or own.id is None):
            [ref] = told.values()
            filled[name] = replace(ref, text=own.text if own else ref.text)
    times = {one.when.interval: one.when for one in events if one.when.interval.known}
    if len(times) == 1 and not claim.when.interval.known:
        [time] = times.values()
        filled["when"] = TimeRef(claim.when.text or time.text, time.interval)
    return replace(claim, **filled, id=claim.id) if filled else claim


def _groups(pairs: Iterable[Sequence[str]]) -> list[set[str]]:
    """Sets of what the pairs join, directly or through others."""
    groups: list[set[str]] = []
    for pair in pairs:
        joined = [group for group in groups if group & set(pair)]
        groups = [group for group in groups if group not in joined] + [set(pair).union(*joined)]
    return groups


def _voiced(claim: Claim, voices: Mapping[str, str]) -> Claim:
    if claim.report not in voices:
        return claim
    return SharedClaim(**{one.name: getattr(claim, one.name) for one in fields(claim)}, voice=voices[claim.report])
