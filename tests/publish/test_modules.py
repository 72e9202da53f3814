"""Modules joined into one script."""

import re

import pytest

from siegeline.errors import SiegelineError
from siegeline.publish.modules import join_modules


def test_a_module_runs_once_before_those_that_import_it() -> None:
    script = join_modules(
        {
            "main.js": 'import { one as two } from "./part.js";\nimport { three } from "./other.js";\ntwo();',
            "other.js": 'import { one } from "./part.js";\nexport const three = one;',
            "part.js": "export function one() {}\nexport class Four {}",
            "unused.js": "never();",
        },
        "main.js",
    )
    assert re.findall(r"^const (\$\w+) =", script, re.M) == ["$part", "$other", "$main"]
    assert "return { one, Four };" in script
    assert "const { one: two } = $part;" in script
    assert "never" not in script


def test_it_can_be_a_module_itself() -> None:
    script = join_modules({"main.js": "export function open() {}"}, "main.js", exported=True)
    assert script.endswith("export default $main;")
    assert "return { open };" in script


@pytest.mark.parametrize(
    "source",
    [
        'import { a } from "./none.js";',
        'import { a } from "./main.js";',
        'import a from "./part.js";',
        "export default 1;",
        'import { a } from "https://example.org/x.js";',
    ],
)
def test_what_cannot_be_joined_is_refused(source) -> None:
    with pytest.raises(SiegelineError):
        join_modules({"main.js": source, "part.js": "export const a = 1;"}, "main.js")
