"""Says messages in a language: gettext for sentences, Babel for days, numbers and lists.

English is the source; a language without its compiled catalogue is an error, never silent English.
"""

import gettext
import os
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from lpsedocs.findings import Message, Rupiah, Term, Value, printable
from lpsedocs.language import numerals

DOMAIN: Final = "lpsedocs"
_LOCALE = resources.files("lpsedocs") / "locale"
_GAP = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
_COUNTED = re.compile(
    r"(\{(\w+)\} (?:earlier )?"
    r"(?:change|commit|day|document|error|file|month|one|part|second|step|supplier|time))s\b"
)
"""What is counted in English, which has a plural; Indonesian has none."""
_SHORT: Final = {"{value} ({word})": "word", "{written} ({word})": "written"}
"""An enumerated value and what it is called: what is said where both are alike, as most values are Indonesian
words already."""


@dataclass(frozen=True)
class Language:
    """A language that lpsedocs speaks."""

    code: str

    def text(self, source: str) -> str:
        """Return an English source string in this language."""
        # gettext gives the catalogue's head for the empty string.
        return _catalogue(self.code).gettext(source) if source else ""

    def say(self, message: Message) -> str:
        """Return a message in this language, with its values; what stands in a value is never a gap."""
        values = {name: self._value(value) for name, value in message.values}
        if (kept := _SHORT.get(message.template)) and len({*map(_as_written, values.values())}) == 1:
            return values[kept]
        text = _COUNTED.sub(
            lambda thing: thing[1] if values.get(thing[2]) == "1" else thing[0], self.text(message.template)
        )
        return _GAP.sub(lambda gap: values.get(gap[1], gap[0]), text)

    def _value(self, value: Value) -> str:
        match value:
            case Term(text):
                return self.text(text)
            case Message():
                return self.say(value)
            case Rupiah(amount):
                return self.rupiah(amount)
            case tuple():
                return self.list([self._value(item) for item in value])
            case datetime():
                return self.moment(value)
            case date():
                return self.day(value)
            case Decimal():
                return self.number(value)
            case _:
                return printable(str(value))

    def day(self, day: date) -> str:
        """Return a day as in 15 January 2026."""
        return _formatted(_date_of(day), "d MMMM y", self.code)

    def short_day(self, day: date) -> str:
        """Return a day as in 15/01/2026."""
        return _formatted(_date_of(day), "dd/MM/y", self.code)

    def full_day(self, day: date) -> str:
        """Return a day as in Thursday, 15 January 2026."""
        return _formatted(_date_of(day), "EEEE, d MMMM y", self.code)

    def moment(self, moment: datetime) -> str:
        """Return a moment in its own time zone, as in 15 January 2026 10.02 WIB."""
        zone = moment.tzname() or ""
        return f"{self.day(moment)} {moment:%H.%M} {zone}".rstrip()

    def rupiah(self, amount: Decimal) -> str:
        """Return an amount of money; sen only where there are some."""
        is_whole = amount == amount.to_integral_value()
        return "Rp " + self.number(amount.quantize(Decimal(1) if is_whole else Decimal("0.01")))

    def rupiah_in_words(self, amount: Decimal) -> str:
        """Return an amount as a paper repeats it: Rp 12.000.000,00 (dua belas juta rupiah)."""
        figures = "Rp " + self.number(amount.quantize(Decimal("0.01")))
        whole, sen = divmod(int(amount * 100), 100)
        words = f"{self.spelled(whole)} rupiah" + (f" {self.spelled(sen)} sen" if sen else "")
        return f"{figures} ({words})"

    def number(self, number: Decimal | int) -> str:
        """Return a number, with as many decimals as it was written with."""
        exponent = Decimal(number).as_tuple().exponent
        decimals = max(0, -exponent) if isinstance(exponent, int) else 0
        pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
        return _numbered(str(number), pattern, self.code)

    def spelled(self, number: int) -> str:
        """Return a whole number in words."""
        return numerals.spell(number, numerals.ENGLISH if self == ENGLISH else numerals.INDONESIAN)

    def list(self, items: Sequence[str]) -> str:
        """Join texts as a sentence does: with commas, and "and" before the last."""
        return format_list(items, locale=self.code)


INDONESIAN: Final = Language("id")
ENGLISH: Final = Language("en")
_LANGUAGES: Final = {language.code: language for language in (INDONESIAN, ENGLISH)}


def language(code: str) -> Language:
    """Return the language of that code; raises KeyError."""
    return _LANGUAGES[code]


def chosen_language(option: str | None, environment: Mapping[str, str], organization: str | None) -> Language:
    """Return the first known of option, LPSEDOCS_LANG, office and locale; failing all, Indonesian.

    The locale is asked as gettext does: LANGUAGE, which may name several, LC_ALL, LC_MESSAGES, LANG.
    """
    wishes = (option, environment.get("LPSEDOCS_LANG"), organization, *_locales_of(environment))
    known = (_LANGUAGES.get(re.split("[-_.@]", wish)[0].lower()) for wish in wishes if wish)
    return next((language for language in known if language), INDONESIAN)


def _locales_of(environment: Mapping[str, str]) -> tuple[str, ...]:
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in names if environment.get(name)), "C")
    if locale.partition(".")[0] in ("C", "POSIX"):
        return ()  # whoever wants no language has LANGUAGE ignored, too
    return *environment.get("LANGUAGE", "").split(":"), locale


def speak_in_gettext(language: Language) -> None:
    """Let libraries that ask gettext themselves, such as click, speak this language too."""
    gettext.bindtextdomain(DOMAIN, str(_LOCALE))
    gettext.textdomain(DOMAIN)
    # gettext takes the language from nowhere else.
    os.environ["LANGUAGE"] = language.code


@contextmanager
def gettext_as_before() -> Iterator[None]:
    """Take back in the end what :func:`speak_in_gettext` sets: the next run in the process chooses anew."""
    before = os.environ.get("LANGUAGE")
    try:
        yield
    finally:
        if before is None:
            os.environ.pop("LANGUAGE", None)
        else:
            os.environ["LANGUAGE"] = before


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    if code == ENGLISH.code:
        return gettext.NullTranslations()
    compiled = _LOCALE / code / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if not compiled.is_file():
        raise RuntimeError(f"the catalogue {compiled} is not there; 'make setup' compiles it")
    with compiled.open("rb") as file:
        return gettext.GNUTranslations(file)


def said_in_gettext(source: str) -> str:
    """Return a source string as libraries say theirs: in English where there is no catalogue; never fails."""
    return gettext.gettext(source)


def _as_written(word: str) -> str:
    return word.lower().replace(" ", "_")


# ---- Pages


def paragraphs(markdown: str) -> list[tuple[bool, str]]:
    """Split Markdown at its blank lines into code fences (True) and everything else, which is translated.

    A paragraph of prose becomes one line, so that wrapping it elsewhere doesn't change it.
    """
    blocks: list[tuple[bool, list[str]]] = [(False, [])]
    for line in markdown.strip().split("\n"):
        is_in_code = blocks[-1][0]
        is_fence = line.lstrip().startswith("```")
        if is_fence and not is_in_code:
            blocks.append((True, [line]))
        elif is_in_code or line.strip():
            blocks[-1][1].append(line.rstrip())
        if (is_fence and is_in_code) or not (is_in_code or is_fence or line.strip()):
            blocks.append((False, []))
    return [
        (is_code, "\n".join(lines) if is_code else _unwrapped(lines)) for is_code, lines in blocks if lines
    ]


def _unwrapped(lines: list[str]) -> str:
    is_prose = not any(re.match(r"\s|[-*+>|#]|\d+\.", line) for line in lines)
    return (" " if is_prose else "\n").join(lines)


def spoken_page(markdown: str, language: Language) -> str:
    """Return a page in the language; code stays as it is."""
    blocks = [block if is_code else _wrapped(language.text(block)) for is_code, block in paragraphs(markdown)]
    return "\n\n".join(blocks) + "\n"


def _wrapped(block: str) -> str:
    if "\n" in block or block.startswith("#"):
        return block
    return textwrap.fill(block, 100, break_long_words=False, break_on_hyphens=False)


def _date_of(day: date) -> date:
    # Moments are equal wherever it is another day.
    return day.date() if isinstance(day, datetime) else day


@lru_cache(maxsize=10_000)
def _formatted(day: date, pattern: str, code: str) -> str:
    return format_date(day, pattern, locale=code)


@lru_cache(maxsize=10_000)
def _numbered(number: str, pattern: str, code: str) -> str:
    return format_decimal(Decimal(number), pattern, locale=code)
