"""Decision: which place a person said that a name means, kept for the reports that name it later."""

from dataclasses import dataclass
from datetime import date

from siegeline.places.names import folded


@dataclass(frozen=True, slots=True)
class Decision:
    """``who`` said on the day ``on`` that ``name``, as a report of the theatre wrote it, means the place of that id."""

    name: str
    place: str
    who: str
    on: date

    @property
    def key(self) -> str:
        """The name as names are compared."""
        return folded(self.name)

    @property
    def reason(self) -> str:
        """What it says for the place."""
        return f"chosen by {self.who} on {self.on.isoformat()}"
