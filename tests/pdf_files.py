"""PDFs made by hand, whole and odd."""

_FONT = b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"


def pdf_of(stream: bytes, *, pages: int) -> bytes:
    """A PDF each of whose pages has the one stream, which is packed with zlib."""
    kids = " ".join(f"{number} 0 R" for number in range(4, 4 + pages))
    head = f"<</Length {len(stream)}/Filter/FlateDecode>>stream\n".encode()
    parts = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode()]
    parts += [head + stream + b"\nendstream"]
    parts += [b"<</Type/Page/Parent 2 0 R" + _FONT + b"/MediaBox[0 0 9 9]/Contents 3 0 R>>"] * pages
    out, starts = bytearray(b"%PDF-1.7\n"), []
    for number, part in enumerate(parts, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    size, end = len(parts) + 1, len(out)
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\n".encode()
    return bytes(out) + f"startxref\n{end}\n%%EOF\n".encode()
