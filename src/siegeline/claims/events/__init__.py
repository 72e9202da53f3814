"""Events of other data sets – ACLED, UCDP GED, VIINA – read in their own columns, and taken as claims."""

from siegeline.claims.events.datasets import DATASETS, Dataset, events_in, is_imported
from siegeline.claims.events.event import Event
from siegeline.claims.events.taken import Taker

__all__ = ["DATASETS", "Dataset", "Event", "Taker", "events_in", "is_imported"]
