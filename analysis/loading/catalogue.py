"""A catalogue or a folder to articles."""

from __future__ import annotations

import contextlib
import csv
import io
import os
from collections.abc import Iterator
from pathlib import Path

from analysis.article import Article, ArticleError
from analysis.loading.files import SUFFIXES, is_file, read_article, read_text, text_of_name
from analysis.reading import SCHEMAS

_FIELDS = ("title", "outlet", "author", "published", "url", "language")
_REQUIRED = ("id", "file")
_WRONG_LENGTH = "\0"  # no column can have this name

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "articles.csv"
"""The catalogue of the articles that come with a checkout of the project."""


def read_articles(source: str | os.PathLike[str]) -> list[Article]:
    """Read the articles of a catalogue, or of a folder.

    Parameters
    ----------
    source : str or path
        A CSV file with the columns `id` and `file` (relative to the catalogue), and, where known, `title`,
        `outlet`, `author`, `published`, `url` and `language`; other columns become the article's metadata.
        Or a folder: its `articles.csv` if it has one, else every .txt and .md file in it, by name.

    Returns
    -------
    list of Article
        In the catalogue's order. A row or a file that cannot be read is an article with an empty text, whose
        `error` names the source, the row and the cause.

    Raises
    ------
    ArticleError
        If the catalogue or folder itself cannot be read, or lists nothing.
    """
    path = Path(source)
    if not path.exists():
        raise ArticleError(f"{source}: no such file or folder")
    if path.is_dir():
        if (path / "articles.csv").is_file():
            return list(_read_catalogue(path / "articles.csv"))
        return _read_folder(path)
    if path.suffix.lower() != ".csv":
        raise ArticleError(f"{source}: neither a folder nor a catalogue (.csv); read_article reads one text")
    return list(_read_catalogue(path))


def read_catalogued(source: str | os.PathLike[str]) -> Article:
    """Read one text file, with its row of the catalogue beside it if there is one.

    Parameters
    ----------
    source : str or path
        A .txt or .md file. If its folder holds an `articles.csv` that names the file, that row gives the id,
        the title and the other fields; else it is read as `read_article` reads it.

    Returns
    -------
    Article

    Raises
    ------
    ArticleError
        If the file cannot be read. A catalogue that cannot be read is passed over.
    """
    path = Path(source)
    catalogue = path.parent / "articles.csv"
    if is_file(path) and is_file(catalogue):
        with contextlib.suppress(ArticleError):  # a catalogue of something else, or a broken one, is no hindrance
            for row, where in _rows(catalogue):
                if row.get("file") == path.name and row.get("id") and _WRONG_LENGTH not in row:
                    return _catalogued(path.parent, row, where)
    return read_article(source)


def _read_folder(folder: Path) -> list[Article]:
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    if not paths:
        raise ArticleError(f"{folder}: no {' or '.join(SUFFIXES)} file in this folder")
    articles: list[Article] = []
    taken: set[str] = set()
    for path in paths:
        stem, full = (text_of_name(name) for name in (path.stem, path.name))
        name = _free(stem if stem not in taken else full, taken)
        try:
            found = read_article(path)
            articles.append(Article(id=name, text=found.text, title=found.title, notes=found.notes))
        except ArticleError as error:
            articles.append(Article(id=name, text="", error=str(error).encode("utf-8", "replace").decode()))
    return articles


def _free(name: str, taken: set[str]) -> str:
    """Return a name that is not taken yet, and take it."""
    free, times = name, 1
    while free in taken:
        times += 1
        free = f"{name} ({times})"
    taken.add(free)
    return free


def _read_catalogue(path: Path) -> Iterator[Article]:
    rows = list(_rows(path))
    first_row: dict[str, str] = {}
    taken = {row["id"] for row, _ in rows if row.get("id")}
    for row, where in rows:
        name = row.get("id", "")
        place = where.removeprefix(f"{path}, ")
        try:
            if _WRONG_LENGTH in row:
                raise ArticleError(f"{where}: {row[_WRONG_LENGTH]}")
            if not name:
                raise ArticleError(f"{where}: no id")
            if name in first_row:
                raise ArticleError(f"{where}: the id {name!r} stands already in {first_row[name]}")
            first_row[name] = place
            yield _catalogued(path.parent, row, where)
        except ArticleError as error:
            mine = name and first_row.setdefault(name, place) == place
            unique = name if mine else _free(f"{name} ({place})" if name else place, taken)
            yield Article(id=unique, text="", error=str(error))


def _rows(path: Path) -> Iterator[tuple[dict[str, str], str]]:
    """Yield the rows of a catalogue, each with its place as a spreadsheet shows it (the header is row 1)."""
    text, _ = read_text(path)
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 1
    try:
        header = [name.strip() for name in next(rows, [])]
        _check_header(path, header)
        for number, values in enumerate(rows, start=2):
            if any(value.strip() for value in values):
                row = dict(zip(header, (value.strip() for value in values), strict=False))
                if len(values) != len(header):
                    row[_WRONG_LENGTH] = f"{len(values)} values; wanted {len(header)}"
                yield row, f"{path}, row {number}"
    except csv.Error as error:
        raise ArticleError(f"{path}, after row {number}: {error} (a quotation mark that is not closed?)") from None
    if number == 1:
        raise ArticleError(f"{path}: no article is listed")


def _check_header(path: Path, header: list[str]) -> None:
    missing = [name for name in _REQUIRED if name not in header]
    if missing:
        hint = "; columns are separated by commas" if len(header) == 1 and ";" in header[0] else ""
        columns = ", ".join(header)
        raise ArticleError(f"{path}, row 1: no column {' or '.join(missing)}; the columns are {columns}{hint}")
    repeated = [name for name in header if header.count(name) > 1]
    reserved = [name for name in header if name in SCHEMAS["articles"] and name not in _FIELDS]
    if repeated or reserved:
        cause = "stands twice" if repeated else "is the name of a result"
        raise ArticleError(f"{path}, row 1: the column {(repeated or reserved)[0]!r} {cause}")


def _catalogued(folder: Path, row: dict[str, str], where: str) -> Article:
    if not row["file"]:
        raise ArticleError(f"{where}: no text file is named")
    try:
        found = read_article(folder / row["file"])
    except ArticleError as error:
        raise ArticleError(f"{where}: {error}") from None
    fields = {name: row[name] for name in _FIELDS if row.get(name)}
    if found.title and "title" not in fields:
        fields["title"] = found.title
    metadata = {name: value for name, value in row.items() if name not in (*_REQUIRED, *_FIELDS)}
    return Article(id=row["id"], text=found.text, metadata=metadata, notes=found.notes, **fields)
