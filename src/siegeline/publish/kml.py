"""KML 2.2: a folder for each kind of entry, each entry with its ``TimeSpan`` and its fields."""

import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape

from siegeline.publish.entry import LAYERS, Entry
from siegeline.publish.extract import Extract
from siegeline.publish.geojson import described

_NAMES = {"siege": "Sieges", "route": "Routes", "control": "Control", "claim": "Claims"}


def kml_file(told: Extract) -> bytes:
    """Every entry as a placemark; the document's description tells how it was made."""
    ET.register_namespace("", "http://www.opengis.net/kml/2.2")
    root = ET.Element("kml", xmlns="http://www.opengis.net/kml/2.2")
    document = ET.SubElement(root, "Document")
    _text(document, "name", f"{told.made['theatre']}, {told.made['from']} to {told.made['to']}")
    _text(document, "description", told.line)
    for layer in LAYERS:
        folder = ET.SubElement(document, "Folder")
        _text(folder, "name", _NAMES[layer])
        for entry in told.of(layer):
            _placemark(folder, entry)
    ET.indent(root, " ")
    body: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode("utf-8", "replace")


def _placemark(folder: ET.Element, entry: Entry) -> None:
    mark = ET.SubElement(folder, "Placemark")
    _text(mark, "name", entry.name or entry.route or entry.state)
    _text(mark, "description", escape(described(entry)))  # viewers take a description for HTML
    begin, end = entry.start or entry.stated, entry.end
    if begin or end:
        span = ET.SubElement(mark, "TimeSpan")
        for tag, day in (("begin", begin), ("end", end)):
            if day:
                _text(span, tag, day)
    fields = ET.SubElement(mark, "ExtendedData")
    for name, value in entry.row().items():
        if value is not None:
            _text(ET.SubElement(fields, "Data", name=name), "value", str(value))
    if len(entry.path) > 1:
        line = ET.SubElement(mark, "LineString")
        _text(line, "coordinates", " ".join(f"{lon},{lat}" for lon, lat in entry.path))
    elif entry.lat is not None and entry.lon is not None:
        _text(ET.SubElement(mark, "Point"), "coordinates", f"{entry.lon},{entry.lat}")


def _text(parent: ET.Element, tag: str, text: str) -> None:
    """A child with text, without the control characters that XML cannot hold."""
    child = ET.SubElement(parent, tag)
    child.text = "".join(letter for letter in text if letter >= " " or letter in "\t\n")
