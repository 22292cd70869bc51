from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from analysis import load_lexicon
from analysis.cli import app
from analysis.showing.notebooks import execute_on, notebook_page, opening
from tests.test_cli import RUNNER

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def code_cells(path: Path) -> Iterator[Any]:
    yield from (cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code")


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request: pytest.FixtureRequest) -> Path:
    path = request.param
    assert isinstance(path, Path)
    return path


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


def test_every_cell_was_run_once_in_order_and_none_failed(notebook: Path) -> None:
    cells = list(code_cells(notebook))
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        for output in cell.outputs:
            assert output.output_type != "error"
            assert output.get("name") != "stderr"


def test_no_cell_is_exempt_from_checking(notebook: Path) -> None:
    for cell in code_cells(notebook):
        assert not [tag for tag in cell.metadata.get("tags", []) if "nbval" in tag or "raises" in tag]
        assert not re.search(r"NBVAL_|warnings\.|sys\.path|%pip|^!", cell.source, re.MULTILINE)


def test_nothing_of_one_machine_is_saved(notebook: Path) -> None:
    source = notebook.read_text(encoding="utf-8")
    assert not re.search(r'"execution"|iopub|/home/|/Users/|[A-Z]:\\\\', source)
    assert str(Path.home()) not in source
    assert set(json.loads(source)["metadata"]) == {"kernelspec", "language_info"}


def test_cells_are_short_and_define_nothing(notebook: Path) -> None:
    for cell in code_cells(notebook):
        assert len(cell.source.splitlines()) <= 12, cell.source
        assert not re.search(r"^\s*(def|class) ", cell.source, re.MULTILINE)


def test_one_cell_holds_the_parameters(notebook: Path) -> None:
    tagged = [cell for cell in code_cells(notebook) if "parameters" in cell.metadata.get("tags", [])]
    assert len(tagged) == 1
    assert "ARTICLE = " in tagged[0].source


def test_figures_are_described_and_their_numbers_stand_beside_them(notebook: Path) -> None:
    cells = list(code_cells(notebook))
    for at, cell in enumerate(cells):
        if any("image/png" in output.get("data", {}) for output in cell.outputs):
            assert cell.metadata.get("alt_text", "").endswith(".")
            assert any("text/html" in output.get("data", {}) for output in cells[at + 1].outputs)


def test_a_notebook_has_the_parts_that_a_reader_expects(notebook: Path) -> None:
    title, text = opening(notebook)
    assert title.endswith("?")
    assert len(text.split()) > 20
    prose = "\n".join(c.source for c in nbformat.read(notebook, as_version=4).cells if c.cell_type == "markdown")
    for part in ("## Before you start", "**Predict.**", "**What it gets wrong", "## How is it counted?", "## What if",
                 "## Limits of this notebook", "## Discuss", "## Sources"):  # fmt: skip
        assert part in prose, part
    assert 3 <= len(re.findall(r"^\d\. ", prose.split("## Discuss")[1], re.MULTILINE)) <= 5


def test_the_page_folds_what_would_give_the_guess_away(notebook: Path) -> None:
    page = notebook_page(notebook)
    hidden = sum(bool(cell.metadata.get("jupyter", {}).get("outputs_hidden")) for cell in code_cells(notebook))
    assert page.count('<details class="predict-first">') == hidden > 0
    assert "No description has been provided" not in page
    assert not re.search(r"""(?:src|href)=["']https?://|import\(|from ["']https?://""", page.split("<body")[0])


@pytest.mark.parametrize("text", ["The council meets again on 4 March.\nIt met on Monday.", "The thug fell.", "Rain!"])
def test_a_notebook_runs_on_an_article_of_ones_own(notebook: Path, tmp_path: Path, text: str) -> None:
    article = tmp_path / "my own article.txt"
    article.write_text(text, encoding="utf-8")
    output = tmp_path / "out.ipynb"
    execute_on(notebook, article, output)
    cells = list(code_cells(output))
    assert all(cell.execution_count for cell in cells)
    assert text.split()[-1] in output.read_text(encoding="utf-8")


def plain_outputs(cell: Any) -> Iterator[str]:
    for output in cell.outputs:
        yield output.get("text", "") or output.get("data", {}).get("text/plain", "")


def test_a_notebook_runs_with_a_list_of_ones_own(notebook: Path, tmp_path: Path) -> None:
    article, own, output = tmp_path / "article.txt", tmp_path / "own.csv", tmp_path / "out.ipynb"
    article.write_text("The zonks met on Monday.", encoding="utf-8")
    own.write_text("term,category,direction,weight\nzonks,label,lowers,5\n", encoding="utf-8")
    execute_on(notebook, article, output, own)
    probability = 1 / (1 + math.exp(-5 - load_lexicon().intercept))
    shown = [line for cell in code_cells(output) for text in plain_outputs(cell) for line in text.splitlines()]
    lines = [line for line in shown if "zonks" in line]
    assert any("5.0" in line or f"{probability:.2f}" in line for line in lines), lines


def test_the_site_links_to_every_page_it_writes(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    result = RUNNER.invoke(app, ["site", "--output", str(tmp_path)])
    assert result.exit_code == 0, result.output
    start = (tmp_path / "index.html").read_text(encoding="utf-8")
    linked = set(re.findall(r'href="([^"]+)"', start))
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.html")} - {"index.html"}
    assert linked == written
    for page in [*tmp_path.glob("[nr]*/*.html"), tmp_path / "words" / "index.html"]:
        assert 'href="../index.html"' in page.read_text(encoding="utf-8")
    assert len(written) == len(NOTEBOOKS) + 2 * 3 + 1
    words = (tmp_path / "words" / "index.html").read_text(encoding="utf-8")
    assert "<summary><b>heartwarming</b> emotive, " in words
    assert "Trained readers marked it in" in words
    for path in NOTEBOOKS:
        assert opening(path)[0] in start
