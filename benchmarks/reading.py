"""How long the reader takes for a record, in multiples of what libyaml takes; run it as a script.

The floor is libyaml's parsing without a single Python object. Both are measured in one run, in turns, so that
a busy machine slows them alike; the ratio is what to compare between machines.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from lpsedocs.source import parse_source

RECORDS = 1_000
ROUNDS = 7
RECORD = """\
id: KEB-2026-{number:04d}
title: Uji keamanan aplikasi semester II
requester: agus
unit: Administrator Sistem LPSE
kind: jasa_konsultansi
created: 2026-05-04
reason: |
  Hasil uji terakhir berumur lebih dari satu tahun, dan sejak itu
  dua aplikasi diganti.
items:
  - description: Uji penetrasi aplikasi web
    quantity: {number}
    unit: paket
    specification: "Dua aplikasi, satu kali uji ulang"
needed_from: 2026-09-01
needed_until: 2026-12-15
priority: tinggi
origin: null
submitted: {{by: agus, date: 2026-05-05, to: budi}}
availability:
  by: budi
  date: 2026-05-07
  result: tidak_tersedia
  considered: [AST-010]
  note: Tidak ada tenaga bersertifikat
budget:
  by: budi
  date: 2026-05-11
  result: disetujui
  document:
    kind: DPA
    number: DPA/A.1/4.01/2026
    date: 2026-01-05
    approved_by: Kepala Biro
  kode_rekening: "5.1.02.02.08.0019"
  sumber_dana: APBD
  year: 2026
  pagu_anggaran: 100000000
  # the amount of the budget document, not of the package
"""
PATH = PurePosixPath("records/requirements/2026/KEB-2026-0001.yaml")


def parse_only(content: bytes) -> None:
    parser = yaml.CBaseLoader(content)
    while parser.raw_parse():
        pass


def read(content: bytes) -> None:
    parse_source(PATH, content)


def read_and_locate(content: bytes) -> None:
    parse_source(PATH, content).locate(("budget", "document", "number"))


def load(content: bytes) -> None:
    yaml.load(content, Loader=yaml.CSafeLoader)


def seconds(reader: Callable[[bytes], None], contents: list[bytes]) -> float:
    start = time.process_time()
    for content in contents:
        reader(content)
    return time.process_time() - start


def main() -> None:
    contents = [RECORD.format(number=number).encode() for number in range(RECORDS)]
    readers = (parse_only, read, read_and_locate, load)
    rounds = [[seconds(reader, contents) for reader in readers] for _ in range(ROUNDS)]
    best = [min(times) for times in zip(*rounds, strict=True)]
    for reader, time_taken in zip(readers, best, strict=True):
        each = time_taken / RECORDS * 1_000_000
        sys.stdout.write(
            f"{reader.__name__:<16}{each:8.1f} us a record{time_taken / best[0]:8.2f} x the floor\n"
        )


if __name__ == "__main__":
    main()
