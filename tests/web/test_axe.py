"""axe-core on each view: no serious violation, light and dark, desk and phone."""

import os
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
AXE = Path(os.environ.get("AXE") or ROOT / ".venv/npm/node_modules/axe-core/axe.min.js")
VIEWS = {
    "map": ("/?on=2016-08-08", None),
    "place": ("/?on=2016-08-08&place=aleppo-west", None),
    "report": ("/?on=2016-08-08&place=aleppo-west", ".open-report"),
    "sides": ("/?on=2016-08-08&place=aleppo-west", ".beside"),
    "review": ("/review", None),
    "compare": ("/compare", None),
    "login": ("/login", None),
}


@pytest.fixture(scope="session")
def axe() -> str:
    if not AXE.is_file():
        pytest.skip(f"axe-core is not at {AXE}: 'make axe' installs it where there is npm")
    return AXE.read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desk", "phone"])
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_serious(tab, axe, view, size, scheme) -> None:
    path, opens = VIEWS[view]
    desk = tab(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, reduced_motion="reduce").go(path)
    if view in {"map", "place", "report", "sides"}:
        desk.drawn()
    elif view == "review":
        desk.wait(lambda: desk.page.locator("#sentence").count())
    elif view == "compare":
        desk.wait(lambda: desk.page.locator(".differences h3").count())
    if opens:
        desk.page.locator(opens).first.click()
        desk.wait(lambda: desk.page.locator("dialog[open]").count())
    desk.page.evaluate(f"() => {{ {axe} }}")
    result = desk.page.evaluate("async () => axe.run(document, {iframes: false})")
    assert len(result["passes"]) > 5
    told = [
        f"{one['id']} ({one['impact']}): {node['html'][:160]} {node['failureSummary'][:300]}"
        for one in result["violations"]
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]
    assert told == []
