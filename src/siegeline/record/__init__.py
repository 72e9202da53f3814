"""The record: every report and every claim kept, nothing rewritten, and what was known on which day.

A claim has three times, and the record keeps them apart:

- **valid**: when it was so in the world. An interval whose ends have an earliest and a latest bound
  (``Claim.when``). Ask with ``first`` and ``last``.
- **stated**: when the source said it (``Claim.stated``). Ask with ``stated_by``.
- **recorded**: when we learned it. ``learned`` is a day: the day the report was read or, for an archive
  brought in later, the day it was published. Ask with ``known``. Beside it the log keeps the true wall clock
  (UTC) of the writing, so that an archive can never pass for something known at the time.

A *report* is its original bytes, named by their SHA-256. A *reading* is what one reader version found in one
report: its decoded text and its claims. One reading of a report is in force on a day: that of the newest
reader version among those learned by then. Older readings stay, and an earlier ``known`` shows them.

Rows are added, never changed: triggers refuse UPDATE and DELETE, and each addition is an entry of a hash
chain, so that :meth:`Record.verify` finds a row that somebody changed, added or took away::

    with Record.open("sqlite:////data/aleppo.db") as record:
        record.add(report, claims, theatre="syria", reader="rules 0.1")
        record.claims(known=date(2016, 8, 6), kind="besieged")
"""

from siegeline.record.batch import Addition
from siegeline.record.custody import Statement
from siegeline.record.judged import judged
from siegeline.record.judgement import Judgement
from siegeline.record.narrow import claims_on
from siegeline.record.record import Record
from siegeline.record.rows import ReportRow

__all__ = ["Addition", "Judgement", "Record", "ReportRow", "Statement", "claims_on", "judged"]
