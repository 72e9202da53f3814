"""How many words a second are matched against 600,000 names on one core, and how many the whole finder does.

Usage: .venv/bin/python benchmarks/names.py [--names 600000] [--words 2000000]

The names are those of the embedded world; the text is made of them and of small words, a name in every eight words.
Prints one JSON line.
"""

import argparse
import json
import random
import sys
import time

import ahocorasick

from siegeline.places import atlas, toponyms
from siegeline.places.names import plain
from siegeline.places.world import world_places

SMALL = [
    "the",
    "army",
    "of",
    "and",
    "shelled",
    "in",
    "a",
    "village",
    "near",
    "road",
    "from",
    "to",
    "held",
    "town",
    "forces",
    "on",
    "after",
    "two",
    "said",
    "by",
    "was",
]
SHARE = 8


def main() -> int:
    """Builds the automaton, matches, prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--names", type=int, default=600_000)
    parser.add_argument("--words", type=int, default=2_000_000)
    options = parser.parse_args()
    dice = random.Random(1)  # noqa: S311
    names = sorted({form for place in world_places() for name in place.names if len(form := plain(name)) >= 4})
    names = dice.sample(names, min(options.names, len(names)))
    text = " ".join(
        dice.choice(names).title() if dice.random() < 1 / SHARE else dice.choice(SMALL) for _ in range(options.words)
    )
    words = text.count(" ") + 1
    start = time.process_time()
    automaton = ahocorasick.Automaton()
    for name in names:
        automaton.add_word(name, len(name))
    automaton.make_automaton()
    built = time.process_time() - start
    start = time.process_time()
    low = plain(text)
    hits = sum(
        1 for last, size in automaton.iter_long(low)
        if not (low[last + 1 : last + 2].isalnum() or (last >= size and low[last - size].isalnum()))
    )  # fmt: skip
    matched = time.process_time() - start
    where, part = atlas(), [text[at : at + 5_000] for at in range(0, 100_000, 5_000)]
    start = time.process_time()
    found = sum(len(toponyms(one, where)) for one in part)
    whole = time.process_time() - start
    told = {
        "names": len(names), "words": words, "hits": hits, "build_s": round(built, 1),
        "words_a_second": round(words / matched), "finder_words_a_second": round(100_000 / 6 / whole), "found": found,
    }  # fmt: skip
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
