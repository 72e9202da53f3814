"""MapLibre's files from the installed wheel."""

import sys

from siegeline.publish.library import maplibre_script, maplibre_style


def test_maplibre_comes_from_the_wheel_with_its_licence_and_without_importing_it() -> None:
    assert "3-Clause BSD" in maplibre_script()[:300]
    assert "sourceMappingURL" not in maplibre_script()
    assert ".maplibregl-map" in maplibre_style()
    assert "maplibre" not in sys.modules
