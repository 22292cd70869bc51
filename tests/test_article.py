from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from analysis import Article


def test_an_article_cannot_be_changed() -> None:
    article = Article(id="a", text="One.", metadata={"event": "e"})
    with pytest.raises(dataclasses.FrozenInstanceError):
        article.text = "Two."  # type: ignore[misc]
    with pytest.raises(TypeError):
        article.metadata["event"] = "f"  # type: ignore[index]


def test_the_text_is_kept_as_it_is() -> None:
    text = "\ufeff Line\r\n\u00a0two\u2028İ e\u0301 \x00"
    assert Article(id="a", text=text).text == text


@pytest.mark.parametrize(
    ("fields", "cause"),
    [
        ({"id": "", "text": ""}, "needs an id"),
        ({"id": " ", "text": ""}, "needs an id"),
        ({"id": "a", "text": None}, "the text is NoneType"),
        ({"id": "a", "text": b"bytes"}, "the text is bytes"),
        ({"id": "a", "text": "", "title": 3}, "the title is int"),
        ({"id": "a", "text": "ab\ud800c"}, "surrogate pair at offset 2"),
    ],
)
def test_a_wrong_article_is_refused_with_its_cause(fields: dict[str, object], cause: str) -> None:
    with pytest.raises(ValueError, match=cause):
        Article(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "fields",
    [{"outlet": "\ud800"}, {"notes": ("\ud800",)}, {"metadata": {"event": "\ud800"}}, {"id": "a\ud800"}],
)
def test_half_of_a_surrogate_pair_is_refused_wherever_it_stands(fields: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="half of a surrogate pair"):
        Article(**{"id": "a", "text": "", **fields})  # type: ignore[arg-type]


def test_notes_are_no_string_and_an_error_has_no_text() -> None:
    with pytest.raises(ValueError, match="the notes are a str"):
        Article(id="a", text="", notes="abc")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="has an error and a text"):
        Article(id="a", text="One.", error="b.txt: no such file")


def test_an_article_can_be_copied_and_sent_to_another_process() -> None:
    article = Article(id="a", text="One.", title="T", metadata={"event": "e"}, notes=("n",))
    assert pickle.loads(pickle.dumps(article)) == article == copy.deepcopy(article)


def test_parts_are_in_reading_order_and_an_empty_title_is_none() -> None:
    assert Article(id="a", text="Body.", title="Head").parts() == [("title", "Head"), ("body", "Body.")]
    assert Article(id="a", text="Body.", title="").parts() == [("body", "Body.")]
