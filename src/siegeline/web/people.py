"""People: who may look, and who may judge under which name."""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from siegeline.errors import UsageError

_SHORTEST = 16  # characters of a token


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who asks; ``name`` is None for who may look and not judge."""

    name: str | None


@dataclass(frozen=True, slots=True)
class People:
    """Who may use the desk. Without ``tokens`` everybody who reaches it, judging as ``local`` (None: nobody judges)."""

    tokens: Mapping[str, str | None] = field(default_factory=dict, repr=False)
    local: str | None = None

    @classmethod
    def of(cls, tokens: Sequence[str], local: str | None = None) -> Self:
        """People of tokens as given, ``TOKEN`` or ``NAME:TOKEN``.

        Raises:
            UsageError: a token is short, odd, or given to two people.
        """
        found: dict[str, str | None] = {}
        for given in tokens:
            name, _, token = given.rpartition(":")
            if len(token) < _SHORTEST or not (token.isascii() and token.isprintable()) or " " in token or ";" in token:
                raise UsageError(
                    f"a token{f' of {name}' if name else ''} needs {_SHORTEST} plain characters or more; make one with "
                    "python3 -c 'import secrets; print(secrets.token_urlsafe(24))'"
                )
            if token in found:
                raise UsageError("two people have the same token; give each their own")
            found[token] = " ".join(name.split()) or None
        return cls(found, local)

    def who(self, token: str | None) -> Person | None:
        """Whose token it is; None for nobody's. Each is compared in the same time."""
        if not self.tokens:
            return Person(self.local)
        found = None
        for known, name in self.tokens.items():
            if hmac.compare_digest(known.encode(), (token or "").encode("utf-8", "replace")):
                found = Person(name)
        return found
