"""Numbers in words, as an amount is repeated on a paper (terbilang)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Numerals:
    """The number words of a language."""

    small: tuple[str, ...]
    """From nothing to nineteen."""
    tens: tuple[str, ...]
    """From twenty to ninety, by their first digit."""
    between: str
    """What stands between tens and ones."""
    scales: tuple[tuple[int, str], ...]
    """The great units, the greatest first."""
    single: Mapping[int, str]
    """What one of a unit is called, where that is a word of its own."""


LIMIT: Final = 10**18
"""The numbers below it can be spelled."""

INDONESIAN: Final = Numerals(
    small=(
        *("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"),
        *("sepuluh", "sebelas", "dua belas", "tiga belas", "empat belas", "lima belas", "enam belas"),
        *("tujuh belas", "delapan belas", "sembilan belas"),
    ),
    tens=(
        *("", "", "dua puluh", "tiga puluh", "empat puluh", "lima puluh", "enam puluh", "tujuh puluh"),
        *("delapan puluh", "sembilan puluh"),
    ),
    between=" ",
    scales=(
        (10**15, "kuadriliun"),
        (10**12, "triliun"),
        (10**9, "miliar"),
        (10**6, "juta"),
        (1000, "ribu"),
        (100, "ratus"),
    ),
    single={1000: "seribu", 100: "seratus"},
)
ENGLISH: Final = Numerals(
    small=(
        *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
        *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
        *("seventeen", "eighteen", "nineteen"),
    ),
    tens=("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
    between="-",
    scales=(
        (10**15, "quadrillion"),
        (10**12, "trillion"),
        (10**9, "billion"),
        (10**6, "million"),
        (1000, "thousand"),
        (100, "hundred"),
    ),
    single={},
)


def spell(number: int, words: Numerals) -> str:
    """Return a number from nothing up to LIMIT in words."""
    if not 0 <= number < LIMIT:
        raise ValueError(f"{number} can't be spelled")
    if number < 20:
        return words.small[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return words.tens[tens] + (words.between + words.small[ones] if ones else "")
    unit, name = next((unit, name) for unit, name in words.scales if unit <= number)
    count, rest = divmod(number, unit)
    head = words.single[unit] if count == 1 and unit in words.single else f"{spell(count, words)} {name}"
    return f"{head} {spell(rest, words)}" if rest else head
