"""Every value that a form offers has a word that an office knows."""

from collections.abc import Iterator

import pytest

from lpsedocs.findings import Term, say
from lpsedocs.models import KINDS
from lpsedocs.models.fields import Model
from lpsedocs.models.shapes import Choice, Fields, Items, Leaf, Shape, Table, slots_of
from lpsedocs.models.words import WORDS, glossed, word


def leaves_in(model: type[Model]) -> Iterator[Leaf]:
    for slot in slots_of(model).values():
        yield from leaves_of(slot.shape)


def leaves_of(shape: Shape) -> Iterator[Leaf]:
    match shape:
        case Leaf():
            yield shape
        case Items():
            yield from leaves_of(shape.item)
        case Table():
            yield shape.key
            yield from leaves_of(shape.value)
        case Fields():
            yield from leaves_in(shape.model)
        case Choice():
            for _, option in shape.by_tag:
                yield from leaves_of(option)


VALUES = {value for kind in KINDS for leaf in leaves_in(kind.model) for value in leaf.values}


def test_every_enumerated_value_has_a_word() -> None:
    assert VALUES - WORDS.keys() == set()


def test_there_is_no_word_for_a_value_that_is_gone() -> None:
    assert WORDS.keys() - VALUES == set()


def test_a_word_is_translated_with_the_message_around_it() -> None:
    assert word("tidak_tersedia") == Term("not available")
    assert glossed("pks") == say("{value} ({word})", value="pks", word=Term("cooperation agreement"))


def test_a_value_that_no_model_has_is_an_error() -> None:
    with pytest.raises(KeyError):
        word("sangat_baik")
