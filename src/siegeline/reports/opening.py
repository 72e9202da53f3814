"""Opening: the documents in a file's bytes, whatever their format."""

from collections.abc import Callable, Iterator

from siegeline.errors import InputError
from siegeline.reports.decoding import decoded
from siegeline.reports.formats.apart import PARSERS
from siegeline.reports.formats.document import Document
from siegeline.reports.formats.kind import kind_of
from siegeline.reports.formats.rows import csv_rows, documents_in_rows, json_rows
from siegeline.reports.length import check_length
from siegeline.reports.refusal import handing_over

Problem = Callable[[InputError], None]


def documents_in(
    name: str,
    data: bytes,
    *,
    where: str,
    on_problem: Problem | None = None,
    address: str | None = None,
    charset: str | None = None,
) -> Iterator[Document]:
    """Read the documents in a file: one, or those of a table or feed in their order.

    A plain text is a document without an extractor: its offsets count in its own characters. ``name`` is the file's,
    ``where`` what a refusal calls it; ``address`` is where on the web it stood, ``charset`` what its server said.
    ``on_problem`` takes what is wrong with one row or entry, and the others go on.

    Raises:
        InputError: the file is broken, of another format, or holds no text; without ``on_problem``, also for a row.
        MissingExtraError: the library for its format is not installed.

    """
    form = kind_of(name, data)
    if form == "text":
        found: Iterator[Document] = iter([Document(text=decoded(data, where=where), extractor="")])
    elif form in {"warc", "wacz"}:
        raise InputError(where, f"is a web archive ({form.upper()}) under another name", f"name it report.{form}")
    elif form == "csv":
        rows = csv_rows(decoded(data, where=where), where=where)
        found = documents_in_rows(rows, where=where, on_problem=on_problem)
    elif form == "jsonl":
        objects = json_rows(decoded(data, where=where), where=where, on_problem=on_problem)
        found = documents_in_rows(objects, where=where, on_problem=on_problem)
    elif form == "xlsx":
        cells = ((part, row, None) for part, row in PARSERS.rows("xlsx", data, where=where))
        found = documents_in_rows(cells, where=where, on_problem=on_problem)
    else:
        offered = {"html": {"address": address, "charset": charset}, "feed": {"address": address}}.get(form, {})
        found = iter(PARSERS.documents(form, data, where=where, **offered))
    for document in found:
        with handing_over(on_problem if document.part else None) as handed:
            check_length(document.text, where=f"{where}, {document.part}" if document.part else where)
        if not handed:
            yield document
