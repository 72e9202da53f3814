"""Baseline: contents, reports, readings, claims, the log, and the triggers that refuse changes."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = ("log", "contents", "reports", "readings", "claims")


def upgrade() -> None:
    """Make the first schema."""
    op.create_table(
        "log",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("payload", sa.String(64), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_table(
        "contents",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("packing", sa.String(10), nullable=False),
        sa.Column("packed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "reports",
        sa.Column("sha256", sa.String(64), sa.ForeignKey("contents.sha256"), primary_key=True),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("source", sa.Text),
        sa.Column("leaning", sa.Text),
        sa.Column("published", sa.Date),
        sa.Column("language", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("theatre", sa.Text, nullable=False),
    )
    _readings_and_claims()
    if op.get_bind().dialect.name == "sqlite":
        _refuse_in_sqlite()
    else:
        _refuse_in_postgresql()


def _readings_and_claims() -> None:
    op.create_table(
        "readings",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("report", sa.String(64), sa.ForeignKey("reports.sha256"), nullable=False),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("rank", sa.String(80), nullable=False),
        sa.Column("learned", sa.Date, nullable=False),
        sa.Column("recorded", sa.String(40), nullable=False),
        sa.Column("text", sa.String(64), sa.ForeignKey("contents.sha256"), nullable=False),
        sa.Column("text_length", sa.Integer, nullable=False),
        sa.Column("seq", sa.Integer, sa.ForeignKey("log.seq"), nullable=False, unique=True),
    )
    op.create_index("readings_by_report", "readings", ["report", "rank", "learned"])
    op.create_table(
        "claims",
        sa.Column("reading", sa.String(16), sa.ForeignKey("readings.id"), nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("report", sa.String(64), sa.ForeignKey("reports.sha256"), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("place", sa.Text),
        sa.Column("route", sa.Text),
        sa.Column("valid_start_earliest", sa.Date),
        sa.Column("valid_start_latest", sa.Date),
        sa.Column("valid_end_earliest", sa.Date),
        sa.Column("valid_end_latest", sa.Date),
        sa.Column("stated", sa.Date),
        sa.Column("span_start", sa.Integer, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("reading", "id"),
    )
    op.create_index("claims_by_place", "claims", ["place", "kind"])
    op.create_index("claims_by_kind", "claims", ["kind"])
    op.create_index("claims_by_route", "claims", ["route"])


def _refuse_in_sqlite() -> None:
    for table in TABLES:
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_refuse_{event.lower()} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'the record is append-only: no {event} of {table}'); END"
            )


def _refuse_in_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION record_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'the record is append-only: no % of %', TG_OP, TG_TABLE_NAME; END $$"
    )
    for table in TABLES:
        op.execute(
            f"CREATE TRIGGER {table}_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION record_refuse()"
        )
