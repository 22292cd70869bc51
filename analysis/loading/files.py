"""One file to one article."""

from __future__ import annotations

import contextlib
import os
import re
import statistics
from pathlib import Path

import charset_normalizer
from markdown_it import MarkdownIt
from markdown_it.token import Token

from analysis.article import Article, ArticleError

SUFFIXES = (".txt", ".md")
"""File types that can be read."""

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_article(source: str | os.PathLike[str]) -> Article:
    """Read one article from a text file.

    Parameters
    ----------
    source : str or path
        A .txt file, read as it is, or a .md file: its markup is taken out, blocks of HTML too, and a
        heading of the first level at its beginning becomes the title.

    Returns
    -------
    Article
        Its id is the file's name without the suffix; `notes` says what was guessed or taken out.

    Raises
    ------
    ArticleError
        If there is no such file, or it is a folder, empty, binary, of another type, or in an encoding that
        cannot be told. The message names the file and the cause.

    Examples
    --------
    >>> read_article("no-such-file.txt")
    Traceback (most recent call last):
    ...
    analysis.article.ArticleError: no-such-file.txt: no such file
    """
    path = Path(source)
    if "://" in str(source):
        raise ArticleError(f"{source}: addresses are not read yet; save the article's text as a .txt file")
    if path.suffix.lower() not in SUFFIXES and is_file(path):
        raise ArticleError(f"{source}: a file of type {path.suffix or '(none)'}; wanted {' or '.join(SUFFIXES)}")
    text, notes = read_text(path)
    title = None
    if path.suffix.lower() == ".md":
        title, text = _plain_markdown(text)
        notes = (*notes, "Markdown: markup and HTML taken out")
    if not text.strip():
        raise ArticleError(f"{source}: the file holds no text")
    if _looks_wrapped(text):
        notes = (*notes, "the lines look wrapped; each is read as a paragraph, for want of a blank line between any")
    return Article(id=text_of_name(path.stem), text=text, title=title, notes=notes)


def read_text(path: Path) -> tuple[str, tuple[str, ...]]:
    r"""Read a text file, with its line ends as they are.

    Parameters
    ----------
    path : Path

    Returns
    -------
    text : str
        Without a byte order mark.
    notes : tuple of str
        What was guessed: nothing if the file is UTF-8.

    Raises
    ------
    ArticleError
        If the file cannot be read, is binary, or is in an encoding that cannot be told.
    """
    try:
        if path.is_dir():
            raise ArticleError(f"{path}: a folder, not a file; read_articles reads folders")
        data = path.read_bytes()
    except FileNotFoundError:
        raise ArticleError(f"{path}: no such file") from None
    except OSError as error:
        raise ArticleError(f"{path}: {error.strerror}") from None
    except ArticleError:
        raise
    except ValueError as error:  # a zero byte in the name
        raise ArticleError(f"{str(path)!r}: no file can have this name ({error})") from None
    if not data:
        raise ArticleError(f"{path}: the file is empty")
    if b"\0" in data and not data.startswith(_WIDE_MARKS):
        raise ArticleError(f"{path}: binary, not text (a zero byte at offset {data.index(0)})")
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    if not data.startswith(_WIDE_MARKS):
        mended = data.decode("utf-8-sig", errors="replace")
        broken, letters = mended.count("\ufffd"), sum(char > "\x7f" for char in mended)
        if broken * 4 <= letters:  # far more signs of UTF-8 than faults in it
            return mended, (f"UTF-8 with {broken} broken characters, shown as \ufffd",)
        # English text that is not UTF-8 is nearly always this; a short one gives a detector too little to go by.
        if sum(byte < 128 for byte in data) >= 0.8 * len(data):
            with contextlib.suppress(UnicodeDecodeError):
                return data.decode("cp1252"), ("encoding guessed: cp1252",)
    best = charset_normalizer.from_bytes(data).best()
    if best is None:
        raise ArticleError(f"{path}: neither UTF-8 nor any encoding that can be told from its bytes")
    return str(best).removeprefix("\ufeff"), (f"encoding guessed: {best.encoding}",)


def text_of_name(name: str) -> str:
    """Return a file name as text: bytes of it that are none become a sign for that."""
    return os.fsencode(name).decode("utf-8", "replace")


def is_file(path: Path) -> bool:
    """Tell whether there is such a file; a name that the system refuses is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _looks_wrapped(text: str) -> bool:
    """Tell whether a text without blank lines looks as if its lines had been broken to one width."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    if len(lines) < 6 or not all(lines):
        return False
    open_ends = sum(re.search(r"[.!?…:;”’\"')\]]$", line) is None for line in lines)
    return open_ends > len(lines) / 2 and 40 <= statistics.median(map(len, lines)) <= 100


def _plain_markdown(source: str) -> tuple[str | None, str]:
    """Take the markup out of Markdown; each block becomes a paragraph."""
    title: str | None = None
    blocks: list[str] = []
    tokens = MarkdownIt("commonmark", {"maxNesting": 1000}).parse(source)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "inline":
            text = "".join(_inline_text(child) for child in token.children or ())
            if title is None and not blocks and before is not None and before.tag == "h1":
                title = text.strip() or None
            else:
                blocks.append(text)
        elif token.type in ("fence", "code_block"):
            blocks.append(token.content.rstrip("\n"))
    return title, "\n\n".join(block for block in blocks if block.strip())


def _inline_text(token: Token) -> str:
    if token.type in ("text", "code_inline"):
        return token.content
    return "\n" if token.type in ("softbreak", "hardbreak") else ""
