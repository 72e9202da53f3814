"""Hearings: what the rows of a page come to on some days, from the last mark that holds, and new marks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import msgspec

from siegeline.picture.belief import Belief, Hearing, Pace
from siegeline.picture.columns import Told
from siegeline.picture.parameters import parameters
from siegeline.picture.sheet import STEP, Noted, holding, noted_at
from siegeline.picture.standing import Mark

_mark = msgspec.msgpack.Decoder(Mark)


@dataclass(frozen=True, slots=True)
class Hearings:
    """How the rows of one question fade, and which state they establish."""

    pace: Pace
    established: Callable[[Belief], str | None]

    def beliefs(self, told: Told, marks: Sequence[Noted], days: Sequence[date]) -> Iterator[tuple[date, Belief | None]]:
        """What is believed on each of some days in the order of time; None: nothing stands."""
        heard = told.upto(days[0])
        hearing, _ = self._upto(told, marks, heard)
        for day in days:
            upto = told.upto(day)
            if upto > heard:
                told.make(range(heard, upto))
                for _, group in groupby(range(heard, upto), key=told.moment):
                    hearing.hear([told.evidence(number) for number in group])
                heard = upto
            yield day, hearing.belief(day) if heard else None

    def noted(self, told: Told, marks: Sequence[Noted]) -> list[Noted]:
        """The marks that hold, and new ones, of all that is told."""
        return self._upto(told, marks, len(told), note=True)[1]

    def _upto(
        self, told: Told, marks: Sequence[Noted], upto: int, *, note: bool = False
    ) -> tuple[Hearing, list[Noted]]:
        noted = holding(told, marks, lambda heard: heard <= upto)
        mark = _mark.decode(noted[-1].mark) if noted else None
        start = mark.heard if mark else 0
        told.make(range(start, upto))
        if mark:
            told.make([*mark.agreeing, *mark.others, *(number for voices in mark.chorus for number, _, _ in voices)])
        hearing = Hearing(
            pace=self.pace, parameters=parameters(), established=self.established, mark=mark, evidence=told.evidence
        )
        for _, group in groupby(range(start, upto), key=told.moment):
            numbers = list(group)
            hearing.hear([told.evidence(number) for number in numbers])
            heard = numbers[-1] + 1
            if note and heard - (noted[-1].heard if noted else 0) >= STEP:
                noted.append(noted_at(told, noted, heard, hearing.mark()))
        return hearing, noted
