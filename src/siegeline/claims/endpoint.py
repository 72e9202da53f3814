"""EndpointReader: frames from a model behind an OpenAI-compatible endpoint, each checked against the sentence.

Reports are hostile text, and so is what a model makes of them: sentences go out as data inside a fence, what comes
back is only ever parsed as JSON, and a claim whose words do not stand in its sentence is dropped. What the endpoint
does not answer, the rules read.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, StrictInt, ValidationError

from siegeline.claims.answers import Answers, question_id
from siegeline.claims.chat import ChatEndpoint, NoAnswerError
from siegeline.claims.claim import KINDS, STATUSES
from siegeline.claims.frame import Frame, Span
from siegeline.claims.quotes import gap, nearest, occurrences
from siegeline.claims.rules import RulesReader
from siegeline.settings import EndpointSettings, cache_folder

# One question: so many sentences, so many characters. Longer sentences are no sentences; the rules read them.
BATCH, CHARACTERS = 12, 4000
# After so many questions in a row without an answer, no more are asked.
PATIENCE = 3
# Confidence with and without a place or route: a rule of thumb, since models differ and none was measured.
PLACED, UNPLACED = 0.7, 0.5
ROLES = ("agent", "target", "place", "route", "when", "speaker")

_WORDS: dict[str, Any] = {"type": ["string", "null"]}
_FIELDS: dict[str, Any] = {
    "sentence": {"type": "integer"},
    "kind": {"type": "string", "enum": list(KINDS)},
    "status": {"type": "string", "enum": list(STATUSES)},
    "trigger": {"type": "string"},
    **dict.fromkeys(ROLES, _WORDS),
}


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    """An object with these fields, all of them and no others, as strict endpoints want it."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


SCHEMA = _closed({"claims": {"type": "array", "items": _closed(_FIELDS)}})


class _Answer(BaseModel):
    """The answer as a whole; claims are looked at one by one, so that a bad one costs only itself."""

    claims: list[dict[str, Any]]


class _Told(BaseModel):
    """One claim as the model tells it."""

    model_config = ConfigDict(extra="ignore")

    sentence: StrictInt
    kind: str
    status: str
    trigger: str
    agent: str | None = None
    target: str | None = None
    place: str | None = None
    route: str | None = None
    when: str | None = None
    speaker: str | None = None


@lru_cache(maxsize=1)
def prompt() -> str:
    """What the model is told to do: the guide to claims in short."""
    return (resources.files(__package__) / "endpoint.txt").read_text(encoding="utf-8")


class EndpointReader:
    """Reads frames by asking a model, in small batches of sentences, and keeps its answers on disk.

    ``name`` is "endpoint:MODEL", with "+rules" where the rules had to read some of the sentences last asked for, and
    "rules" where they read all. ``tell`` takes the lines for the user: that texts are sent to another machine, and
    each reason for which there was no answer, once. ``answers`` is the folder of kept answers.

    Raises:
        MissingExtraError: httpx is not installed.
    """

    def __init__(
        self, settings: EndpointSettings, *, tell: Callable[[str], None], answers: Path | None = None
    ) -> None:
        self.name = self._own = f"endpoint:{settings.model}"
        self._model, self._tell = settings.model, tell
        self._chat = ChatEndpoint(settings, tell)
        self._answers = Answers(answers or cache_folder() / "endpoint")
        self._rules = RulesReader()
        self._failed, self._given_up = 0, False
        self._reasons: set[str] = set()

    def frames(self, sentences: Sequence[str]) -> list[list[Frame]]:
        """The frames of each sentence, with spans in that sentence, in the order of their triggers."""
        found: list[list[Frame]] = [[] for _ in sentences]
        left = [index for index, text in enumerate(sentences) if len(text) > CHARACTERS]
        answered = False
        for batch in _batches(sentences):
            texts = [sentences[index] for index in batch]
            read = self._read(texts)
            if read is None:
                left += batch
                continue
            answered = True
            for index, frames in zip(batch, read, strict=True):
                found[index] = [replace(frame, reader=self._own) for frame in frames]
        ruled = self._rules.frames([sentences[index] for index in left]) if left else []
        for index, frames in zip(left, ruled, strict=True):
            found[index] = [replace(frame, reader=self._rules.name) for frame in frames]
        rest = f"{self._own}+{self._rules.name}" if answered else self._rules.name
        self.name = rest if left else self._own
        return found

    def _read(self, texts: Sequence[str]) -> list[list[Frame]] | None:
        """The frames of one batch; None where there is no answer."""
        asked = fenced(texts)
        question = question_id(self._model, prompt(), SCHEMA, asked)
        kept = self._answers.get(question)
        if kept is not None and (frames := frames_of(kept, texts)) is not None:
            return frames
        if self._given_up:
            return None
        try:
            answer = self._chat.ask(prompt(), asked, SCHEMA)
            frames = frames_of(answer, texts)
            if frames is None:
                what = "the answer is not JSON of the schema asked for"
                raise NoAnswerError(what, "take a server and model that keep to response_format json_schema")
        except NoAnswerError as error:
            self._note(error)
            return None
        self._failed = 0
        self._answers.keep(question, answer)
        return frames

    def _note(self, error: NoAnswerError) -> None:
        self._failed += 1
        if str(error) not in self._reasons:
            self._reasons.add(str(error))
            what = "all that is left" if error.lasting else "what it leaves"
            self._tell(f"endpoint {self._chat.where}: {error}; the rules read {what}")
        if self._failed >= PATIENCE and not error.lasting:
            given_up = f"no answer {PATIENCE} times in a row; the rules read all that is left"
            self._tell(f"endpoint {self._chat.where}: {given_up}")
        self._given_up = error.lasting or self._failed >= PATIENCE


def fenced(texts: Sequence[str]) -> str:
    """The sentences as data: numbered JSON inside a fence whose name no sentence can know beforehand."""
    # A lone surrogate, which undecodable bytes leave, cannot be sent.
    clean = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
    numbered = [{"sentence": number, "text": text} for number, text in enumerate(clean, 1)]
    lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in numbered)
    fence = hashlib.sha256(lines.encode("utf-8")).hexdigest()[:16]
    return f"DATA {fence}\n{lines}\nEND OF DATA {fence}"


def frames_of(answer: str, texts: Sequence[str]) -> list[list[Frame]] | None:
    """The frames that an answer tells of each text; None where it is not JSON of the schema.

    What is of an unknown kind or status or sentence, or quotes a trigger, place or route that its text does not have,
    is dropped; other words that are not found are left out.
    """
    try:
        claims = _Answer.model_validate_json(answer).claims
    except ValidationError:
        return None
    found: list[dict[tuple[str, Span | None, Span | None], Frame]] = [{} for _ in texts]
    for claim in claims:
        try:
            told = _Told.model_validate(claim)
        except ValidationError:
            continue
        if 1 <= told.sentence <= len(texts) and (frame := _frame(told, texts[told.sentence - 1])) is not None:
            found[told.sentence - 1].setdefault((frame.kind, frame.place, frame.route), frame)
    return [sorted(frames.values(), key=lambda frame: frame.trigger) for frames in found]


def _frame(told: _Told, text: str) -> Frame | None:
    if told.kind not in KINDS or told.status not in STATUSES:
        return None
    triggers = occurrences(told.trigger, text)
    quoted = {role: words for role in ROLES if (words := getattr(told, role)) and words.strip()}
    spans = {role: occurrences(words, text) for role, words in quoted.items()}
    where = [spans[role] for role in ("place", "route") if role in spans]
    if not triggers or not all(where):
        return None
    trigger = triggers[0]
    if where:  # "captured A, then captured B": the word beside this place
        trigger = min(triggers, key=lambda one: min(gap(one, span) for span in where[0]))
    roles = {role: nearest(found, trigger) for role, found in spans.items() if found}
    return Frame(
        kind=told.kind,
        status=told.status,
        trigger=trigger,
        agent=roles.get("agent"),
        target=roles.get("target"),
        place=roles.get("place"),
        route=roles.get("route"),
        when=roles.get("when"),
        speaker=roles.get("speaker"),
        confidence=PLACED if where else UNPLACED,
    )


def _batches(sentences: Sequence[str]) -> Iterator[list[int]]:
    """The numbers of the sentences that are sent together; what has fewer than three words is not sent."""
    batch: list[int] = []
    size = 0
    for index, text in enumerate(sentences):
        if len(text) > CHARACTERS or sum(word.strip(",.;:!?\"'()").isalpha() for word in text.split()) < 3:
            continue
        if batch and (len(batch) == BATCH or size + len(text) > CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(index)
        size += len(text)
    if batch:
        yield batch
