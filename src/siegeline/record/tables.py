"""The tables, as the newest revision in ``migrations/`` leaves them; a test holds the two together.

Dates are days; moments are ISO 8601 text in UTC, because they are hashed as written.
"""

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

metadata = MetaData()

log = Table(
    "log",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(40), nullable=False),
    Column("action", String(20), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("payload", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

# Original bytes and decoded texts, each under the SHA-256 of its plain form; a UTF-8 text file is one row.
contents = Table(
    "contents",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("packing", String(10), nullable=False),
    Column("packed", LargeBinary, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("sha256", String(64), ForeignKey("contents.sha256"), primary_key=True),
    Column("file", Text, nullable=False),
    Column("source", Text),
    Column("leaning", Text),
    Column("published", Date),
    Column("language", Text),
    Column("title", Text),
    Column("theatre", Text, nullable=False),
)

# The decoded text belongs to the reading: a newer decoder may give another one, and offsets count in it.
readings = Table(
    "readings",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("report", String(64), ForeignKey("reports.sha256"), nullable=False),
    Column("reader", Text, nullable=False),
    Column("rank", String(80), nullable=False),
    Column("learned", Date, nullable=False),
    Column("recorded", String(40), nullable=False),
    Column("text", String(64), ForeignKey("contents.sha256"), nullable=False),
    Column("text_length", Integer, nullable=False),
    Column("seq", Integer, ForeignKey("log.seq"), nullable=False, unique=True),
    # Which statement of custody the reader went by; None in records of schema 0001: as ``reports`` says.
    Column("statement", String(16)),
    # Which reading is in force as of when: answered from the index alone.
    Index("readings_by_report", "report", "rank", "learned", "recorded", "id"),
)

# Statements of custody: how, when and from where the bytes came, and what was then said of them. ``reports`` keeps
# what was said first.
statements = Table(
    "statements",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("report", String(64), ForeignKey("reports.sha256"), nullable=False),
    Column("file", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("how", String(10), nullable=False),
    Column("tool", Text, nullable=False),
    Column("source", Text),
    Column("leaning", Text),
    Column("published", Date),
    Column("language", Text),
    Column("title", Text),
    Column("theatre", Text, nullable=False),
    Column("learned", Date, nullable=False),
    Column("recorded", String(40), nullable=False),
    Column("seq", Integer, ForeignKey("log.seq"), nullable=False, unique=True),
    Index("statements_by_report", "report"),
)

claims = Table(
    "claims",
    metadata,
    Column("reading", String(16), ForeignKey("readings.id"), nullable=False),
    Column("id", String(16), nullable=False),
    Column("report", String(64), ForeignKey("reports.sha256"), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("status", String(20), nullable=False),
    Column("place", Text),
    Column("route", Text),
    Column("valid_start_earliest", Date),
    Column("valid_start_latest", Date),
    Column("valid_end_earliest", Date),
    Column("valid_end_latest", Date),
    Column("stated", Date),
    Column("span_start", Integer, nullable=False),
    Column("json", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    PrimaryKeyConstraint("reading", "id"),
    Index("claims_by_place", "place", "kind"),
    Index("claims_by_kind", "kind", "place"),
    Index("claims_by_route", "route"),
)

# What people decided; ``subject`` and ``value`` are JSON (see ``judgement.py``). A later row may withdraw one.
judgements = Table(
    "judgements",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("action", String(20), nullable=False),
    Column("report", String(64)),
    Column("other", String(64)),
    Column("subject", Text, nullable=False),
    Column("value", Text),
    Column("withdraws", String(16)),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", String(40), nullable=False),
    Column("learned", Date, nullable=False),
    Column("recorded", String(40), nullable=False),
    Column("seq", Integer, ForeignKey("log.seq"), nullable=False, unique=True),
    Index("judgements_by_report", "report"),
)

# What is left of an erased report: its hash, and who took it away, when and why. ``claims`` counts those gone.
tombstones = Table(
    "tombstones",
    metadata,
    Column("report", String(64), primary_key=True),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("learned", Date, nullable=False),
    Column("recorded", String(40), nullable=False),
    Column("seq", Integer, ForeignKey("log.seq"), nullable=False, unique=True),
)

# The subjects of log entries whose rows an erasure (entry ``seq``) took away. Only such rows can be deleted.
erased = Table(
    "erased",
    metadata,
    Column("subject", String(64), primary_key=True),
    Column("action", String(20), nullable=False),
    Column("seq", Integer, ForeignKey("log.seq"), nullable=False),
)

# What pictures worked out of the claims on a place, to save time; never the truth, and no part of an export. Rows of it
# may go at any time (see ``sheets.py``).
sheets = Table(
    "sheets",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("place", Text, primary_key=True),
    Column("key", String(64), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("made", LargeBinary, nullable=False),
)

# Every table of the record itself, in an order in which rows can be added, those that others point to first.
ALL = (log, contents, reports, statements, readings, claims, judgements, tombstones, erased)
