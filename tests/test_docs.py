"""What the documents promise: every option is explained, every link leads somewhere, every command can be typed."""

import contextlib
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from siegeline.cli.main import siegeline
from siegeline.errors import SiegelineError

ROOT = Path(__file__).resolve().parent.parent
CLI = ROOT / "docs/cli.md"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def commands(group: click.Group, path: str = "siegeline") -> Iterator[tuple[str, click.Command]]:
    for name, command in sorted(group.commands.items()):
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")


def sections(page: Path) -> dict[str, str]:
    parts = re.split(r"^## (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def names_option(text: str, option: str) -> bool:
    return re.search(rf"{re.escape(option)}(?![\w-])", text) is not None


VERBS = list(commands(siegeline))


@pytest.mark.parametrize(("path", "command"), VERBS, ids=[path for path, _ in VERBS])
def test_every_verb_and_option_is_in_the_reference(path: str, command: click.Command) -> None:
    told = sections(CLI)
    verb = " ".join(path.split()[:2])
    assert verb in told, f"docs/cli.md has no section '## {verb}'"
    assert path in told[verb], f"the section on {verb} does not name '{path}'"
    options = [parameter.opts for parameter in command.params if isinstance(parameter, click.Option)]
    missing = [names[0] for names in options if not any(names_option(told[verb], name) for name in names)]
    assert missing == [], f"the section on {verb} does not name {', '.join(missing)}"


def test_the_reference_names_no_option_that_is_gone() -> None:
    known = {"--help", "--version"}
    for _, command in VERBS:
        known |= {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    told = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", CLI.read_text(encoding="utf-8")))
    assert told - known == set()


def test_an_option_is_found_only_by_its_whole_name() -> None:
    assert names_option("`--on DATE`", "--on")
    assert not names_option("`--only`", "--on")


def anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def prose(page: Path) -> str:
    return re.sub(r"^ *```.*?^ *```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_picture_is_there(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, fragment = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        assert found.exists(), f"{page.name} links to {target}, which is not there"
        assert found.is_relative_to(ROOT), f"{page.name} links to {target}, outside of the repository"
        if fragment:
            headings = re.findall(r"^#+ (.+)$", prose(found), flags=re.MULTILINE)
            assert fragment in {anchor(one) for one in headings}, f"{page.name} links to {target}: no such heading"


def typed(page: Path) -> Iterator[list[str]]:
    """The words of every ``siegeline`` command in a page's blocks of shell, after the program's name."""
    blocks = re.findall(r"^ *```(?:console|sh)\n(.*?)^ *```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    for block in blocks:
        shell = re.findall(r"^\$ (.*)$", block, re.MULTILINE) or block.splitlines()
        for line in shell:
            lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
            lexer.whitespace_split = True
            words: list[str] = []
            for word in [*lexer, ";"]:
                if set(word) <= set("|;&<>()"):
                    if words[:1] == ["siegeline"]:
                        yield words[1:]
                    words = []
                else:
                    words.append(word)


COMMANDS = [(page.name, words) for page in PAGES for words in typed(page)]


@pytest.mark.parametrize(("page", "words"), COMMANDS, ids=[f"{page}: {shlex.join(words)}" for page, words in COMMANDS])
def test_every_command_shown_can_be_typed(page: str, words: list[str]) -> None:
    command: click.Command = siegeline
    while isinstance(command, click.Group):
        context = click.Context(command, info_name=command.name)
        _, found, words = command.resolve_command(context, words)
        assert found is not None, f"{page} shows the verb {words[0]!r}"
        command = found
    with contextlib.suppress(SiegelineError):  # a bad date, shown on purpose
        command.make_context(command.name, words)


def test_commands_are_shown() -> None:
    assert {page for page, _ in COMMANDS} >= {"README.md", "tutorial.md", "cli.md", "concepts.md", "limits.md"}
