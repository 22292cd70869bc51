"""Text to paragraphs."""

from __future__ import annotations


def split_paragraphs(text: str) -> list[tuple[int, int]]:
    r"""Split a text into paragraphs.

    A paragraph ends at a blank line (or a paragraph separator, U+2029) or, in a text without any, at
    every line break. Line breaks are those of `str.splitlines`.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of (int, int)
        Start and end offsets (code points, end exclusive) in reading order, without the white space
        around. No paragraph is blank.

    Examples
    --------
    >>> split_paragraphs("One\nTwo")
    [(0, 3), (4, 7)]
    >>> split_paragraphs("One\ntwo\n\nThree")
    [(0, 7), (9, 14)]
    """
    lines = text.splitlines(keepends=True)
    blank = [not line.strip() for line in lines]
    last = len(lines) - 1
    while last >= 0 and blank[last]:
        last -= 1
    first = next((at for at, empty in enumerate(blank) if not empty), 0)
    by_blank_line = any(blank[first : last + 1]) or any(line[-1] == "\u2029" for line in lines[first:last])
    paragraphs: list[tuple[int, int]] = []
    start = 0
    joins = False  # the next line goes on with the paragraph before it
    for line, empty in zip(lines[: last + 1], blank, strict=False):
        if not empty:
            content_start = start + len(line) - len(line.lstrip())
            content_end = start + len(line.rstrip())
            if joins:
                paragraphs[-1] = (paragraphs[-1][0], content_end)
            else:
                paragraphs.append((content_start, content_end))
        joins = by_blank_line and not empty and line[-1] != "\u2029"
        start += len(line)
    return paragraphs
