"""Checks annotated sentences: every field is words of the text, every kind and status exists.

Usage: python training/check.py FILE...   Exit code 1 and one line a fault when something is wrong.
"""

import json
import sys
from pathlib import Path

KINDS = frozenset(
    "captured held withdrew handed_over contested advanced besieged siege_lifted linked_up route_cut "
    "route_under_fire route_opened attacked counterattacked clash shelled airstrike suicide_bombing bombing "
    "chemical_attack reconnoitred reinforced civilians_harmed aid_blocked aid_delivered agreement".split()
)
STATUSES = {"actual", "failed", "planned", "hypothetical", "denied"}
FIELDS = ("trigger", "agent", "target", "place", "route", "when", "speaker")


def faults(row: dict) -> list[str]:
    """What is wrong with one row, in words."""
    found = []
    for claim in row["claims"]:
        if claim["kind"] not in KINDS:
            found.append(f"unknown kind {claim['kind']!r}")
        if claim["status"] not in STATUSES:
            found.append(f"unknown status {claim['status']!r}")
        for field in FIELDS:
            words = claim.get(field)
            if words and words not in row["text"]:
                found.append(f"{field} {words!r} is not in the text")
    return found


def main(paths: list[str]) -> int:
    """Checks the files and prints the faults."""
    wrong = 0
    for path in paths:
        seen: set[str] = set()
        for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), 1):
            row = json.loads(line)
            problems = faults(row) + (["text stands twice"] if row["text"] in seen else [])
            seen.add(row["text"])
            for problem in problems:
                wrong += 1
                print(f"{path}:{number}: {problem}")
        print(f"{path}: {len(seen)} sentences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
