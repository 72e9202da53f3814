"""The errors that a user can cause or mend.

::

    SiegelineError                 catch this to catch them all; the command line prints it as one line, exit code 2
    ├── InputError                 a file, folder or stream that cannot be read as reports
    ├── UsageError                 an option, date or name that makes no sense
    │   └── UnknownPlaceError      a place nobody has heard of; carries near names
    ├── TheatreError               a theatre's data is wrong; says which file and entry
    ├── RecordError                the record cannot be opened, or does not hold what is asked
    │   └── ErasedReportError      a report was erased from the record, which does not take it again
    ├── ReadingError               reading ended before its end, through no fault of a report
    └── MissingExtraError          an optional part is not installed; says what to install
"""

from collections.abc import Sequence


class SiegelineError(Exception):
    """Base of all errors that are the user's business; its text is one complete line."""


class InputError(SiegelineError):
    """A report cannot be read: ``where`` is the path or stream, ``advice`` what to do about it."""

    def __init__(self, where: str, what: str, advice: str) -> None:
        super().__init__(f"{where}: {what}; {advice}")
        self.where = where


class UsageError(SiegelineError):
    """An option, a date or a name makes no sense as given."""


class UnknownPlaceError(UsageError):
    """No place of that name is known; ``near`` holds similar names, best first."""

    def __init__(self, name: str, near: Sequence[str]) -> None:
        hint = (
            f"did you mean {', '.join(near)}?" if near else "see 'siegeline claims' for the places on record"
        )
        super().__init__(f"unknown place {name!r}; {hint}")
        self.near = tuple(near)


class TheatreError(SiegelineError):
    """An entry of a theatre's folder is missing, doubled or wrong."""


class RecordError(SiegelineError):
    """The record cannot be opened, is of a newer version, or lacks what was asked for."""


class ErasedReportError(RecordError):
    """A report was erased, by whom, when and why; the record does not take it again."""

    def __init__(self, report: str, *, who: str, day: str, why: str) -> None:
        super().__init__(
            f"the report {report[:12]} was erased from the record on {day} by {who} ({why}); "
            "it is not taken again: put its file out of the way"
        )
        self.report = report


class ReadingError(SiegelineError):
    """Reading ended before its end: a process or a job was lost; says what to do."""


class MissingExtraError(SiegelineError):
    """An optional part is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f'{what} needs an extra: pip install "siegeline[{extra}]"')
        self.extra = extra
