"""The command `undertone`."""

from __future__ import annotations

import hashlib
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from analysis.article import Article, ArticleError

if TYPE_CHECKING:
    from analysis.lexicons import Lexicon

app = typer.Typer(
    help="Show which words carry the slant of a news text, sentence by sentence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

OwnList = Annotated[Path | None, typer.Option("--list", help="A list of your own (CSV): add, replace or allow terms.")]
ArticlePath = Annotated[Path, typer.Argument(help="A .txt or .md file.", show_default=False)]


@app.callback()
def main() -> None:
    """Show which words carry the slant of a news text, sentence by sentence."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal, or a file, that cannot write every sign
        sys.stdout.reconfigure(errors="replace")


@app.command()
def read(
    article: ArticlePath,
    html: Annotated[Path | None, typer.Option(help="Write the reading as a page.")] = None,
    worksheet: Annotated[Path | None, typer.Option(help="Write a worksheet for a class.")] = None,
    figure: Annotated[Path | None, typer.Option(help="Write the figure of the sentences, as PNG.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Do not print the table.")] = False,
    own: OwnList = None,
) -> None:
    """Score one article, print a table of its sentences, and write pages if asked."""
    from analysis.scoring import score

    found = _read(article)
    reading = score(found, lexicon=_word_list(own))
    if html is not None or worksheet is not None:
        from analysis.showing.report import reading_page, worksheet_page

        for path, page in ((html, reading_page), (worksheet, worksheet_page)):
            if path is not None:
                _write(path, page(reading, found))
    if figure is not None:
        from analysis.showing.report import sentences_figure

        if figure.suffix.lower() != ".png":
            _stop(f"{figure}: the figure is a .png")
        _write(figure, sentences_figure(reading, found))
    if not quiet:
        from analysis.showing.terminal import print_reading

        print_reading(reading, found)


@app.command()
def run(
    article: ArticlePath,
    folder: Annotated[Path, typer.Option(help="Where to write.")] = Path("build"),
    notebooks: Annotated[Path, typer.Option(help="The folder of notebooks.")] = Path("notebooks"),
    own: OwnList = None,
) -> None:
    """Print a table of one article, and write its reading, its worksheet and notebook 01 on it."""
    from analysis.scoring import score
    from analysis.showing.terminal import print_reading

    found = _read(article)
    source = _notebook(notebooks, "01")
    reading = score(found, lexicon=_word_list(own))
    print("[1/3] the sentences", flush=True)
    print_reading(reading, found)
    pages = [folder / "reading.html", folder / "worksheet.html", folder / source.name]
    stamp = folder / "made-from.txt"
    inputs = _fingerprint([article, source, *([] if own is None else [own])], repr(found))
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == inputs and all(page.is_file() for page in pages):
        print("[2/3] [3/3] nothing has changed since the pages were written")
    else:
        from analysis.showing.notebooks import execute_on
        from analysis.showing.report import reading_page, worksheet_page

        stamp.unlink(missing_ok=True)
        print("[2/3] writing the reading and the worksheet", flush=True)
        _write(pages[0], reading_page(reading, found))
        _write(pages[1], worksheet_page(reading, found))
        print("[3/3] executing notebook 01 on the article", flush=True)
        execute_on(source, article.resolve(), pages[2], own and own.resolve())
        _write(stamp, inputs)
    print(f"open {pages[0]}, {pages[1]} and {pages[2]}")


@app.command()
def notebook(
    name: Annotated[str, typer.Argument(help="A notebook, by the number that its name begins with.")],
    article: ArticlePath,
    output: Annotated[Path, typer.Option(help="Where to save the executed notebook.")],
    folder: Annotated[Path, typer.Option(help="The folder of notebooks.")] = Path("notebooks"),
    own: OwnList = None,
) -> None:
    """Execute a notebook on an article of your own."""
    from analysis.showing.notebooks import execute_on

    source = _notebook(folder, name)
    _read(article)  # an article or a list that cannot be read is said before anything is started
    _word_list(own)
    output.parent.mkdir(parents=True, exist_ok=True)
    execute_on(source, article.resolve(), output, own and own.resolve())
    print(f"wrote {output}")


@app.command()
def notebooks(
    folder: Annotated[Path, typer.Option(help="The folder of notebooks.")] = Path("notebooks"),
) -> None:
    """Execute all notebooks again and save them in place."""
    from analysis.showing.notebooks import execute_in_place

    for path in sorted(folder.glob("*.ipynb")):
        print(f"executing {path}")
        execute_in_place(path)


@app.command()
def site(
    output: Annotated[Path, typer.Option(help="The folder to write.")] = Path("build/site"),
    folder: Annotated[Path, typer.Option(help="The folder of notebooks.")] = Path("notebooks"),
    seeds: Annotated[Path, typer.Option(help="The catalogue of articles.")] = Path("seeds/articles.csv"),
) -> None:
    """Write notebooks, readings and worksheets as static pages."""
    from analysis.loading import read_articles
    from analysis.showing.site import write_site

    try:
        articles = read_articles(seeds)
    except ArticleError as error:
        _stop(str(error))
    broken = [article.error for article in articles if article.error]
    if broken:
        _stop(str(broken[0]))
    for path in write_site(output, folder, articles):
        print(f"wrote {path}")


@app.command()
def term(
    words: Annotated[str, typer.Argument(help="A word or phrase.", show_default=False)],
    own: OwnList = None,
) -> None:
    """Print what the word list says of a term: kind, weight, evidence, examples, source."""
    from analysis.showing.term import term_facts

    try:
        entry, facts = term_facts(words, _word_list(own))
    except ValueError as error:
        _stop(str(error))
    print(entry.term)
    for name, value in facts:
        print(f"  {name}: {value}")


@app.command("check-list")
def check_list(own: OwnList = None) -> None:
    """Check the word list, or the list with one of your own, and print what is wrong and what to look at."""
    from analysis.lexicons import check_lexicon, coded_balance, conflicting_weights, missing_forms
    from analysis.marking import check_examples

    lexicon = _word_list(own)
    faults = [*check_lexicon(lexicon), *check_examples(lexicon)]
    print(f"{lexicon.title}, version {lexicon.version}: {len(lexicon.entries)} terms, {len(faults)} faults")
    for fault in faults:
        print(f"  {fault}")
    for title, table in (
        ("terms that are mostly used by one political side", coded_balance(lexicon).round(2).reset_index()),
        ("forms of one word that weigh three times as much as another", conflicting_weights(lexicon)),
        ("regular forms that no term has", missing_forms(lexicon)),
    ):
        print(f"\n{title}: {len(table)} rows")
        print(table.head(20).to_string(index=False))
    if faults:
        raise typer.Exit(1)


@app.command()
def validate(
    write: Annotated[bool, typer.Option("--write", help="Store the numbers that notebook 07 reads.")] = False,
) -> None:
    """Measure agreement with trained readers, beside peers, on the corpora in $UNDERTONE_DATA."""
    try:
        from analysis.validating.agreement import agreement, lines
    except ModuleNotFoundError as error:
        _stop(f"{error.name} is not installed: pip install 'undertone[validate]'")
    from analysis.validating import CorpusMissing
    from analysis.validating.results import STORED

    try:
        found = agreement()
    except CorpusMissing as error:
        _stop(str(error))
    for line in lines(found):
        print(line)
    if write:
        _write(STORED, found.to_csv(index=False, float_format="%.4f", lineterminator="\n"))
        print(f"\nwrote {STORED.name}")


def _word_list(own: Path | None) -> Lexicon:
    from analysis.lexicons import LexiconError, load_lexicon, with_own_list

    try:
        return load_lexicon() if own is None else with_own_list(own)
    except LexiconError as error:
        _stop(str(error))


def _read(path: Path) -> Article:
    from analysis.loading import read_catalogued

    try:
        return read_catalogued(path)
    except ArticleError as error:
        _stop(str(error))


def _fingerprint(files: list[Path], text: str) -> str:
    """Digest what pages are made from: these files, this text, and the library with its word list."""
    library = Path(__file__).parent
    suffixes = {".py", ".csv", ".json", ".css", ".j2"}
    sources = sorted(path for path in library.rglob("*") if path.suffix in suffixes)
    digest = hashlib.sha256(text.encode())
    for path in [*files, *sources]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _notebook(folder: Path, name: str) -> Path:
    found = sorted(folder.glob(f"{name}*.ipynb"))
    if len(found) != 1:
        known = ", ".join(path.stem for path in sorted(folder.glob("*.ipynb"))) or "none"
        _stop(f"{folder}: {len(found)} notebooks begin with {name!r}; there are: {known}")
    return found[0]


def _write(path: Path, content: str | bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    except OSError as error:
        _stop(f"{path}: cannot be written: {error.strerror}")


def _stop(message: str) -> NoReturn:
    print(f"undertone: {message}", file=sys.stderr)
    raise typer.Exit(2)


if __name__ == "__main__":
    app()
