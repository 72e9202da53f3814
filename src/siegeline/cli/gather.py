"""Gather: claims from the record, or from report files, folders, pipes and files of claims."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from siegeline.claims.claim import Claim
from siegeline.errors import InputError, RecordError, UsageError
from siegeline.settings import default_theatre, endpoint_settings, record_url
from siegeline.theatre import Theatre, load_theatre, theatre_names

if TYPE_CHECKING:
    from siegeline.claims.reader import FrameReader, Reader
    from siegeline.places import Decision
    from siegeline.record import Record
    from siegeline.reports import Report

DEFAULT_THEATRE = "syria"
AUTO = "auto"  # each report is read with the theatre that it is of
READERS = ("combined", "quick", "learned", "rules")
JOINED = READERS[:2]  # a network and the rules together
ENDPOINT = "endpoint"  # never chosen for the user: it may send texts to another machine
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What a picture's reader may ask of a report: its text, source, leaning and day."""

    text: str | None
    source: str | None
    leaning: str | None
    published: date | None
    file: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """Claims, the theatre they are of, and the reports behind them by SHA-256.

    ``nothing`` says why there are no claims at all, where the question left none ("nothing was known by …").
    """

    claims: list[Claim]
    theatre: Theatre
    reports: dict[str, ReportFacts]
    nothing: str | None = None


def frame_reader(name: str | None = None, *, threshold: float | None = None) -> "FrameReader":
    """The frame reader of that name; None: the best that is installed here.

    ``threshold`` is the confidence from which a network and the rules together give a frame; None: theirs.

    Raises:
        UsageError: the endpoint is asked for and not set up.
        MissingExtraError: the endpoint is asked for and its extra is not installed.
    """
    from importlib.util import find_spec

    if name is None:
        name = "combined" if find_spec("onnxruntime") and find_spec("tokenizers") else "rules"
    if name == "rules":
        from siegeline.claims.rules import RulesReader

        return RulesReader()
    if name == "learned":
        from siegeline.claims.learned import LearnedReader

        return LearnedReader()
    if name == ENDPOINT:
        from siegeline.claims.endpoint import EndpointReader

        return EndpointReader(endpoint_settings(), tell=lambda line: click.echo(f"siegeline: {line}", err=True))
    from siegeline.claims.combined import CombinedReader, joining
    from siegeline.claims.learned import MODELS, QUICK, LearnedReader

    network = LearnedReader(models=QUICK if name == "quick" else MODELS, threshold=joining().proposed)
    return CombinedReader(network, threshold=threshold, name=name)


def make_reader(
    theatre: str, name: str | None = None, decisions: "Iterable[Decision]" = (), *, cascade: bool = True
) -> "Reader":
    """The reader of a theatre; ``name`` as for :func:`frame_reader`, ``decisions`` as for the reader.

    ``cascade``: a network and the rules together look only at sentences that may have a claim.
    """
    from siegeline.claims.combined import joining
    from siegeline.claims.reader import Reader

    frames = frame_reader(name, threshold=joining().grounded)
    if frames.name not in JOINED:
        return Reader(theatre, frames, decisions=decisions)
    return Reader(theatre, frames, sure=joining().threshold, decisions=decisions, cascade=cascade)


class Readers:
    """Readers by theatre: the one that is named, or for each report that of the conflict which it is about.

    They go by people's choices between places of one name where ``record`` holds some.
    """

    def __init__(
        self,
        theatre: str | None,
        name: str | None = None,
        *,
        record: "Record | None" = None,
        cascade: bool = True,
    ) -> None:
        self._theatre = None if theatre == AUTO else theatre
        self._name, self._record, self._cascade = name, record, cascade
        self._readers: dict[str, Reader] = {}
        self._told: dict[str, list[Decision]] = {}

    def of(self, report: "Report") -> "Reader":
        """The reader that a report is read with."""
        from siegeline.claims.conflict import conflict_of

        return self._of(self._theatre or conflict_of(report.text, otherwise=default_theatre()))

    @property
    def together(self) -> bool:
        """Whether some reports together cost less than one by one: an endpoint's answers are not to be waited for."""
        return self._name != ENDPOINT

    def read_lot(self, reports: "Sequence[Report]") -> "Iterator[tuple[Report, list[Claim]]]":
        """Some reports with their claims, in order, read together; where one fails, those before it come first."""
        try:
            told = self.claims_of(reports)
        except Exception:
            yield from ((report, self.of(report).read(report)) for report in reports)
            return
        yield from zip(reports, told, strict=True)

    def claims_of(self, reports: "Sequence[Report]") -> "list[list[Claim]]":
        """The claims of each of some reports, read together."""
        readers = [self.of(report) for report in reports]
        told: dict[int, list[Claim]] = {}
        for reader in dict.fromkeys(readers):
            rows = [at for at, one in enumerate(readers) if one is reader]
            read = reader.read_all(reports[at] for at in rows)
            told |= {at: claims for at, (_, claims) in zip(rows, read, strict=True)}
        return [told[at] for at in range(len(reports))]

    def load(self) -> None:
        """Load what reading needs, for processes that are copied from this one."""
        from siegeline.reports import Report

        said = "The army captured the town."
        for theatre in self._names():
            self._of(theatre).read(Report(file="-", data=said.encode(), text=said))

    def __getstate__(self) -> dict[str, Any]:
        """Without what is loaded, and with people's choices in the place of the record."""
        told = {theatre: self._decisions(theatre) for theatre in self._names()}
        return {**self.__dict__, "_readers": {}, "_record": None, "_told": told}

    def _names(self) -> Sequence[str]:
        return [self._theatre] if self._theatre else theatre_names()

    def _of(self, theatre: str) -> "Reader":
        if theatre not in self._readers:
            told = self._decisions(theatre)
            self._readers[theatre] = make_reader(theatre, self._name, told, cascade=self._cascade)
        return self._readers[theatre]

    def _decisions(self, theatre: str) -> "list[Decision]":
        if self._record is None:
            return self._told.get(theatre, [])
        from siegeline.record.decisions import decisions

        return decisions(self._record, load_theatre(theatre).key)

    def read_all(self, reports: "Iterable[Report]", *, jobs: int = 1) -> "Iterator[tuple[Report, list[Claim]]]":
        """Each report with its claims, in order, read by ``jobs`` processes."""
        from siegeline.cli.processes import read_together

        return read_together(reports, self, jobs=jobs)


def gather(
    files: Sequence[str],
    *,
    record: str | None,
    theatre: str | None,
    known: date | None = None,
    stated_by: date | None = None,
    texts: bool = False,
    judgements: bool = True,
    pictures: bool = False,
) -> Gathered:
    """The claims asked about: of ``files`` where some are given, else of the record.

    A file whose name ends in ``.jsonl``, or standard input ("-") that begins with "{", holds claims; everything else
    is read as reports. ``texts``: the reports' texts are wanted too. ``judgements``: claims of the record are given as
    people left them; without, as they were read. ``pictures``: of the record only the kinds of claims that a day's
    pictures read are wanted, and nothing of the reports.

    Raises:
        SiegelineError: a file, the record or the theatre cannot be used; says why.
    """
    if files:
        if known:
            raise UsageError("--known asks what the record held; leave it out when files are named, or use --stated-by")
        return _from_files(files, None if theatre == AUTO else theatre, stated_by)
    from siegeline.record import Record, claims_on

    with Record.open(record_url(record), create=False) as kept:
        chosen, theatres = theatre_of(kept, theatre), kept.theatres(known=known)
        rows = kept.reports(known=known) if len(theatres) > 1 or not pictures else []
        others = of_others({row.sha256: row.theatre for row in rows}, chosen.key)
        facts = {
            row.sha256: ReportFacts(
                kept.text(row.sha256) if texts else None, row.source, row.leaning, row.published, row.file
            )
            for row in rows
        }
        kinds = _picture_kinds() if pictures else None
        found = claims_on(kept, known=known, stated_by=stated_by, kind=kinds, judgements=judgements)
        found = [one for one in found if one.report not in others]
        nothing = None
        if not found:
            rest = kept.claims(known=known, stated_by=stated_by) if pictures else []
            nothing = _nothing(rest, None if theatres else known, stated_by)
        return Gathered(found, chosen, facts, nothing)


def theatre_of(kept: "Record", name: str | None) -> Theatre:
    """The theatre that is named, else the record's."""
    return load_theatre((None if name == AUTO else name) or kept.theatre() or default_theatre())


def _picture_kinds() -> frozenset[str]:
    from siegeline.picture.parameters import picture_kinds

    return picture_kinds()


def of_others(theatres: Mapping[str, str], key: str) -> set[str]:
    """The reports of other theatres than the one asked about, where reports of that one are there too; told, too."""
    others = {report for report, theatre in theatres.items() if theatre != key} if key in theatres.values() else set()
    if others:
        named = ", ".join(sorted({theatres[report] for report in others}))
        count = f"{len(others)} report{'s' if len(others) > 1 else ''}"
        click.echo(f"siegeline: left out {count} of {named}; ask with --theatre", err=True)
    return others


def _from_files(files: Sequence[str], theatre: str | None, stated_by: date | None) -> Gathered:
    from siegeline.claims.conflict import conflict_of_claims

    claims: list[Claim] = []
    theatres: dict[str, str] = {}
    facts: dict[str, ReportFacts] = {}
    reports: list[str] = []
    if theatre is not None:
        load_theatre(theatre)  # an unknown one is told before anything is read
    for name in files:
        if name.endswith(".jsonl"):
            try:
                lines = Path(name).read_text(encoding="utf-8").splitlines()
            except (OSError, UnicodeDecodeError) as error:
                raise InputError(name, f"cannot be read ({error})", "name a file of claims") from error
            claims += _claims_of(name, lines)
        elif name == "-" and (piped := _piped_claims()) is not None:
            claims += _claims_of("standard input", piped)
        else:
            reports.append(name)
    if reports:
        from siegeline.reports import read_paths

        readers = Readers(theatre)
        for report, found in readers.read_all(progress(list(read_paths(reports)), "reading")):
            claims += found
            facts[report.sha256] = facts_of(report)
            theatres[report.sha256] = readers.of(report).theatre.key
    name = theatre or conflict_of_claims(claims, otherwise=default_theatre())
    others = of_others(theatres, load_theatre(name).key)
    claims = [claim for claim in claims if claim.report not in others]
    if stated_by:
        claims = [claim for claim in claims if claim.stated is None or claim.stated <= stated_by]
    return Gathered(claims, load_theatre(name), facts, _nothing(claims, None, stated_by))


def _nothing(claims: Sequence[Claim], known: date | None, stated_by: date | None) -> str | None:
    return None if claims else nothing_told(known, stated_by)


def nothing_told(known: date | None, stated_by: date | None) -> str | None:
    """Why a question has no claims at all: what was known by a day, or had been said by it."""
    if known:
        return f"nothing was known by {known}"
    return f"nothing had been said by {stated_by}" if stated_by else None


def facts_of(report: "Report") -> ReportFacts:
    """What is kept at hand of a report."""
    return ReportFacts(report.text, report.source, report.leaning, report.published, report.file)


def _piped_claims() -> list[str] | None:
    """The lines of standard input when they are claims, else None and nothing taken from the pipe."""
    head = sys.stdin.buffer.peek(1)[:1] if hasattr(sys.stdin.buffer, "peek") else b""
    return sys.stdin.buffer.read().decode("utf-8", "replace").splitlines() if head == b"{" else None


def _claims_of(where: str, lines: Iterable[str]) -> Iterator[Claim]:
    from siegeline.claims.claimjson import claim_from_text

    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield claim_from_text(line)
        except (ValueError, UsageError) as error:
            what = f"line {number} is not a claim ({error})"
            raise InputError(where, what, "make such lines with 'siegeline read PATH --as jsonl'") from error


def progress(items: Iterable[_T], label: str) -> Iterator[_T]:
    """The items, with a progress bar on standard error when that is a terminal and their number is known."""
    if not sys.stderr.isatty() or not isinstance(items, Sequence) or len(items) < 2:
        yield from items
        return
    with click.progressbar(items, label=label, file=sys.stderr) as bar:
        yield from bar


def last_day(claims: Sequence[Claim]) -> date:
    """The latest day on which anything was said.

    Raises:
        RecordError: there is no claim with a date.
    """
    days = [claim.stated for claim in claims if claim.stated]
    if not days:
        raise RecordError("no claim has a date; give --on DATE, or the reports' dates with --published or reports.csv")
    return max(days)
