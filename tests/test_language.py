"""Messages, days, numbers and pages in both languages."""

import gettext
import os
import random
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsedocs import language as module
from lpsedocs.findings import Message, Rupiah, Term, Value, say
from lpsedocs.language import (
    ENGLISH,
    INDONESIAN,
    Language,
    chosen_language,
    language,
    paragraphs,
    speak_in_gettext,
    spoken_page,
)
from lpsedocs.models.words import choice, glossed

# ---- Messages


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        pytest.param(date(2026, 1, 15), "15 Januari 2026", "15 January 2026", id="a day"),
        pytest.param(
            datetime(2026, 7, 9, 3, 2, tzinfo=UTC).astimezone(ZoneInfo("Asia/Jakarta")),
            *("9 Juli 2026 10.02 WIB", "9 July 2026 10.02 WIB"),
            id="a moment",
        ),
        pytest.param(Rupiah(Decimal(150000000)), "Rp 150.000.000", "Rp 150,000,000", id="whole rupiah"),
        pytest.param(
            Rupiah(Decimal("722034580.57")), "Rp 722.034.580,57", "Rp 722,034,580.57", id="rupiah with sen"
        ),
        pytest.param(Rupiah(Decimal("1.50")), "Rp 1,50", "Rp 1.50", id="a few sen"),
        pytest.param(Decimal("3.10"), "3,10", "3.10", id="decimals as written"),
        pytest.param(Decimal(100), "100", "100", id="a whole decimal"),
        pytest.param(2026, "2026", "2026", id="a whole number, which may be a year"),
        pytest.param(Term("approved"), "disetujui", "approved", id="a term"),
        pytest.param(("a",), "a", "a", id="one of a list"),
        pytest.param(("a", "b"), "a dan b", "a and b", id="two of a list"),
        pytest.param(
            ("a", Term("approved"), Decimal("2.5")),
            "a, disetujui, dan 2,5",
            "a, approved, and 2.5",
            id="a list",
        ),
        pytest.param((), "", "", id="an empty list"),
        pytest.param(
            say("{label} ({key})", label=Term("Quantity"), key="quantity"),
            "Jumlah (quantity)",
            "Quantity (quantity)",
            id="a message",
        ),
        pytest.param("{value} {0} %s", "{value} {0} %s", "{value} {0} %s", id="braces of a user"),
        pytest.param(
            "satu\ndua\x1b[31m\u202e\ud800", *[r"satu\ndua\x1b[31m\u202e\ud800"] * 2, id="control characters"
        ),
    ],
)
def test_a_value_in_a_message(value: Value, indonesian: str, english: str) -> None:
    message = say("{value}", value=value)

    assert (INDONESIAN.say(message), ENGLISH.say(message)) == (indonesian, english)


def test_a_message_is_translated_with_its_values_in_place() -> None:
    message = say("{field} is missing", field="npwp")

    assert ENGLISH.say(message) == "npwp is missing"
    assert INDONESIAN.say(message) == "npwp belum ada"


@pytest.mark.parametrize(
    ("days", "english", "indonesian"),
    [
        (1, "note, since today (1 day)", "note, sejak today (1 hari)"),
        (0, "note, since today (0 days)", "note, sejak today (0 hari)"),
        (11, "note, since today (11 days)", "note, sejak today (11 hari)"),
    ],
)
def test_one_day_is_no_plural(days: int, english: str, indonesian: str) -> None:
    message = say("{where}, since {day} ({days} days)", where="note", day="today", days=days)

    assert ENGLISH.say(message) == english
    assert INDONESIAN.say(message) == indonesian


@pytest.mark.parametrize(
    ("template", "said"),
    [
        pytest.param("{count} suppliers", "1 supplier", id="things"),
        pytest.param("{count} earlier changes", "1 earlier change", id="things of a sort"),
        pytest.param("it was changed {count} times", "it was changed 1 time", id="times"),
        pytest.param("{count} supplierslist", "1 supplierslist", id="a longer word"),
    ],
)
def test_one_thing_is_no_plural(template: str, said: str) -> None:
    assert ENGLISH.say(Message(template, (("count", 1),))) == said
    assert ENGLISH.say(Message(template, (("count", 11),))) == template.format(count=11)


def test_what_a_value_says_of_days_stays_as_it_is() -> None:
    assert ENGLISH.say(say("{what} ends", what="{days} days", days=1)) == "{days} days ends"


def test_a_gap_without_a_value_stays() -> None:
    assert ENGLISH.say(Message("{by, date} and {x}", (("y", "1"),))) == "{by, date} and {x}"


def test_a_value_is_glossed_only_where_the_gloss_says_more() -> None:
    assert INDONESIAN.say(glossed("tidak_tersedia")) == "tidak tersedia"
    assert ENGLISH.say(glossed("tidak_tersedia")) == "tidak_tersedia (not available)"
    assert INDONESIAN.say(glossed("nda")) == ENGLISH.say(glossed("nda")) == "NDA"
    assert INDONESIAN.say(glossed("pks")) == "pks (perjanjian kerja sama)"


def test_what_may_be_written_is_told_as_it_is_written() -> None:
    assert INDONESIAN.say(choice("tidak_tersedia")) == "tidak_tersedia"
    assert ENGLISH.say(choice("tidak_tersedia")) == "tidak_tersedia (not available)"
    assert INDONESIAN.say(choice("nda")) == ENGLISH.say(choice("nda")) == "nda"


def test_nothing_is_nothing_in_every_language() -> None:
    assert INDONESIAN.text("") == ""


@given(st.text(), st.text())
def test_no_value_reaches_a_terminal_raw_or_is_taken_for_a_gap(one: str, other: str) -> None:
    said = ENGLISH.say(say("{one}|{other}", one=one, other=other))

    assert said.isprintable()
    assert ENGLISH.say(say("{one}", one=one)) + "|" + ENGLISH.say(say("{one}", one=other)) == said


# ---- Days and numbers


def test_days_in_every_form() -> None:
    day = date(2026, 1, 15)

    assert INDONESIAN.short_day(day) == ENGLISH.short_day(day) == "15/01/2026"
    assert INDONESIAN.full_day(day) == "Kamis, 15 Januari 2026"
    assert ENGLISH.full_day(day) == "Thursday, 15 January 2026"


def test_numbers_are_never_rounded() -> None:
    assert INDONESIAN.number(Decimal("1234567.123456789")) == "1.234.567,123456789"
    assert INDONESIAN.number(Decimal("3.4999")) == "3,4999"
    assert ENGLISH.number(2026) == "2,026"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (17, "tujuh belas"),
        (20, "dua puluh"),
        (45, "empat puluh lima"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (205, "dua ratus lima"),
        (1000, "seribu"),
        (1100, "seribu seratus"),
        (2026, "dua ribu dua puluh enam"),
        (100_000, "seratus ribu"),
        (150_000_000, "seratus lima puluh juta"),
        (222_000_000, "dua ratus dua puluh dua juta"),
        (1_001_000, "satu juta seribu"),
        (1_173_840_000, "satu miliar seratus tujuh puluh tiga juta delapan ratus empat puluh ribu"),
        (10**12, "satu triliun"),
        (10**15, "satu kuadriliun"),
    ],
)
def test_a_number_in_indonesian_words(number: int, words: str) -> None:
    assert INDONESIAN.spelled(number) == words


UNITS = {
    "nol": 0,
    "satu": 1,
    "dua": 2,
    "tiga": 3,
    "empat": 4,
    "lima": 5,
    "enam": 6,
    "tujuh": 7,
    "delapan": 8,
    "sembilan": 9,
    "sepuluh": 10,
    "sebelas": 11,
    "seratus": 100,
}
SCALES = {"ribu": 1000, "juta": 10**6, "miliar": 10**9, "triliun": 10**12, "kuadriliun": 10**15}


def reckoned(words: str) -> int:
    """Return the number that Indonesian words mean, reckoned as a reader does, from the left."""
    total = group = last = 0
    for word in words.replace("seribu", "satu ribu").split():
        if word in SCALES:
            total, group, last = total + (group + last) * SCALES[word], 0, 0
        elif word in ("belas", "puluh", "ratus"):
            group, last = group + {"belas": 10 + last, "puluh": 10 * last, "ratus": 100 * last}[word], 0
        else:
            group, last = group + last, UNITS[word]
    return total + group + last


def test_numbers_in_words_mean_what_they_meant() -> None:
    chance = random.Random(14)
    samples = [
        *range(1, 12_000),
        *(chance.randint(1, 10 ** chance.randint(4, 15)) for _ in range(5_000)),
        10**15,
    ]

    wrong = [number for number in samples if reckoned(INDONESIAN.spelled(number)) != number]

    assert wrong == []


def test_one_thousand_is_seribu_everywhere() -> None:
    assert "satu ribu" not in INDONESIAN.spelled(1_001_001_001)


def test_a_number_in_english_words() -> None:
    assert ENGLISH.spelled(150_000_021) == "one hundred fifty million twenty-one"


@pytest.mark.parametrize("number", [-1, 10**18])
def test_a_number_without_words_is_an_error(number: int) -> None:
    with pytest.raises(ValueError, match="can't be spelled"):
        INDONESIAN.spelled(number)


# ---- Which language


@pytest.mark.parametrize(
    ("option", "environment", "organization", "code"),
    [
        pytest.param("en", {"LPSEDOCS_LANG": "id"}, "id", "en", id="the option"),
        pytest.param(None, {"LPSEDOCS_LANG": "en", "LANG": "id_ID.UTF-8"}, "id", "en", id="the variable"),
        pytest.param(None, {"LANG": "id_ID.UTF-8"}, "en", "en", id="the office"),
        pytest.param(None, {"LANG": "en_US.UTF-8"}, None, "en", id="the locale"),
        pytest.param(None, {"LC_ALL": "en_GB.UTF-8", "LANG": "id_ID"}, None, "en", id="LC_ALL before LANG"),
        pytest.param(None, {"LC_ALL": "", "LC_MESSAGES": "en", "LANG": "id"}, None, "en", id="LC_MESSAGES"),
        pytest.param(
            None, {"LC_ALL": "C.UTF-8", "LANG": "en_US"}, None, "id", id="the locale C says nothing"
        ),
        pytest.param(None, {"LANG": "nl_NL.UTF-8"}, None, "id", id="a language that is not spoken"),
        pytest.param(
            None,
            {"LANGUAGE": "en", "LC_ALL": "id_ID.UTF-8"},
            None,
            "en",
            id="LANGUAGE comes before the locale",
        ),
        pytest.param(
            None, {"LANGUAGE": "nl:en_GB:id", "LANG": "nl_NL"}, None, "en", id="LANGUAGE names several"
        ),
        pytest.param(
            None, {"LANGUAGE": "nl", "LANG": "en_US"}, None, "en", id="a LANGUAGE that is not spoken"
        ),
        pytest.param(None, {"LANGUAGE": "", "LANG": "en_US"}, None, "en", id="an empty LANGUAGE"),
        pytest.param(None, {"LANGUAGE": "en", "LANG": "id"}, "id", "id", id="the office before LANGUAGE"),
        pytest.param(
            None, {"LANGUAGE": "en", "LC_ALL": "C.UTF-8"}, None, "id", id="no LANGUAGE in the locale C"
        ),
        pytest.param(None, {"LANGUAGE": "en", "LANG": "POSIX"}, None, "id", id="nor in POSIX"),
        pytest.param(None, {"LANGUAGE": "en"}, None, "id", id="nor without a locale"),
        pytest.param(None, {"LPSEDOCS_LANG": "nl"}, "en", "en", id="a variable that says nothing"),
        pytest.param(None, {}, None, "id", id="Indonesian at last"),
    ],
)
def test_the_language_chosen(
    option: str | None, environment: dict[str, str], organization: str | None, code: str
) -> None:
    assert chosen_language(option, environment, organization) == Language(code)


def test_a_language_by_its_code() -> None:
    assert language("id") == INDONESIAN
    with pytest.raises(KeyError):
        language("nl")


def test_a_catalogue_that_was_not_compiled_is_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(module, "_LOCALE", tmp_path)
    monkeypatch.setattr(module, "_catalogue", module._catalogue.__wrapped__)

    with pytest.raises(RuntimeError, match="make setup"):
        INDONESIAN.text("approved")


@pytest.mark.parametrize(("code", "usage"), [("id", "Cara pakai:"), ("en", "Usage:")])
def test_libraries_speak_the_language_too(monkeypatch: pytest.MonkeyPatch, code: str, usage: str) -> None:
    monkeypatch.setitem(os.environ, "LANGUAGE", "")
    before = gettext.textdomain()
    try:
        speak_in_gettext(Language(code))

        assert gettext.gettext("Usage:") == usage
    finally:
        gettext.textdomain(before)


# ---- Pages

PAGE = """\
A step was recorded although the step
before it is missing.

Bad:

```yaml
# records/KEB-2026-001.yaml

submitted: null
```

- one
- two,
  continued
```
closed at once
```
"""


def test_a_page_falls_into_prose_and_code() -> None:
    assert paragraphs(PAGE) == [
        (False, "A step was recorded although the step before it is missing."),
        (False, "Bad:"),
        (True, "```yaml\n# records/KEB-2026-001.yaml\n\nsubmitted: null\n```"),
        (False, "- one\n- two,\n  continued"),
        (True, "```\nclosed at once\n```"),
    ]


def test_an_empty_page() -> None:
    assert paragraphs("\n\n") == []


def test_a_page_is_translated_outside_its_code() -> None:
    assert spoken_page("Good:\n\n```yaml\ndecision: approved\n```\n\napproved\n", INDONESIAN) == (
        "Benar:\n\n```yaml\ndecision: approved\n```\n\ndisetujui\n"
    )


def test_an_english_page_keeps_its_words() -> None:
    assert spoken_page(PAGE, ENGLISH).split() == PAGE.split()
