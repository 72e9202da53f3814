"""``siegeline watch``: feeds into the record, again and again."""

import time
from dataclasses import replace
from pathlib import Path

import click

from siegeline.cli.gather import Readers
from siegeline.cli.options import private_option, reader_option, record_option, theatre_option
from siegeline.cli.read import Keeping
from siegeline.errors import InputError
from siegeline.settings import record_url, user_folder


@click.command()
@click.argument("feeds", metavar="FEEDS.yaml")
@click.option("--once", is_flag=True, help="Ask each feed once, and end; those that failed lately are left alone.")
@click.option("--state", metavar="FILE", help="What was taken (default: watch.json in your data folder).")
@reader_option
@record_option
@theatre_option
@private_option
def watch(
    feeds: str,
    once: bool,
    state: str | None,
    reader: str | None,
    record: str | None,
    theatre: str | None,
    allow_private: bool,
) -> None:
    """Read what is new in RSS and Atom feeds into the record, until you stop it."""
    from siegeline.record import Record
    from siegeline.reports.known import Known
    from siegeline.reports.paths import report_of
    from siegeline.reports.watching import Memory, due, feeds_in, new_in, page_of

    listed = feeds_in(feeds)
    memory = Memory(Path(state) if state else user_folder() / "watch.json")
    readers, failed = Readers(theatre, reader), False
    while True:
        for feed in due(listed, memory, time.time(), once=once):
            seen, reports, pages, again = memory.of(feed), 0, 0, False
            asked = Known(source=feed.source, leaning=feed.leaning)
            try:
                with Record.open(record_url(record)) as kept:
                    into = Keeping(kept, readers, None)
                    for mark, entry in new_in(feed, seen, now=time.time(), private=allow_private):
                        document = page_of(
                            entry, mark, feed, seen, private=allow_private, asked=pages,
                            told=lambda line: click.echo(f"siegeline: {line}", err=True),
                        )  # fmt: skip
                        pages += feed.pages and entry.address is not None
                        if document is None:
                            again = True
                            continue
                        report = report_of(document, b"", file=feed.url, asked=asked, tabled=Known())
                        report = replace(report, origin=document.address or feed.url)
                        into.keep([report])
                        seen.taken.append(mark)
                        reports += 1
                    for line in into.erased:
                        click.echo(f"siegeline: {line}", err=True)
                click.echo(f"{feed.url}: {reports} new, {into.added} claims")
            except InputError as error:
                failed = True
                click.echo(f"siegeline: {error}", err=True)
            except BaseException:
                seen.etag = seen.modified = None  # what was not kept is to be sent again
                raise
            finally:
                if again:
                    seen.etag = seen.modified = None  # so that the feed gives them again
                memory.save()
        if once:
            break
        time.sleep(max(1.0, min(memory.of(feed).next for feed in listed) - time.time()))
    if failed:
        raise SystemExit(2)
