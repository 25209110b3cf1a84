"""How alike two names or descriptions are: goods and services by their words, companies by what is no form.

Takes texts and returns numbers; knows nothing of records.
"""

import re
from functools import lru_cache
from itertools import product
from typing import Final

from rapidfuzz import fuzz

ALIKE: Final = 70
"""From here on, in percent, two descriptions may well mean the same thing."""

_BORDERS = re.compile(r"\b(?:dan|atau|serta)\b|[^\w\s-]")
_PURPOSE = re.compile(r"\b(?:untuk|dengan|guna|bagi|pada|di|oleh)\b.*", re.DOTALL)
_WORDS = re.compile(r"[^\W\d_]{2,}")
_NOISE = """
pengadaan pembelian penyediaan penambahan penggantian pengganti perpanjangan pembaruan sewa langganan jasa
layanan paket lisensi tautan sambungan perangkat peralatan alat ruang ruangan kantor lpse
satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh ratus
baru lama tambahan lain lainnya unit buah set orang lembar tahun semester triwulan bulan hari anggaran ta
mbps gbps gb tb mb kva va watt inci ii iii iv
ke dari dalam yang per sampai para setiap tiap
"""
"""What carries a thing, how much of it, and when: words that don't say what it is."""
_DEEDS = """
pemeliharaan perawatan perbaikan pemasangan pengujian uji audit pelatihan pengembangan pembuatan tenaga
petugas
"""
"""What is done to things: the word holds for each thing that is named after it."""
_NOISE_WORDS, _DEED_WORDS = frozenset(_NOISE.split()), frozenset(_DEEDS.split())
_FORMS = re.compile(r"\b(?:pt|cv|ud|pd|fa|firma|koperasi|perum|perumda|persero|perseroan|terbatas|tbk)\b")


def likeness(need: str, thing: str) -> float:
    """Return how alike a need and a thing are, in percent: the best of their phrases."""
    pairs = product(_phrases(need), _phrases(thing))
    return max((_of_phrases(one, other) for one, other in pairs), default=0.0)


@lru_cache(maxsize=50_000)
def best_likeness(needs: tuple[str, ...], things: tuple[str, ...]) -> float:
    """Return the best likeness among several descriptions of each."""
    return max((likeness(need, thing) for need, thing in product(needs, things)), default=0.0)


@lru_cache(maxsize=10_000)
def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    """Split a description where another thing begins; of each part, keep the words that say what it is."""
    parts = (_WORDS.findall(_PURPOSE.sub("", part)) for part in _BORDERS.split(text.casefold()))
    words = (tuple(word for word in part if word not in _NOISE_WORDS) for part in parts)
    first, *others = [phrase for phrase in words if phrase] or [()]
    if not first:
        return ()
    deed = first[:1] if first[0] in _DEED_WORDS else ()
    return (first, *((*deed, *other) for other in others))


def _of_phrases(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    # In Indonesian the first word says what a thing is, and the others which one: it counts for half.
    return (fuzz.ratio(one[0], other[0]) + fuzz.token_set_ratio(" ".join(one), " ".join(other))) / 2


def bare_name(name: str) -> str:
    """Return a company's name without its legal form, case, punctuation and blanks."""
    # P.T. is PT, but a dot or comma between words parts them.
    joined = re.sub(r"\b(\w)\.", r"\1", name.casefold())
    plain = re.sub(r"[.,]", " ", joined)
    return "".join(_FORMS.sub(" ", re.sub(r"[^\w\s]|_", "", plain)).split())


def is_same_name(one: str, other: str) -> bool:
    """Tell whether two names differ at most in legal form, case and punctuation."""
    return bare_name(one) == bare_name(other) != ""


def is_same_npwp(one: str | None, other: str | None) -> bool:
    """Tell whether two tax numbers are the same; a company's old 15 digits have a nought before them now."""
    return one is not None and other is not None and one.zfill(16) == other.zfill(16)
