"""A catalogue or a folder to articles."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path

from analysis.article import Article, ArticleError
from analysis.loading.files import SUFFIXES, read_article, read_text
from analysis.reading import SCHEMAS

_FIELDS = ("title", "outlet", "author", "published", "url", "language")
_REQUIRED = ("id", "file")

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


def _read_folder(folder: Path) -> list[Article]:
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    if not paths:
        raise ArticleError(f"{folder}: no {' or '.join(SUFFIXES)} file in this folder")
    articles: list[Article] = []
    taken: set[str] = set()
    for path in paths:
        name = path.stem if path.stem not in taken else path.name
        taken.add(name)
        try:
            found = read_article(path)
            articles.append(Article(id=name, text=found.text, title=found.title, notes=found.notes))
        except ArticleError as error:
            articles.append(Article(id=name, text="", error=str(error)))
    return articles


def _read_catalogue(path: Path) -> Iterator[Article]:
    text, _ = read_text(path)
    rows = csv.reader(text.splitlines(keepends=True))
    header = [name.strip() for name in next(rows, [])]
    missing = [name for name in _REQUIRED if name not in header]
    if missing:
        raise ArticleError(f"{path}, row 1: no column {' or '.join(missing)}; the columns are {', '.join(header)}")
    repeated = [name for name in header if header.count(name) > 1]
    reserved = [name for name in header if name in SCHEMAS["articles"] and name not in _FIELDS]
    if repeated or reserved:
        cause = "stands twice" if repeated else "is the name of a result"
        raise ArticleError(f"{path}, row 1: the column {(repeated or reserved)[0]!r} {cause}")
    first_row: dict[str, int] = {}
    for number, values in enumerate(rows, start=2):
        if not any(value.strip() for value in values):
            continue
        where = f"{path}, row {number}"
        row = dict(zip(header, (value.strip() for value in values), strict=False))
        name = row.get("id", "")
        try:
            if len(values) != len(header):
                raise ArticleError(f"{where}: {len(values)} values; wanted {len(header)}")
            if not name:
                raise ArticleError(f"{where}: no id")
            if name in first_row:
                raise ArticleError(f"{where}: the id {name!r} stands already in row {first_row[name]}")
            first_row[name] = number
            yield _catalogued(path.parent, row, where)
        except ArticleError as error:
            repeats = name in first_row and first_row[name] != number
            yield Article(
                id=f"{name} (row {number})" if repeats else name or f"row {number}", text="", error=str(error)
            )


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
