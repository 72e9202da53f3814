import itertools

import pytest

from siegeline.record.rank import rank


def ranked(readers: list[str]) -> list[str]:
    """Record the readers in this order, and list them from the first superseded to the one in force."""
    placed: list[tuple[str, str]] = []
    for reader in readers:
        placed.append((reader, rank(reader, reader.encode().hex(), placed)))
    return [reader for reader, _ in sorted(placed, key=lambda pair: pair[1])]


@pytest.mark.parametrize(
    "order", [*itertools.permutations(["rules 0.2", "rules 0.9.1", "rules 0.10", "rules v1"])]
)
def test_versions_count_as_numbers_in_whatever_order_they_came(order: tuple[str, ...]) -> None:
    assert ranked(list(order)) == ["rules 0.2", "rules 0.9.1", "rules 0.10", "rules v1"]


@pytest.mark.parametrize(
    ("recorded", "in_force"),
    [
        (["rules 0.2", "model 1"], "model 1"),
        (["model 1", "rules 0.2"], "rules 0.2"),
        (["rules 0.2", "model 1", "rules 0.1"], "model 1"),
        (["rules 0.2", "model 1", "rules 0.3"], "rules 0.3"),
        (["by hand", "rules 0.2"], "rules 0.2"),
    ],
)
def test_another_reader_supersedes_unless_it_is_an_old_version_come_late(
    recorded: list[str], in_force: str
) -> None:
    assert ranked(recorded)[-1] == in_force
