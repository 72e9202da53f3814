"""Ground of our own making, with known answers."""

import numpy as np
import pytest

from siegeline.errors import UsageError
from siegeline.picture.ground import ground
from siegeline.picture.pockets import Pocket, pockets

from .boards import STEP, A, B, board


def found(given, **options) -> list[Pocket]:
    ground, holder, _ = given
    return pockets(ground, holder, **options)


def names(pocket: Pocket, at: dict[str, int]) -> set[str]:
    return {name for name, place in at.items() if place in pocket.places}


def test_a_ring():
    given = board(
        "AAAAAAAAAAA",
        "AAAABBBAAAA",
        "AAABBABBAAA",
        "AAABAAABAAA",
        "AAABBABBAAA",
        "AAAABBBAAAA",
        "BBBBBBBBBBB",
        "BBBBBBBBBBB",
        "BBBBBBBBBBB",
        "BBBBBBBBBBB",
    )
    # the ring of B is itself held up in A's land: it reaches B's land at the bottom
    (pocket,) = found(given, bases={A: [given[2]["0,0"]], B: [given[2]["9,5"]]}, one_way=False)
    assert (pocket.side, pocket.besieger, pocket.degree) == (A, B, "encircled")
    assert names(pocket, given[2]) == {"2,5", "3,4", "3,5", "3,6", "4,5"}
    assert (pocket.within, pocket.mutual, pocket.gate) == (None, (), ())


def test_no_ring_where_one_place_is_open():
    given = board(
        "AAAAAAAAAAA",
        "AAAABABAAAA",
        "AAABBABBAAA",
        "AAABAAABAAA",
        "AAABBABBAAA",
        "AAAABBBAAAA",
        "BBBBBBBBBBB",
    )
    assert found(given, bases={A: [given[2]["0,0"]]}, one_way=False) == []
    # (B's own ring hangs on its land by a thread, too)
    both = {A: [given[2]["0,0"], given[2]["0,10"]]}
    (pocket,) = [one for one in found(given, bases=both) if one.side == A]
    assert (pocket.side, pocket.besieger, pocket.degree) == (A, B, "one-way")
    assert pocket.gate == (given[2]["1,5"],)
    assert names(pocket, given[2]) == {"2,5", "3,4", "3,5", "3,6", "4,5"}


def test_a_ring_that_is_closed_by_contested_ground_is_one_under_fire():
    given = board(
        "AAAAAAAAAAA",
        "AAAABxBAAAA",
        "AAABBABBAAA",
        "AAABAAABAAA",
        "AAABBABBAAA",
        "AAAABBBAAAA",
        "BBBBBBBBBBB",
    )
    (pocket,) = found(given, bases={A: [given[2]["0,0"]]}, one_way=False)
    assert (pocket.side, pocket.besieger, pocket.degree) == (A, B, "under-fire")


def test_ground_that_nobody_knows_of_closes_no_ring():
    given = board(
        "AAAAAAAAAAA",
        "AAAAB?BAAAA",
        "AAABBABBAAA",
        "AAABAAABAAA",
        "AAABBABBAAA",
        "AAAABBBAAAA",
        "BBBBBBBBBBB",
    )
    assert found(given, bases={A: [given[2]["0,0"]]}, one_way=False) == []


def test_ways_under_fire_and_closed_ways():
    given = board(
        "AAAAAAAAAAA",
        "AAAABABAAAA",
        "AAABBABBAAA",
        "AAABAAABAAA",
        "AAABBABBAAA",
        "AAAABBBAAAA",
        "BBBBBBBBBBB",
    )
    ground, holder, at = given
    gate = at["1,5"]
    touching = (ground.one == gate) | (ground.other == gate)
    inner = {at[name] for name in ("2,5", "3,4", "3,5", "3,6", "4,5")}
    leading_in = touching & (np.isin(ground.one, list(inner)) | np.isin(ground.other, list(inner)))
    bases = {A: [at["0,0"]]}
    (fired,) = pockets(ground, holder, bases=bases, fired=leading_in, one_way=False)
    (cut,) = pockets(ground, holder, bases=bases, closed=leading_in, one_way=False)
    assert (fired.degree, cut.degree) == ("under-fire", "encircled")
    assert fired.places == cut.places == tuple(sorted(inner))


def test_a_salient_has_many_ways_and_is_no_pocket():
    given = board(
        "AAAAAAAAA",
        "AAAAAAAAA",
        "BBBAAABBB",
        "BBBAAABBB",
        "BBBAAABBB",
        "BBBAAABBB",
        "BBBBBBBBB",
        "BBBBBBBBB",
        "BBBBBBBBB",
    )
    assert found(given) == []


def test_a_salient_with_a_thin_neck_has_one_way():
    given = board(
        "AAAAAAAAA",
        "AAAAAAAAA",
        "BBBBABBBB",
        "BBBAAABBB",
        "BBBAAABBB",
        "BBBAAABBB",
        "BBBBBBBBB",
        "BBBBBBBBB",
    )
    (pocket,) = found(given)
    assert (pocket.side, pocket.degree, pocket.gate) == (A, "one-way", (given[2]["2,4"],))
    assert len(pocket.places) == 9


def test_a_mutual_siege():
    """A's city is ringed by B's troops, who are ringed by A's land and cut off from their own."""
    given = board(
        "AAAAAAAAABBB",
        "AAAAAAAAABBB",
        "AABBBBBAABBB",
        "AABBBBBAABBB",
        "AABBABBAABBB",
        "AABBBBBAABBB",
        "AABBBBBAABBB",
        "AAAAAAAAABBB",
        "AAAAAAAAABBB",
    )
    inner, outer = found(given, one_way=False)
    assert (inner.side, inner.besieger, len(inner.places)) == (A, B, 1)
    assert (outer.side, outer.besieger, len(outer.places)) == (B, A, 24)
    assert (inner.within, inner.mutual) == (1, (1,))
    assert (outer.within, outer.mutual) == (None, (0,))


def test_two_pockets_side_by_side_besiege_each_other():
    """Two halves of one city, each cut off from its own land by the other half and by the other side's land."""
    given = board(
        "AAAABBBB",
        "AAAABBBB",
        "AABBAABB",
        "AABBAABB",
        "AAAABBBB",
        "AAAABBBB",
    )
    ground, holder, at = given  # the front runs round both halves: no way leads over it
    west, east = {at[n] for n in ("2,2", "2,3", "3,2", "3,3")}, {at[n] for n in ("2,4", "2,5", "3,4", "3,5")}
    parted = np.zeros(len(ground.one), dtype=bool)
    for half in (west, east):
        parted |= np.isin(ground.one, list(half)) != np.isin(ground.other, list(half))
    first, second = pockets(ground, holder, closed=parted, one_way=False)
    assert (set(first.places), set(second.places)) == (east, west)
    assert (first.mutual, second.mutual) == ((1,), (0,))


def test_two_pockets_of_one_side_are_two():
    given = board(
        "AAAAAAAAA",
        "BBBBBBBBB",
        "BBABBBABB",
        "BBABBBABB",
        "BBBBBBBBB",
        "BBBBBBBBB",
    )
    sieges = found(given, bases={A: [0]}, one_way=False)
    assert [(one.side, len(one.places), one.degree) for one in sieges] == [(A, 2, "encircled")] * 2
    assert not set(sieges[0].places) & set(sieges[1].places)


def test_an_enclave_of_one_place():
    given = board("AAAAA", "BBBBB", "BBABB", "BBBBB")
    (pocket,) = found(given, bases={A: [0]}, one_way=False)
    assert names(pocket, given[2]) == {"2,2"}
    assert len(pocket.ring) >= 4


def test_an_island_off_the_shore_is_besieged_by_nobody():
    given = board(
        "AAAAA....",
        "AAAAA...A",
        "AAAAA....",
    )
    assert found(given) == []
    far = board("AAAAA...AB", "AAAAA...BB", "AAAAA...BB")
    assert [one.besieger for one in found(far, bases={A: [0]}, one_way=False)] == [B]


RIVER = [(-1.0, 40 - 2.5 * STEP), (2.0, 40 - 2.5 * STEP)]
BRIDGEHEAD = (
    "AAAAAAA",
    "AAAAAAA",
    "AAAAAAA",
    "BBAAABB",
    "BBAAABB",
    "BBBBBBB",
    "BBBBBBB",
)


def test_a_river_without_a_bridge_closes_the_ring():
    assert found(board(*BRIDGEHEAD)) == []
    given = board(*BRIDGEHEAD, barriers=[RIVER])
    (pocket,) = found(given)
    assert (pocket.side, pocket.degree, pocket.besieger) == (A, "encircled", B)
    assert names(pocket, given[2]) == {"3,2", "3,3", "3,4", "4,2", "4,3", "4,4"}


def test_a_bridge_is_the_one_way():
    bridge = (STEP * 1.3 * 3, 40 - 2.5 * STEP)
    given = board(*BRIDGEHEAD, barriers=[RIVER], bridges=[bridge])
    (pocket,) = found(given)
    assert (pocket.side, pocket.degree) == (A, "one-way")
    assert names(pocket, given[2]) >= {"3,2", "3,4", "4,2", "4,3", "4,4"}


def test_roads_are_the_ways_where_there_are_roads():
    rows = ("AAA", "AAA", "ABA")
    names_at = board(*rows)[2]
    chain = [("0,0", "0,1"), ("0,1", "0,2"), ("1,0", "0,0"), ("1,1", "2,1"), ("2,1", "2,2")]
    roads = [(names_at[one], names_at[other]) for one, other in chain]
    given = board(*rows, roads=roads)
    cut = found(given, one_way=False)
    assert [names(one, given[2]) for one in cut] == [{"1,1"}, {"2,2"}]


def test_a_friendly_border_supplies_and_a_base_lost_does_not():
    given = board("AAAAA", "BBBBB", "BBABB", "BBABB")
    ground, holder, at = given
    border = np.zeros(len(ground), dtype=bool)
    border[at["3,2"]] = True
    assert pockets(ground, holder, bases={A: [0]}, exits={A: border}, one_way=False) == []
    (pocket,) = pockets(ground, holder, bases={A: [at["2,2"]]}, one_way=False)
    assert names(pocket, at) == {f"0,{column}" for column in range(5)}
    (pocket,) = pockets(ground, holder, bases={A: [at["2,0"]]}, one_way=False)  # B holds it: the largest area supplies
    assert names(pocket, at) == {"2,2", "3,2"}


@pytest.mark.parametrize("rows", [("A",), ("AB",), ("ABA",), ("A.B", "...")])
def test_grounds_too_small_for_a_mesh(rows):
    assert all(isinstance(one, Pocket) for one in found(board(*rows)))


def test_three_in_a_row_are_cut_in_the_middle():
    (pocket,) = found(board("AABA"), one_way=False)
    assert (pocket.side, len(pocket.places), pocket.besieger) == (A, 1, B)


def test_places_that_share_a_point_are_neighbours():
    lat, lon = [40, 40, 40.1, 40.2, 40], [0, 0.1, 0.05, 0.1, 0]
    same = ground(lat, lon)
    pairs = set(zip(same.one.tolist(), same.other.tolist(), strict=True))
    assert (4, 0) in pairs or (0, 4) in pairs


def test_a_place_without_a_point_is_refused():
    with pytest.raises(UsageError, match="latitude and a longitude"):
        ground([40.0, float("nan")], [0.0, 1.0])


def test_the_front_may_be_long_and_the_answer_the_same():
    """A neck far from where the walk begins, behind deep ground on both of its sides."""
    wide = "A" * 12
    given = board(
        *[wide] * 8,
        "BBBBBABBBBBB",
        *["BB" + "A" * 8 + "BB"] * 8,
        "B" * 12,
    )
    (pocket,) = [one for one in found(given) if one.side == A]
    assert (pocket.degree, pocket.gate) == ("one-way", (given[2]["8,5"],))
    assert len(pocket.places) == 64
