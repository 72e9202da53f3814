"""Wrapped lines, as pages of print and e-mails have them, made into paragraphs again."""

import re

_FULL = 0.7  # of the longest usual line: the next word would not have fitted
_NARROW = 30  # narrower is a list of names
_HYPHEN = re.compile(r"(\w+)-$")
_BREAK = re.compile(r"\s*(?:[-•*–·▪>]|\d{1,2}[.)])\s")
_END = re.compile(r"""[.!?…:]["”’'»)\]]*$""")


def unwrapped(text: str, *, keep: int | None = None) -> str:
    """Join the lines of each paragraph with a blank.

    A line is followed by more of its paragraph where it is long (0.7 of the width, which 95 in 100 lines keep to), or
    ends in no full stop while the next begins small. A word broken with a hyphen is made whole where the text has it
    whole, keeps its hyphen where the text has it so, and is made whole otherwise. ``keep``: lines are left alone where
    the width is more than that.
    """
    lines = [line.strip().replace("\u00ad", "") for line in text.splitlines()]
    lengths = sorted(len(line) for line in lines if line)
    if not lengths:
        return ""
    width = lengths[min(len(lengths) - 1, int(0.95 * len(lengths)))]
    if keep is not None and width > keep:
        return text
    words = set(re.findall(r"[\w-]+", text))
    out: list[str] = []
    goes_on, before = False, ""
    for line in lines:
        if goes_on and line and not _BREAK.match(line) and _belongs(before, line, width):
            out[-1] = _joined(out[-1], line, words)
        else:
            out.append(line)
        goes_on, before = bool(line), line
    return re.sub(r"\n{3,}", "\n\n", "\n".join(out)).strip()


def _belongs(before: str, line: str, width: int) -> bool:
    if _HYPHEN.search(before) and line[0].islower():
        return True
    first = len(line.split(maxsplit=1)[0])
    full = len(before) + 1 + first >= width or len(before) >= _FULL * width
    return (full and width >= _NARROW) or (line[0].islower() and not _END.search(before))


def _joined(before: str, line: str, words: set[str]) -> str:
    if (cut := _HYPHEN.search(before)) and line[0].islower():
        rest = re.match(r"\w+", line)
        second = rest[0] if rest else ""
        hyphenated = f"{cut[1]}-{second}" in words and cut[1] + second not in words
        return before + line if hyphenated else before[:-1] + line
    return f"{before} {line}"
