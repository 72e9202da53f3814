"""Fetched: a country's full gazetteer from GeoNames, put on the shelf."""

import re
import time
from collections.abc import Callable
from pathlib import Path

from siegeline.errors import InputError, UsageError
from siegeline.places.download import Progress, download
from siegeline.places.geonames import LICENCE, check_zip, read_geonames
from siegeline.places.index import Index
from siegeline.places.shelf import keep_table, shelf_folder

_DAY = 86400.0


def fetch_country(
    country: str,
    base: str,
    *,
    timeout: float = 30.0,
    pause: float = 1.0,
    progress: Callable[[str], Progress] = lambda _label: lambda _done, _total: None,
) -> Index:
    """Fetch GeoNames' places and other names of a country (two letters) and keep them as ``geonames-XX``.

    ``base`` is the address of GeoNames' export, or of a mirror. ``progress`` makes the listener of a download from
    its label. Files of a fetch that did not end are taken up again; when all is read they are removed.

    Raises:
        UsageError: the country is no code of two letters.
        InputError: a file cannot be fetched, or is not what GeoNames gives out; what was on the shelf stays.
    """
    code = country.upper()
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise UsageError(f"{country!r} is no country; write the two letters of ISO 3166, such as SY")
    folder, member = shelf_folder() / "downloads", f"{code}.txt"
    wanted = {"places": f"{base}/{code}.zip", "names": f"{base}/alternatenames/{code}.zip"}

    def check(path: Path) -> None:
        check_zip(path, member)

    files = {}
    for what, url in wanted.items():
        files[what] = folder / f"{code}-{what}.zip"
        if not _fresh(files[what], check):
            label = f"{code} {what}"
            download(url, files[what], check=check, timeout=timeout, pause=pause, progress=progress(label))
    try:
        places = list(read_geonames(code, files["places"], files["names"]))
        source = f"GeoNames {code}, fetched {time.strftime('%Y-%m-%d')}"
        return keep_table(
            f"geonames-{code.lower()}",
            places,
            source=source,
            licence=LICENCE,
            countries=[code],
            origin=wanted["places"],
        )
    finally:
        for path in files.values():
            path.unlink(missing_ok=True)


def _fresh(path: Path, check: Callable[[Path], None]) -> bool:
    """Whether an earlier fetch that did not end left this file whole, less than a day ago."""
    try:
        if time.time() - path.stat().st_mtime > _DAY:
            return False
        check(path)
    except (OSError, InputError):
        return False
    return True
