"""The day that a document names for itself."""

import re
from datetime import date
from email.utils import parsedate_to_datetime

_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?", re.ASCII | re.DOTALL)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{2,6})?Z?", re.ASCII)


def day_in(text: str) -> date | None:
    """Read an ISO 8601 day or time, or an e-mail's date, as the day that its writer had; None for anything else.

    The order of "7.8.2016" is nobody's to guess.
    """
    stripped = text.strip()
    try:
        if told := _ISO.fullmatch(stripped):
            return date.fromisoformat(told[1])
        if told := _COMPACT.fullmatch(stripped):
            return date(int(told[1]), int(told[2]), int(told[3]))
        return parsedate_to_datetime(stripped).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
