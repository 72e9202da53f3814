"""Binary formats, known by their first bytes."""

_PDF = "a PDF"
_WORD = "a DOCX, ODT, EPUB or other ZIP"

# First bytes as listed in the file(1) magic database; only what people keep beside reports.
_FIRST_BYTES = (
    (b"%PDF-", _PDF),
    (b"PK\x03\x04", _WORD),
    (b"PK\x05\x06", _WORD),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file"),
    (b"{\\rtf", "an RTF"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"\x7fELF", "a program"),
    (b"PAR1", "a Parquet table"),
    (b"OggS", "a sound or film"),
    (b"ID3", "a sound or film"),
    (b"\x1aE\xdf\xa3", "a sound or film"),
)


def binary_format(data: bytes) -> str | None:
    """Tell a known binary format by its first bytes: "a PDF", "a PNG picture"; None for any other."""
    for first, name in _FIRST_BYTES:
        if data.startswith(first):
            return name
    if data[:4] == b"RIFF" or data[4:8] == b"ftyp":
        return "a picture, sound or film"
    return None
