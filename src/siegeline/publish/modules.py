"""The page's ES modules joined into one script: a page from a disk cannot import a file beside it.

Each module becomes a function that runs once and returns what it exports. The forms are those that they
use: ``import { a, b as c } from "./noun.js";`` and ``export`` before ``function``, ``const`` or
``class``.
"""

import re
from collections.abc import Mapping

from siegeline.errors import SiegelineError

_IMPORT = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"\./([\w-]+\.js)";[ \t]*$', re.M)
_EXPORT = re.compile(r"^export\s+(?=(?:async\s+)?(?:function\*?|const|class)\s+(\w+))", re.M)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.M)


def join_modules(modules: Mapping[str, str], entry: str, *, exported: bool = False) -> str:
    """One script that does what ``entry`` and all it imports do.

    Args:
        modules: source text by file name.
        entry: the file name to begin with.
        exported: make it a module itself, whose default export has what ``entry`` exports.

    Raises:
        SiegelineError: a module is missing, imports itself in a circle, or uses another form of import.

    """
    done: dict[str, str] = {}
    _add(entry, modules, done, ())
    last = (f"export default {_variable(entry)};",) if exported else ()
    return "\n".join(('"use strict";', *done.values(), *last))


def _add(name: str, modules: Mapping[str, str], done: dict[str, str], above: tuple[str, ...]) -> None:
    if name in done:
        return
    if name in above or name not in modules:
        trouble = "imports itself" if name in above else "is missing"
        raise SiegelineError(f"the page's module {name} {trouble}; it came from {' → '.join(above)}")
    source = modules[name]
    for match in _IMPORT.finditer(source):
        _add(match[2], modules, done, (*above, name))
    exports = [match[1] for match in _EXPORT.finditer(source)]
    body = _EXPORT.sub("", _IMPORT.sub(_constants, source))
    if left := _LEFT.search(body):
        raise SiegelineError(f"module {name}: cannot join {left[0]!r}")
    done[name] = f"const {_variable(name)} = (() => {{\n{body}\nreturn {{ {', '.join(exports)} }};\n}})();"


def _constants(match: re.Match[str]) -> str:
    return f"const {{{match[1].replace(' as ', ': ')}}} = {_variable(match[2])};"


def _variable(name: str) -> str:
    return "$" + name.removesuffix(".js").replace("-", "_")
