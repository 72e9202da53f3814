"""The house's own rules: packages import downwards, files stay small, exported names exist."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import siegeline
from siegeline import errors
from siegeline.errors import SiegelineError

ROOT = Path(siegeline.__file__).parent
FLOORS = (
    "errors",
    "settings",
    "times",
    "lots",
    "theatre",
    "reports",
    "places",
    "claims",
    "record",
    "picture",
    "measure",
    "publish",
    "web",
    "cli",
    "__main__",
)
LONGEST = 400
MODULES = sorted(ROOT.rglob("*.py"))
CODE = MODULES + sorted(file for kind in ("js", "css", "html") for file in ROOT.rglob(f"*.{kind}"))


def floor_of(parts: tuple[str, ...]) -> str | None:
    """The floor of ``siegeline.<floor>…``; None for the package itself."""
    return parts[1] if len(parts) > 1 else None


def dotted(file: Path) -> tuple[str, ...]:
    parts = ("siegeline", *file.relative_to(ROOT).with_suffix("").parts)
    return parts[:-1] if parts[-1] == "__init__" else parts


def imported(tree: ast.Module, package: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What a module imports from this house, late imports included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (above, node.module) if part)
            names = [f"{module}.{alias.name}" for alias in node.names] if module == "siegeline" else [module]
        else:
            continue
        yield from (tuple(name.split(".")) for name in names if name.split(".")[0] == "siegeline")


def climbs(source: str, module: tuple[str, ...], *, is_package: bool = False) -> list[str]:
    """The imports of a module that go up the stairs."""
    own = floor_of(module)
    package = module if is_package else module[:-1]
    return [
        ".".join(name)
        for name in imported(ast.parse(source), package)
        if (floor := floor_of(name)) in FLOORS
        and (own not in FLOORS or FLOORS.index(floor) > FLOORS.index(own))
    ]


def named(file: Path) -> str:
    return str(file.relative_to(ROOT))


@pytest.mark.parametrize("file", MODULES, ids=named)
def test_a_module_has_a_floor_and_imports_no_higher_one(file: Path) -> None:
    module = dotted(file)
    assert floor_of(module) in (*FLOORS, None), "a new package: give it a floor here and in CONTRIBUTING.md"
    assert climbs(file.read_text("utf-8"), module, is_package=file.name == "__init__.py") == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from siegeline.claims import Claim", ["siegeline.claims"]),
        ("import siegeline.record.store", ["siegeline.record.store"]),
        ("from siegeline import cli", ["siegeline.cli"]),
        ("from ..picture import control", ["siegeline.picture"]),
        ("def f():\n    from siegeline.web import app", ["siegeline.web"]),
        ("from siegeline.errors import InputError\nfrom . import gazetteer\nimport siegeline", []),
    ],
)
def test_an_import_that_climbs_is_found(source: str, found: list[str]) -> None:
    assert climbs(source, ("siegeline", "places", "names")) == found


@pytest.mark.parametrize("file", CODE, ids=named)
def test_a_file_is_short(file: Path) -> None:
    lines = len(file.read_text("utf-8").splitlines())
    assert lines < LONGEST, "what is its second noun?"


@pytest.mark.parametrize(
    "package", [m.name for m in pkgutil.walk_packages([str(ROOT)], "siegeline.") if m.ispkg]
)
def test_every_exported_name_exists_once(package: str) -> None:
    module = importlib.import_module(package)
    names = list(getattr(module, "__all__", ()))
    assert [name for name in names if not hasattr(module, name)] == []
    assert len(names) == len(set(names))


@pytest.mark.parametrize("package", FLOORS[4:-2])
def test_a_floor_says_what_it_exports(package: str) -> None:
    if not (ROOT / package / "__init__.py").exists():
        pytest.skip(f"{package} is not built yet")
    assert importlib.import_module(f"siegeline.{package}").__all__


def test_every_error_is_a_siegeline_error_and_in_the_tree_of_the_docstring() -> None:
    classes = [
        value
        for _name, value in inspect.getmembers(errors, inspect.isclass)
        if value.__module__ == errors.__name__
    ]
    assert len(classes) > 3
    for error in classes:
        assert issubclass(error, SiegelineError)
        assert error.__name__ in (errors.__doc__ or "")
