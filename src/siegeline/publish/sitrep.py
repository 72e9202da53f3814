"""Sitrep: a situation report of an extract, each sentence with the claims that it rests on, as Markdown or HTML."""

import base64
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote

from siegeline.claims.claim import Claim
from siegeline.publish.entry import Entry
from siegeline.publish.extract import Extract
from siegeline.publish.mappicture import map_words

_DEGREES = {"encircled": "besieged", "under-fire": "besieged de facto", "one-way": "besieged but for one way"}
_AID = {"aid_blocked": "aid blocked", "aid_delivered": "aid delivered", "agreement": "agreement"}
_STATUS = {"actual": "", "failed": ", tried without success", "denied": ", denied", "planned": ", planned",
           "hypothetical": ", told as possible"}  # fmt: skip
_BASES = {"reported": "reported", "derived": "worked out, not reported", "both": "reported and worked out"}
_SOURCES = re.compile(r";\s*")
NONE = "Nothing is told."
_DERIVED = "worked out from who holds the ground and roads around it; no claim says so"
_MARKUP = re.compile(r"([\\`*_\[\]<>#|])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the ids of the claims that say it; none where it was worked out."""

    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its sentences."""

    title: str
    sentences: tuple[Sentence, ...]


def sections(told: Extract) -> list[Section]:
    """In short, what changed, sieges, access, routes and contradictions of the days of an extract."""
    return [
        Section("In short", tuple(_short(told))),
        Section("What changed", tuple(_changes(told))),
        Section("Sieges", tuple(_siege(one, told) for one in told.of("siege"))),
        Section("Access", tuple(_access(told))),
        Section("Routes", tuple(_roads(told))),
        Section("Contradictions", tuple(_contradictions(told))),
    ]


def sitrep_markdown(told: Extract, *, picture: str | None = None) -> bytes:
    """The report as Markdown with footnotes; ``picture`` names the file of the map beside it."""
    notes = Notes(told)
    lines = [f"# {title_of(told)}", "", f"*{_plain(told.line)}.*", ""]
    if picture is not None:
        lines += [f"![{_plain(map_words(told))}]({quote(picture)})", ""]
    for section in sections(told):
        lines += [f"## {section.title}", ""]
        lines += [f"- {_plain(one.text)}{notes.marks(one)}" for one in section.sentences] or [NONE]
        lines.append("")
    lines += [f"[^{number}]: {_plain(text)}" for number, text in notes.told()]
    return ("\n".join(lines).rstrip() + "\n").encode("utf-8", "replace")


def sitrep_html(told: Extract, *, picture: bytes | None = None) -> bytes:
    """The report as one HTML page without scripts, that asks nothing of the network; ``picture`` is the map's PNG."""
    notes = Notes(told)
    title = html.escape(title_of(told))
    body = [f"<h1>{title}</h1>", f"<p><em>{html.escape(told.line)}.</em></p>"]
    if picture is not None:
        inside = base64.b64encode(picture).decode()
        body.append(f'<p><img src="data:image/png;base64,{inside}" alt="{html.escape(map_words(told))}"></p>')
    for section in sections(told):
        body.append(f"<h2>{section.title}</h2>")
        items = [f"<li>{html.escape(one.text)}{notes.links(one)}</li>" for one in section.sentences]
        body.append("\n".join(["<ul>", *items, "</ul>"]) if items else f"<p>{NONE}</p>")
    noted = [f'<li id="n{number}">{html.escape(text)}</li>' for number, text in notes.told()]
    body += ["<h2>Claims</h2>", "\n".join(["<ol>", *noted, "</ol>"])] if noted else []
    head = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="'
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>body{{max-width:46rem;margin:2rem auto;padding:0 1rem;"
        "font:16px/1.5 system-ui,sans-serif}img{max-width:100%}li{margin:.3rem 0}</style>\n</head>\n<body>\n"
    )
    return (head + "\n".join(body) + "\n</body>\n</html>\n").encode("utf-8", "replace")


class Notes:
    """Claims numbered in the order in which sentences name them."""

    def __init__(self, told: Extract) -> None:
        self._told = told
        self._numbers: dict[str, int] = {}

    def of(self, sentence: Sentence) -> list[int]:
        """The numbers of a sentence's claims."""
        keys = [one for one in sentence.claims if one in self._told.cited] or [_DERIVED]
        return [self._numbers.setdefault(one, len(self._numbers) + 1) for one in keys]

    def marks(self, sentence: Sentence) -> str:
        """As Markdown's footnotes."""
        return "".join(f"[^{number}]" for number in self.of(sentence))

    def links(self, sentence: Sentence) -> str:
        """As links of a page."""
        return " ".join(f'<sup><a href="#n{number}">{number}</a></sup>' for number in self.of(sentence))

    def told(self) -> Iterator[tuple[int, str]]:
        """Each number with its claim in words."""
        for key, number in self._numbers.items():
            claim = self._told.cited.get(key)
            yield number, f"{key[0].upper()}{key[1:]}." if claim is None else _note(claim)


def _note(claim: Claim) -> str:
    """A claim in a footnote: who said it, when, what, and the sentence where it is told."""
    who = " ← ".join(one.text for one in reversed(claim.chain)) or "source unknown"
    said = claim.stated.isoformat() if claim.stated else "undated"
    quote = f" “{' '.join(claim.quote.split())}”" if claim.quote else ""
    return f"{who}, {said}: {claim.kind.replace('_', ' ')}{_noted(claim)}, {claim.status} ({claim.id}).{quote}"


def _noted(claim: Claim) -> str:
    """Of what and by whom, as the release tells it."""
    where = claim.place.name or claim.place.text if claim.place else None
    road = claim.route.name or claim.route.text if claim.route else None
    told = "".join(f", {one}" for one in dict.fromkeys((where, road)) if one)
    return f"{told}, by {claim.agent.text}" if claim.agent else told


def title_of(told: Extract) -> str:
    """The report's title: the theatre and its days."""
    first, last = _day(told.made["from"]), _day(told.made["to"])
    return f"{told.made['theatre']}: who is cut off, {first}" + (f" to {last}" if first != last else "")


def _short(told: Extract) -> Iterator[Sentence]:
    """Who is besieged on the last day, and how many people live there."""
    last = told.made["to"]
    lasting = [one for one in told.of("siege") if one.end == last]
    if not lasting:
        ended = tuple(dict.fromkeys(claim for one in told.of("siege") for claim in _ids(one.claims_for)))
        if told.of("siege"):
            yield Sentence(f"No place is listed as besieged on {_day(last)}.", ended)
        return
    names = ", ".join(f"{one.name} ({_what(one)})" for one in lasting)
    claims = tuple(dict.fromkeys(claim for one in lasting for claim in _ids(one.claims_for)))
    people = [one for one in lasting if one.people_low is not None and one.people_high is not None]
    count = _people(sum(one.people_low or 0 for one in people), sum(one.people_high or 0 for one in people))
    known = "" if len(people) == len(lasting) else f" in {len(people)} of them"
    told_of = f"; {count}{known}" if people else "; how many people live there is not told"
    yield Sentence(f"Besieged on {_day(last)}: {names}{told_of}.", claims)


def _people(low: int, high: int) -> str:
    return f"{low:,} people" if low == high else f"{low:,} to {high:,} people"


def _changes(told: Extract) -> Iterator[Sentence]:
    """What began and ended after the first day; a road whose telling ends with its delay has not changed."""
    first, last = told.made["from"], told.made["to"]
    found: list[tuple[str, Sentence]] = []
    for one in told.of("siege"):
        if one.start and one.start > first:
            found.append((one.start, _sentence(f"{_day(one.start)}: {one.name} listed as {_what(one)}.", one)))
        if one.end and one.end < last:
            text = f"{_day(one.end)}: last day on which {one.name} is listed as {_what(one)}."
            found.append((one.end, _sentence(text, one)))
    for one in (*told.of("route"), *told.of("control")):
        if one.start and one.start > first:
            found.append((one.start, _sentence(f"{_day(one.start)}: {one.name} {_what(one)}.", one)))
    found += _lost(told)
    yield from (sentence for _, sentence in sorted(found, key=lambda pair: pair[0]))


def _lost(told: Extract) -> Iterator[tuple[str, Sentence]]:
    """The places that somebody is told to have left or lost after the first day, to whom is not told, by that day."""
    begun = {(one.place_id, one.start) for one in told.of("control")}
    for one in told.of("control"):
        if one.end is None or one.end >= told.made["to"] or one.side is None:
            continue
        day = date.fromisoformat(one.end) + timedelta(days=1)
        claims = tuple(key for key, claim in told.cited.items() if _tells_loss(claim, one, day))
        if claims and (one.place_id, day.isoformat()) not in begun:
            text = f"{_day(day)}: {one.name} no longer held by {one.side_name}; who holds it is not told."
            yield day.isoformat(), Sentence(text, claims)


def _tells_loss(claim: Claim, held: Entry, day: date) -> bool:
    loser = claim.agent if claim.kind == "withdrew" else claim.target
    where = claim.place.id if claim.place else None
    if claim.status != "actual" or where != held.place_id or loser is None or loser.side != held.side:
        return False
    begun = claim.when.interval.start.latest or claim.stated
    return claim.kind in {"withdrew", "captured", "handed_over"} and begun == day


def _siege(one: Entry, told: Extract) -> Sentence:
    first, last = date.fromisoformat(one.start or ""), date.fromisoformat(one.end or "")
    days = (last - first).days + 1
    people = ""
    if one.people_low is not None and one.people_high is not None:
        people = f"; {_people(one.people_low, one.people_high)} ({_counted_by(one.people_source)})"
    lasts = "" if one.end != told.made["to"] else ", and lasts on that day"
    text = f"{one.name}: {_what(one)} on {days} day{'s' if days > 1 else ''}, {_span(first, last)}{lasts}{people}"
    return _sentence(f"{text}; {_BASES.get(one.basis or '', one.basis)}, probability {one.probability}.", one)


def _counted_by(source: str | None) -> str:
    """Who counted the people: of a place's source, what it says of its population."""
    parts = dict.fromkeys((part.rpartition("population: ")[2] or part).strip() for part in _SOURCES.split(source or ""))
    counted = [part for part in parts if part and not part.startswith("curated")]
    return "; ".join(counted or parts) or "source not told"


def _access(told: Extract) -> Iterator[Sentence]:
    for one in sorted(told.of("claim"), key=lambda one: one.start or one.stated or ""):
        if one.state in _AID:
            day = one.start or one.stated
            where = one.name or one.route or "a place that is not told"
            by = f" by {one.side_name}" if one.side_name else ""
            when = f"{_day(day)}: " if day else ""
            yield Sentence(f"{when}{_AID[one.state]}{by}, {where}{_STATUS[one.status or 'actual']}.", (one.id,))


def _roads(told: Extract) -> Iterator[Sentence]:
    """The last state told of each road for each side; a release may end before the last day."""
    last = told.made["to"]
    latest: dict[tuple[str | None, str | None], Entry] = {}
    for one in told.of("route"):
        key = one.route_id, one.other_side
        if key not in latest or (one.end or "") >= (latest[key].end or ""):
            latest[key] = one
    for one in latest.values():
        days = _span(date.fromisoformat(one.start or ""), date.fromisoformat(one.end or ""))
        after = "; nothing is told after that" if (one.end or "") < min(told.made["routes_until"] or last, last) else ""
        yield _sentence(f"{one.name}: {_what(one)}, {days}; probability {one.probability}{after}.", one)


def _contradictions(told: Extract) -> Iterator[Sentence]:
    """Who says that something is so, and who speaks against it."""
    for one in told.entries:
        if one.claims_against:
            days = _span(date.fromisoformat(one.start or ""), date.fromisoformat(one.end or ""))
            for_it, against = (_said_by(_ids(ids), told) for ids in (one.claims_for, one.claims_against))
            yield _sentence(f"{one.name}, {days}: that it is {_what(one)} is what {for_it} told.", one)
            yield Sentence(f"{one.name}, {days}: against that speaks what {against} told.", _ids(one.claims_against))


def _said_by(claims: tuple[str, ...], told: Extract) -> str:
    """The sources of claims, by name."""
    found = (told.cited[one].source for one in claims if one in told.cited)
    names = list(dict.fromkeys(one.text if one else "an unnamed source" for one in found))
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names) or "the state of the ground"


def _what(one: Entry) -> str:
    by = f" by {one.side_name}" if one.side_name and one.state not in {"open", "contested"} else ""
    whom = f" for {one.other_side_name}" if one.layer == "route" and one.other_side_name else ""
    state = _DEGREES[one.state] if one.layer == "siege" else one.state.replace("-", " ")
    return f"{state}{whom}{by}"


def _sentence(text: str, one: Entry) -> Sentence:
    return Sentence(text, _ids(one.claims_for))


def _ids(claims: str | None) -> tuple[str, ...]:
    return tuple((claims or "").split())


def _span(first: date, last: date) -> str:
    return _day(first) if first == last else f"{_day(first)} to {_day(last)}"


def _day(day: date | str) -> str:
    told = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{told.day} {told:%B %Y}"


def _plain(text: str) -> str:
    """Text of others without what Markdown would take for markup, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
