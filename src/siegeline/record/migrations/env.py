"""Alembic's entry: runs the revisions in the transaction that ``schema.prepare`` opened."""

from alembic import context

from siegeline.record.schema import VERSION_TABLE
from siegeline.record.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
)
context.run_migrations()
