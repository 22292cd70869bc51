from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from analysis import read_article, score
from analysis.cli import app
from analysis.showing.terminal import print_reading

RUNNER = CliRunner()
SEED = "000_0014370f58e6b2cf.txt"


def test_read_prints_a_table_of_the_sentences(seeds: Path) -> None:
    result = RUNNER.invoke(app, ["read", str(seeds / SEED)])
    assert result.exit_code == 0
    assert "heartwarming" in result.output
    assert "19 sentences, 503 words" in result.output
    assert "not a verdict" in result.output


def test_read_writes_what_is_asked_for(seeds: Path, tmp_path: Path) -> None:
    names = {"--html": "out/reading.html", "--worksheet": "out/worksheet.html", "--figure": "out/figure.png"}
    options = [part for option, name in names.items() for part in (option, str(tmp_path / name))]
    result = RUNNER.invoke(app, ["read", str(seeds / SEED), *options, "--quiet"])
    assert result.exit_code == 0
    assert result.output == ""
    assert (tmp_path / "out/reading.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert (tmp_path / "out/worksheet.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert (tmp_path / "out/figure.png").read_bytes().startswith(b"\x89PNG")


def test_run_writes_everything_once_and_again_when_the_article_changes(tmp_path: Path, root: Path) -> None:
    article = tmp_path / "my own article.txt"
    article.write_text("The regime fell.", encoding="utf-8")
    folder = tmp_path / "build"
    arguments = ["run", str(article), "--folder", str(folder), "--notebooks", str(root / "notebooks")]
    first = RUNNER.invoke(app, arguments)
    assert first.exit_code == 0, first.output
    assert "[3/3] executing notebook 01" in first.output
    pages = ["reading.html", "worksheet.html", "01-read-one-article.ipynb"]
    before = [(folder / name).read_bytes() for name in pages]
    second = RUNNER.invoke(app, arguments)
    assert "nothing has changed" in second.output
    assert [(folder / name).read_bytes() for name in pages] == before
    article.write_text("The mob left.", encoding="utf-8")
    third = RUNNER.invoke(app, arguments)
    assert "[3/3] executing notebook 01" in third.output
    assert all("mob" in (folder / name).read_text(encoding="utf-8") for name in pages)
    own = tmp_path / "own.csv"
    own.write_text("term,action\nmob,allow\n", encoding="utf-8")
    allowed = RUNNER.invoke(app, [*arguments, "--list", str(own)])
    assert "[3/3] executing notebook 01" in allowed.output
    assert all("by the reader" in (folder / name).read_text(encoding="utf-8") for name in pages[::2])
    other = RUNNER.invoke(app, [*arguments[:1], str(root / "seeds" / SEED), *arguments[2:]])
    assert "[3/3] executing notebook 01" in other.output


def test_the_catalogue_beside_a_file_gives_its_title(seeds: Path) -> None:
    result = RUNNER.invoke(app, ["read", str(seeds / "north-korean-troops-hostile.txt")])
    assert "Kim’s cannon fodder" in result.output
    assert "under a headline" in result.output


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        (["read", "none.txt"], "none.txt: no such file"),
        (["notebook", "01", "none.txt", "--output", "x.ipynb"], "none.txt: no such file"),
        (["notebook", "99", "none.txt", "--output", "x.ipynb"], "0 notebooks begin with '99'; there are: 01-"),
        (["site", "--seeds", "none.csv"], "none.csv: no such file or folder"),
        (["run", "none.txt"], "none.txt: no such file"),
        (["read", f"seeds/{SEED}", "--worksheet", "seeds"], "seeds: cannot be written: "),
        (["read", f"seeds/{SEED}", "--figure", "a.jpg"], "a.jpg: the figure is a .png"),
    ],
)
def test_a_wrong_name_is_one_line_and_an_exit_code(
    arguments: list[str], cause: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    result = RUNNER.invoke(app, arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("undertone: ")
    assert cause in result.stderr
    assert result.stderr.count("\n") == 1


def test_markup_in_a_text_is_no_markup_in_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The [bold]regime[/bold] fell [/]. \x1b[31mRed.", encoding="utf-8")
    article = read_article(path)
    file = io.StringIO()
    print_reading(score(article), article, Console(file=file, width=100))
    assert "[bold]" in file.getvalue()
    assert "\x1b[31m" not in file.getvalue()


def test_a_list_of_ones_own_is_used_and_a_wrong_one_is_said(seeds: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("term,action\nburgeoning,allow\n", encoding="utf-8")
    plain = RUNNER.invoke(app, ["read", str(seeds / SEED)])
    changed = RUNNER.invoke(app, ["read", str(seeds / SEED), "--list", str(own)])
    assert (plain.exit_code, changed.exit_code) == (0, 0)
    assert "burgeoning" in plain.output
    assert "burgeoning" not in changed.output
    own.write_text("term,action\nzonk,allow\n", encoding="utf-8")
    wrong = RUNNER.invoke(app, ["read", str(seeds / SEED), "--list", str(own)])
    assert wrong.exit_code == 2
    assert "own.csv, row 2 ('zonk')" in wrong.output


def test_term_prints_what_the_list_says() -> None:
    result = RUNNER.invoke(app, ["term", "Regimes"])
    assert result.exit_code == 0
    assert "  plainer: government\n" in result.output
    assert RUNNER.invoke(app, ["term", "zonk"]).exit_code == 2


def test_check_list_is_quiet_about_faults_where_there_are_none(tmp_path: Path) -> None:
    result = RUNNER.invoke(app, ["check-list"])
    assert result.exit_code == 0
    assert ", 0 faults" in result.output
    assert "used by" in result.output
    own = tmp_path / "own.csv"
    own.write_text(
        "term,category,direction,weight,example\nzonk,label,lowers,1,Here is no such word.\n", encoding="utf-8"
    )
    faulty = RUNNER.invoke(app, ["check-list", "--list", str(own)])
    assert faulty.exit_code == 1
    assert "'zonk': its example does not hold it" in faulty.output
