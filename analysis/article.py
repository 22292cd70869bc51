"""What is to be read: an article, with no score in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


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
        If the id is empty, if a text is no `str`, or if it holds half of a surrogate pair, which no
        text file can hold.

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
        for name, text in (("text", self.text), ("title", self.title)):
            if text is None and name == "title":
                continue
            if not isinstance(text, str):
                raise ValueError(f"article {self.id!r}: the {name} is {type(text).__name__}, not str")
            if not text.isascii():
                try:
                    text.encode("utf-8")
                except UnicodeEncodeError as error:
                    raise ValueError(
                        f"article {self.id!r}: the {name} holds half of a surrogate pair at offset {error.start}"
                    ) from None
        object.__setattr__(self, "metadata", MappingProxyType(dict(self.metadata)))
        object.__setattr__(self, "notes", tuple(self.notes))

    def parts(self) -> list[tuple[str, str]]:
        """Return the parts in reading order, as pairs of part name ("title", "body") and text."""
        body = [("body", self.text)]
        return [("title", self.title), *body] if self.title else body
