"""Reports whose claims change their speaker while they are read go on record like others."""

from pathlib import Path

import pytest

from .conftest import Ask

pytest.importorskip("onnxruntime")


@pytest.mark.parametrize(
    "text",
    [
        'The mayor told of it. "Rebels captured Nubl. The army shelled Zahraa," he said.',
        'Ahmad Saleh said: "There were attacks on Nubl. The army shelled Zahraa. It captured it."',
    ],
)
def test_what_somebody_says_over_several_sentences_goes_on_record(ask: Ask, tmp_path: Path, text: str) -> None:
    (tmp_path / "report.txt").write_text(text)
    record = ("--record", str(tmp_path / "record.db"))
    told = ask("read", str(tmp_path / "report.txt"), "--published", "2016-05-06", "--theatre", "syria", *record)
    assert (told.exit_code, told.stderr) == (0, "")
    assert " 0 new on record" not in told.stdout
