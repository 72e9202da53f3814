"""What is known of a report apart from its text."""

from dataclasses import dataclass, fields
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a report apart from its text; None where nothing is."""

    source: str | None = None
    leaning: str | None = None
    published: date | None = None
    language: str | None = None

    def or_else(self, other: "Known") -> "Known":
        """Fill what is None here from the other."""
        return Known(
            **{
                field.name: getattr(other, field.name) if mine is None else mine
                for field in fields(self)
                for mine in (getattr(self, field.name),)
            }
        )
