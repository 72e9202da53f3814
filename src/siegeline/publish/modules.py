"""The page's ES modules joined into one script: a page from a disk cannot import a file beside it.

Each module becomes a function that runs once and returns what it exports. The forms are those that the modules use:
``import { a, b as c } from "./noun.js";`` and ``export`` before ``function``, ``const`` or ``class``.
"""

import re
from collections.abc import Mapping

from siegeline.errors import SiegelineError

_IMPORT = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"\./([\w-]+\.js)";[ \t]*$', re.M)
_EXPORT = re.compile(r"^export\s+(?=(?:async\s+)?(?:function\*?|const|class)\s+(\w+))", re.M)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.M)


def join_modules(modules: Mapping[str, str], entry: str) -> str:
    """One script that does what ``entry`` and all it imports do.

    Args:
        modules: source text by file name.
        entry: the file name to begin with.

    Raises:
        SiegelineError: a module is missing, imports itself in a circle, or uses another form of import or export.
    """
    done: dict[str, str] = {}
    _add(entry, modules, done, ())
    return "\n".join(('"use strict";', *done.values()))


def _add(name: str, modules: Mapping[str, str], done: dict[str, str], above: tuple[str, ...]) -> None:
    if name in done:
        return
    if name in above or name not in modules:
        raise SiegelineError(f"module {name}: {'imported in a circle' if name in above else 'missing'}: {above}")
    source = modules[name]
    for match in _IMPORT.finditer(source):
        _add(match[2], modules, done, (*above, name))
    exports = [match[1] for match in _EXPORT.finditer(source)]
    body = _IMPORT.sub(lambda match: f"const {{{match[1].replace(' as ', ': ')}}} = {_variable(match[2])};", source)
    body = _EXPORT.sub("", body)
    if left := _LEFT.search(body):
        raise SiegelineError(f"module {name}: cannot join {left[0]!r}")
    done[name] = f"const {_variable(name)} = (() => {{\n{body}\nreturn {{ {', '.join(exports)} }};\n}})();"


def _variable(name: str) -> str:
    return "$" + name.removesuffix(".js").replace("-", "_")
