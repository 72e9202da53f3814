"""Sheets: what was worked out of the claims on a place, kept beside them and thrown away at will."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add their table; no row of the record is touched."""
    op.create_table(
        "sheets",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("place", sa.Text, primary_key=True),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("made", sa.LargeBinary, nullable=False),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE sheets ALTER COLUMN made SET STORAGE EXTERNAL")  # numbers: packing them costs time
