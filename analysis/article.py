"""What is to be read: an article, with no score in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_TEXTS = ("id", "text", "title", "outlet", "author", "published", "url", "language", "error")


class ArticleError(ValueError):
    """A text could not be read; the message names the source and the cause."""


@dataclass(frozen=True, slots=True)
class Article:
    """One text to be read, as it was found.

    The text is never altered after loading, so that every offset into it stays true.

    Parameters
    ----------
    id : str
        A name that is unique in its batch; never empty.
    text : str
        The body. May be empty.
    title : str, optional
        The headline, scored apart from the body.
    outlet, author, published, url : str, optional
        Where the text comes from. Nothing in the scores depends on these.
    language : str
        An ISO 639-1 code. The word lists are English.
    metadata : mapping of str to object
        Further columns of a catalogue, such as event and origin.
    notes : tuple of str
        What loading guessed, converted or cut.
    error : str, optional
        Why a batch could not read this article. Its text is then empty.

    Raises
    ------
    ValueError
        If the id is empty, if a text is no `str`, if it holds half of a surrogate pair, which no text file
        can hold, or if there is both an error and a text.

    Examples
    --------
    >>> Article(id="a", text="The talks began on Monday.").title is None
    True
    """

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    language: str = "en"
    metadata: Mapping[str, object] = field(default_factory=dict, hash=False)
    notes: tuple[str, ...] = ()
    error: str | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.id, str) or not self.id.strip():
            raise ValueError(f"an article needs an id that is not empty, not {self.id!r}")
        for name in _TEXTS:
            _check_text(self.id, name, getattr(self, name), optional=name not in ("id", "text", "language"))
        notes: object = self.notes
        if isinstance(notes, str):
            raise ValueError(f"article {self.id!r}: the notes are a str, not a sequence of str")
        for note in self.notes:
            _check_text(self.id, "note", note)
        for name, value in self.metadata.items():
            if isinstance(value, str):
                _check_text(self.id, name, value)
        if self.error is not None and self.text:
            raise ValueError(f"article {self.id!r}: has an error and a text")
        object.__setattr__(self, "metadata", MappingProxyType(dict(self.metadata)))
        object.__setattr__(self, "notes", tuple(self.notes))

    def __reduce__(self) -> tuple[object, ...]:
        """Let an article be copied, and sent to another process."""
        texts = tuple(getattr(self, name) for name in _TEXTS[:-1])
        return Article, (*texts, dict(self.metadata), self.notes, self.error)

    def parts(self) -> list[tuple[str, str]]:
        """Return the parts in reading order, as pairs of part name ("title", "body") and text."""
        body = [("body", self.text)]
        return [("title", self.title), *body] if self.title else body


def _check_text(article_id: str, name: str, value: object, *, optional: bool = False) -> None:
    if value is None and optional:
        return
    if not isinstance(value, str):
        raise ValueError(f"article {article_id!r}: the {name} is {type(value).__name__}, not str")
    if not value.isascii():
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as error:
            raise ValueError(
                f"article {article_id!r}: the {name} holds half of a surrogate pair at offset {error.start}"
            ) from None
