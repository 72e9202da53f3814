"""Schema migrations (Alembic), run by ``siegeline.record.schema`` when a record is opened.

To change the schema: add a file to ``versions/`` with the next number, and change ``tables.py`` and
``schema.HEAD``. A revision that was released is never edited.
"""
