"""Ranks: whose bare "soldiers" or "fighters" are in what a party says: its own, not those of whoever was named last.

"The General Staff said soldiers repelled the attack" tells of its own. What a ministry calls fighters are others'; and
who only watches (a monitor, a channel, residents) has none.
"""

from siegeline.claims.claim import ActorRef, SpeakerRef
from siegeline.claims.pointing import WORD, said


def own_ranks(actor: ActorRef, speaker: SpeakerRef | None) -> ActorRef | None:
    """A bare word for a force, in what somebody says, as the speaker's; None where it need not be.

    Of a speaker of no known side it keeps no side, rather than that of whoever was named before.
    """
    if speaker is None or actor.side is not None:
        return None
    words = {word.lower() for word in WORD.findall(actor.text)} - said()["before"]
    spoken = {word.lower() for word in WORD.findall(speaker.text)}
    if len(words) != 1 or spoken & said()["watching"]:
        return None
    commands = bool(spoken & said()["commanding"])
    if not commands and speaker.leaning in {None, "independent"}:
        return None
    if not words & (said()["regulars"] if commands else said()["irregulars"]):
        return None
    return ActorRef(actor.text, None, None if speaker.leaning == "independent" else speaker.leaning)


def is_state_force(actor: ActorRef | None, noun: str) -> bool:
    """Whether an actor is an army, of which nobody says "fighters"."""
    words = {word.lower() for word in WORD.findall(actor.text)} if actor else set()
    return bool(words & said()["state"]) and noun in said()["irregulars"] - said()["regulars"]
