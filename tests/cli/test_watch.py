"""``siegeline watch``: what is new in feeds that a local server serves, asked for politely."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from siegeline.errors import InputError
from siegeline.record import Record
from web_server import Answer, Served, serving

from .conftest import Ask

HEAD = '<?xml version="1.0"?><rss version="2.0"><channel><title>Orient Weekly</title>'
ENTRY = (
    "<item><guid>{0}</guid><title>Report {0}</title><link>https://orient-weekly.example/{0}</link>"
    "<pubDate>Mon, 18 Jul 2016 10:00:00 +0300</pubDate>"
    "<description>The army cut the Castello road on {0} July.</description></item>"
)


def feed(*numbers: int) -> bytes:
    return (HEAD + "".join(ENTRY.format(number) for number in numbers) + "</channel></rss>").encode()


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as one:
        yield one


@pytest.fixture
def words(served: Served, tmp_path: Path) -> list[str]:
    feeds = tmp_path / "feeds.yaml"
    feeds.write_text(f"feeds:\n  - url: {served.base}/rss\n    leaning: independent\n")
    state, record = str(tmp_path / "watch.json"), str(tmp_path / "record.db")
    return ["watch", str(feeds), "--once", "--state", state, "--record", record, "--reader", "rules", "--allow-private"]


def test_never_twice_the_same_and_only_what_changed_is_asked_for(
    ask: Ask, served: Served, words: list[str], tmp_path: Path
) -> None:
    def answer(heads: Mapping[str, str]) -> Answer:
        return (304, {}, b"") if heads.get("If-None-Match") == '"1"' else (200, {"ETag": '"1"'}, feed(16, 17))

    served.answers["/rss"] = answer
    url = f"{served.base}/rss"
    assert ask(*words).stdout == f"{url}: 2 new, 2 claims\n"
    assert ask(*words).stdout == f"{url}: 0 new, 0 claims\n"
    served.answers["/rss"] = (200, {"ETag": '"2"'}, feed(16, 17, 18))
    assert ask(*words).stdout == f"{url}: 1 new, 1 claims\n"
    assert [heads.get("If-None-Match") for _, heads in served.asked] == [None, '"1"', '"1"']
    with Record.open(f"sqlite:///{tmp_path / 'record.db'}") as kept:
        kept.verify()
        rows = kept.reports()
        assert len(rows) == 3
        assert {row.source for row in rows} == {"Orient Weekly"}
        origins = {statement.origin for row in rows for statement in kept.custody(row.sha256)}
        assert origins == {f"https://orient-weekly.example/{number}" for number in (16, 17, 18)}


def test_a_server_without_marks_is_asked_by_time(ask: Ask, served: Served, words: list[str]) -> None:
    day = "Mon, 18 Jul 2016 07:00:00 GMT"

    def answer(heads: Mapping[str, str]) -> Answer:
        return (304, {}, b"") if heads.get("If-Modified-Since") == day else (200, {"Last-Modified": day}, feed(16))

    served.answers["/rss"] = answer
    assert ask(*words).stdout.endswith(": 1 new, 1 claims\n")
    assert ask(*words).stdout.endswith(": 0 new, 0 claims\n")
    assert [heads.get("If-Modified-Since") for _, heads in served.asked] == [None, day]


def test_a_feed_that_fails_is_left_alone_for_longer_each_time(
    ask: Ask, served: Served, words: list[str], tmp_path: Path
) -> None:
    state = tmp_path / "watch.json"
    pauses = []
    for after in ("", "", "7000"):
        served.answers["/rss"] = (503, {"Retry-After": after} if after else {}, b"")
        result = ask(*words)
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
        (seen,) = json.loads(state.read_text()).values()
        pauses.append(seen["next"] - state.stat().st_mtime)
        asked = len(served.asked)
        assert ask(*words).stdout == ""
        assert len(served.asked) == asked
        state.write_text(json.dumps({f"{served.base}/rss": {**seen, "next": 0}}))
    assert [round(pause, -2) for pause in pauses] == [300, 600, 7000]


def test_what_is_no_feed_is_told(ask: Ask, served: Served, words: list[str]) -> None:
    served.answers["/rss"] = (200, {}, b"<html><p>The army cut the road.</p></html>")
    result = ask(*words)
    assert result.exit_code == 2
    assert "is no RSS or Atom feed" in result.stderr


def test_a_private_network_is_refused(ask: Ask, served: Served, words: list[str]) -> None:
    result = ask(*words[:-1])
    assert "is on a private network" in result.stderr
    assert served.asked == []


PAGE = (
    "<html><head><title>Report {0}</title></head><body><article><h1>Report {0}</h1><p>The army cut the Castello road "
    "on {0} July 2016, a resident said. Traders had used it to bring flour and fuel into the eastern districts.</p>"
    "<p>Nobody could say when it would open again, and shops closed early in the afternoon.</p></article></body></html>"
)


@pytest.fixture
def paged(served: Served, words: list[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A feed whose entries say little and link to pages on the same server."""
    monkeypatch.setattr("siegeline.reports.watching.PAUSE", 0.0)
    Path(words[1]).write_text(f"feeds:\n  - url: {served.base}/rss\n    pages: true\n")
    entries = "".join(
        f"<item><guid>{one}</guid><title>Report {one}</title><link>{served.base}/{one}</link>"
        f"<pubDate>Mon, {one} Jul 2016 10:00:00 +0300</pubDate><description>A road.</description></item>"
        for one in (18, 19)
    )
    body = (HEAD + entries + "</channel></rss>").encode()

    def answer(heads: Mapping[str, str]) -> Answer:
        return (304, {}, b"") if heads.get("If-None-Match") == '"1"' else (200, {"ETag": '"1"'}, body)

    served.answers["/rss"] = answer
    return words


def test_the_pages_that_a_feed_links_to_are_read_if_configured(
    ask: Ask, served: Served, paged: list[str], tmp_path: Path
) -> None:
    for one in (18, 19):
        served.answers[f"/{one}"] = (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE.format(one).encode())
    assert ask(*paged).stdout.startswith(f"{served.base}/rss: 2 new, ")
    with Record.open(f"sqlite:///{tmp_path / 'record.db'}") as kept:
        rows = {row.published.day: row for row in kept.reports() if row.published}
        assert set(rows) == {18, 19}
        assert "a resident said" in kept.text(rows[18].sha256)
        assert kept.data(rows[18].sha256) == PAGE.format(18).encode()
        assert {one.origin for one in kept.custody(rows[18].sha256)} == {f"{served.base}/18"}
        assert {row.source for row in rows.values()} == {"Orient Weekly"}
    assert ask(*paged).stdout == f"{served.base}/rss: 0 new, 0 claims\n"
    assert [path for path, _ in served.asked].count("/18") == 1


def test_a_page_that_does_not_come_is_asked_for_again_and_then_its_entry_taken(
    ask: Ask, served: Served, paged: list[str], tmp_path: Path
) -> None:
    served.answers["/18"] = (200, {"Content-Type": "text/html"}, PAGE.format(18).encode())
    told = [ask(*paged) for _ in range(3)]
    assert [one.stdout.rpartition(": ")[2][:5] for one in told] == ["1 new", "0 new", "1 new"]
    assert "asked for again next time" in told[0].stderr
    assert "the feed's own words are taken instead" in told[2].stderr
    assert all(one.stderr.count("\n") == 1 for one in told)
    with Record.open(f"sqlite:///{tmp_path / 'record.db'}") as kept:
        texts = {kept.text(row.sha256) for row in kept.reports()}
    assert "Report 19\n\nA road." in texts
    assert ask(*paged).stdout == f"{served.base}/rss: 0 new, 0 claims\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("feeds: [", "is no YAML"),
        ("feeds: []", "lists no feeds"),
        ("feeds:\n  - url: ftp://a\n", "feed 1 has no url"),
        ("feeds:\n  - url: http://a\n    minutes: 1\n", "feed 1 asks too often"),
        ("feeds:\n  - url: http://a\n    pages: perhaps\n", "does not say whether to fetch pages"),
        ("feeds:\n  - url: http://a\n    every: 1\n", "feed 1 has the unknown field 'every'"),
    ],
)
def test_a_bad_list_is_refused_in_one_line(ask: Ask, tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "feeds.yaml").write_text(text)
    with pytest.raises(InputError, match=told):
        ask("watch", str(tmp_path / "feeds.yaml"), "--once", "--state", str(tmp_path / "s.json"))
