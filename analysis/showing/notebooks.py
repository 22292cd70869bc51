"""Execute the notebooks, and turn them into pages.

Needs the extra `notebooks`: pip install 'undertone[notebooks]'.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter
from nbconvert.preprocessors import ExecutePreprocessor

CELL_SECONDS = 60
_QUIET = ["--log-level=ERROR"]  # or the kernel says at each start that it listens on this machine


def execute_on(notebook: Path, article: Path, output: Path, own_list: Path | None = None) -> None:
    """Execute a copy of a notebook with its parameters set to other files.

    Parameters
    ----------
    notebook, article, output : Path
        The notebook (with a cell tagged `parameters`), the article to read, and the file to write.
    own_list : Path, optional
        A reader's own list of terms.

    Raises
    ------
    papermill.exceptions.PapermillExecutionError
        If a cell fails; the copy then holds the error.
    """
    import papermill

    papermill.execute_notebook(
        str(notebook),
        str(output),
        parameters={"ARTICLE": str(article), "OWN_LIST": "" if own_list is None else str(own_list)},
        cwd=str(notebook.parent),
        progress_bar=False,
        log_output=False,
        extra_arguments=_QUIET,
    )


def execute_in_place(notebook: Path) -> None:
    """Execute a notebook and save it with its outputs, without times or anything of this machine.

    Parameters
    ----------
    notebook : Path

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell fails; the file is then left as it was.
    """
    node = nbformat.read(notebook, as_version=4)
    preprocessor = ExecutePreprocessor(
        timeout=CELL_SECONDS, kernel_name="python3", record_timing=False, extra_arguments=_QUIET
    )
    preprocessor.preprocess(node, {"metadata": {"path": str(notebook.parent)}})
    for cell in node.cells:
        cell.metadata.pop("execution", None)
    node.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    notebook.write_text(nbformat.writes(node) + "\n", encoding="utf-8", newline="\n")


def notebook_page(notebook: Path) -> str:
    """Turn an executed notebook into a page; results that give a prediction away are folded.

    Parameters
    ----------
    notebook : Path

    Returns
    -------
    str
        HTML without anything to fetch.
    """
    template = Path(str(files("analysis.showing").joinpath("notebook_template")))
    exporter = HTMLExporter(
        template_name=template.name,
        extra_template_basedirs=[str(template.parent)],
        mathjax_url="",
        require_js_url="",
        jquery_url="",
    )
    page, _ = exporter.from_filename(str(notebook))
    # The page follows the reader's own choice of light or dark, not a theme of JupyterLab's.
    return str(page).replace('data-jp-theme-light="true"', "")


def opening(notebook: Path) -> tuple[str, str]:
    """Return a notebook's title, which is a question, and the paragraph that follows it."""
    first = nbformat.read(notebook, as_version=4).cells[0].source
    title, _, rest = first.partition("\n")
    return title.lstrip("# ").strip(), " ".join(rest.strip().split("\n\n")[0].split())
