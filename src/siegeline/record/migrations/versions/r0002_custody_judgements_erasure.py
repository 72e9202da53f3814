"""Statements of custody, judgements, tombstones; rows of an erased report, and no others, may be deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Tables whose rows go with an erased report, and the column that ``erased.subject`` names.
GOING = {"reports": "sha256", "statements": "id", "readings": "id", "claims": "reading", "judgements": "id"}
NEW = ("statements", "judgements", "tombstones", "erased")
OLD = ("contents", "reports", "readings", "claims")


def upgrade() -> None:
    """Add the tables, and let the triggers tell an erasure from a deletion."""
    # No foreign key: SQLite takes none in a column that comes later; verify looks after it.
    op.add_column("readings", sa.Column("statement", sa.String(16)))
    _statements()
    _judgements()
    _tombstones()
    if op.get_bind().dialect.name == "sqlite":
        _guard_in_sqlite()
    else:
        _guard_in_postgresql()


def _statements() -> None:
    op.create_table(
        "statements",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("report", sa.String(64), sa.ForeignKey("reports.sha256"), nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("how", sa.String(10), nullable=False),
        sa.Column("tool", sa.Text, nullable=False),
        sa.Column("source", sa.Text),
        sa.Column("leaning", sa.Text),
        sa.Column("published", sa.Date),
        sa.Column("language", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("theatre", sa.Text, nullable=False),
        sa.Column("learned", sa.Date, nullable=False),
        sa.Column("recorded", sa.String(40), nullable=False),
        sa.Column("seq", sa.Integer, sa.ForeignKey("log.seq"), nullable=False, unique=True),
    )
    op.create_index("statements_by_report", "statements", ["report"])


def _judgements() -> None:
    op.create_table(
        "judgements",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("report", sa.String(64)),
        sa.Column("other", sa.String(64)),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("value", sa.Text),
        sa.Column("withdraws", sa.String(16)),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("learned", sa.Date, nullable=False),
        sa.Column("recorded", sa.String(40), nullable=False),
        sa.Column("seq", sa.Integer, sa.ForeignKey("log.seq"), nullable=False, unique=True),
    )
    op.create_index("judgements_by_report", "judgements", ["report"])


def _tombstones() -> None:
    op.create_table(
        "tombstones",
        sa.Column("report", sa.String(64), primary_key=True),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("claims", sa.Integer, nullable=False),
        sa.Column("learned", sa.Date, nullable=False),
        sa.Column("recorded", sa.String(40), nullable=False),
        sa.Column("seq", sa.Integer, sa.ForeignKey("log.seq"), nullable=False, unique=True),
    )
    op.create_table(
        "erased",
        sa.Column("subject", sa.String(64), primary_key=True),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("seq", sa.Integer, sa.ForeignKey("log.seq"), nullable=False),
    )


def _guard_in_sqlite() -> None:
    def refuse(table: str, event: str, unless: str = "") -> None:
        op.execute(
            f"CREATE TRIGGER {table}_refuse_{event.lower()} BEFORE {event} ON {table} {unless} "
            f"BEGIN SELECT RAISE(ABORT, 'the record is append-only: no {event} of {table}'); END"
        )

    for table in OLD:
        op.execute(f"DROP TRIGGER {table}_refuse_delete")
    for table in NEW:
        refuse(table, "UPDATE")
    for table, key in GOING.items():
        refuse(table, "DELETE", f"WHEN NOT EXISTS (SELECT 1 FROM erased WHERE subject = OLD.{key})")  # noqa: S608
    for table in ("tombstones", "erased"):
        refuse(table, "DELETE")
    needed = (
        "EXISTS (SELECT 1 FROM reports WHERE sha256 = OLD.sha256) "
        "OR EXISTS (SELECT 1 FROM readings WHERE text = OLD.sha256)"
    )
    refuse("contents", "DELETE", f"WHEN {needed}")


def _guard_in_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION record_refuse_unerased() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF NOT EXISTS (SELECT 1 FROM erased WHERE subject = to_jsonb(OLD) ->> TG_ARGV[0]) THEN "
        "RAISE EXCEPTION 'the record is append-only: no % of %', TG_OP, TG_TABLE_NAME; END IF; RETURN OLD; END $$"
    )
    op.execute(
        "CREATE FUNCTION record_refuse_needed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF EXISTS (SELECT 1 FROM reports WHERE sha256 = OLD.sha256) "
        "OR EXISTS (SELECT 1 FROM readings WHERE text = OLD.sha256) THEN "
        "RAISE EXCEPTION 'the record is append-only: no % of %', TG_OP, TG_TABLE_NAME; END IF; RETURN OLD; END $$"
    )
    for table in OLD:
        op.execute(f"DROP TRIGGER {table}_refuse ON {table}")
    for table in (*OLD, *NEW):
        events = "UPDATE OR DELETE OR TRUNCATE" if table in {"tombstones", "erased"} else "UPDATE OR TRUNCATE"
        op.execute(
            f"CREATE TRIGGER {table}_refuse BEFORE {events} ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION record_refuse()"
        )
    for table, key in GOING.items():
        op.execute(
            f"CREATE TRIGGER {table}_refuse_delete BEFORE DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION record_refuse_unerased('{key}')"
        )
    op.execute(
        "CREATE TRIGGER contents_refuse_delete BEFORE DELETE ON contents "
        "FOR EACH ROW EXECUTE FUNCTION record_refuse_needed()"
    )
