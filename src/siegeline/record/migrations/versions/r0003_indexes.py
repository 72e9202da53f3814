"""Indexes: the reading in force out of one of them; the places that a kind is told of."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them anew; no row is touched."""
    op.drop_index("readings_by_report", "readings")
    op.create_index("readings_by_report", "readings", ["report", "rank", "learned", "recorded", "id"])
    op.drop_index("claims_by_kind", "claims")
    op.create_index("claims_by_kind", "claims", ["kind", "place"])
