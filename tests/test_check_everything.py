"""All errors of all files are told in one run, each at its line and column."""

from pathlib import PurePosixPath

from lpsedocs.checker import check
from lpsedocs.corpus import build_corpus
from lpsedocs.models.asset import Asset
from lpsedocs.rules import all_rules
from lpsedocs.rules.examples import TODAY
from lpsedocs.source import SYMBOLIC_LINK, parse_source, unreadable
from tests.office import spoken, told_by_all


def test_a_record_that_is_broken_in_ten_ways_gives_ten_findings() -> None:
    text = """\
# records/requirements/2026/KEB-2026-012.yaml
id: KEB-2026-102
title: Server aplikasi
title: Server
requester: agoes
unit: Administrator Sistem LPSE
kind: jasa_lainya
created: 2026-02-30
reason: |
  Server lama rusak.
  Narahubung 0812-0000-0001,
  NIK 9601010404990001.
items: []
needed_from: 2026-09-01
priority: !penting tinggi
prioritas: tinggi
"""
    path = "records/requirements/2026/KEB-2026-012.yaml"
    assert told_by_all(text) == [
        f"R102 {path}:1:5: error: the file is called KEB-2026-012, but its id is KEB-2026-102",
        f"S109 {path}:3:1: error: the key 'title' stands twice in one mapping; the first is in line 2",
        f"L103 {path}:4:12: error: nobody in the roster has the id agoes; did you mean agus?",
        (
            f"R101 {path}:6:7: error: "
            "Kind of procurement (kind): 'jasa_lainya' is none of these: barang (goods), jasa_lainnya "
            "(other services), jasa_konsultansi (consultancy services), and pekerjaan_konstruksi "
            "(construction works); did you mean 'jasa_lainnya'?"
        ),
        f"R101 {path}:7:10: error: Created (created): there is no day 2026-02-30 in the calendar",
        f"P104 {path}:10:14: error: ***********001 is a mobile phone number",
        f"P101 {path}:11:7: error: *************001 looks like a NIK, which must not be here",
        f"R101 {path}:12:8: error: Items (items): the list is too short: at least 1 due, 0 there",
        f"S112 {path}:14:11: error: '!penting' is a tag; delete it, or put a text with '!' in quotes",
        (
            f"R101 {path}:15:1: error: "
            "there is no key 'prioritas'; the keys here are id, title, requester, unit, kind, created, "
            "reason, items, needed_from, needed_until, priority, origin, submitted, availability, budget, "
            "recommendation, and attachments"
        ),
    ]


def test_a_file_that_cannot_be_read_hides_no_other() -> None:
    contents = {
        "records/organization.yml": b"name: LPSE Kabupaten Misal\n",
        "records/assets/AST-001.yaml": b"id: AST-001\nname: \xff\n",
        "records/assets/AST-002.yaml": b"id: AST-002\nname: 'Server\n",
        "records/assets/AST-003.yaml": b"",
        "records/assets/AST-004.yaml": b"id: AST-004\r\nname: *nama\r\n",
        "records/assets/KEB-2026-001.yaml": b"id: KEB-2026-001\n",
        "records/kak/README.md": b"KAK: bukan: YAML\n",
        "records/suppliers/daftar.xlsx": b"PK\x03\x04",
    }
    sources = [parse_source(PurePosixPath(path), content) for path, content in contents.items()]
    sources.append(unreadable(PurePosixPath("records/attachments/SUP-001/bast.pdf"), SYMBOLIC_LINK))

    rules = [rule for rule in all_rules() if rule.code[0] in "SR"]
    report = check(build_corpus(sources, [], TODAY), rules)

    assert [f"{finding.code} {spoken(finding)}" for finding in report.findings] == [
        "S101 records/assets/AST-001.yaml:2:7: error: the byte 0xFF is not UTF-8; save the file as UTF-8",
        "S108 records/assets/AST-002.yaml:2:7: error: the quote that opens here is never closed",
        "S120 records/assets/AST-003.yaml:1:1: error: the file says nothing; fill it in, or delete it",
        (
            "S105 records/assets/AST-004.yaml:1:12: error: "
            "this line ends with a carriage return, as on Windows; let all lines end with LF alone"
        ),
        (
            "S111 records/assets/AST-004.yaml:2:7: error: "
            "'*nama' is an alias; write out what it stands for, or put a text with '*' in quotes"
        ),
        (
            "R103 records/assets/KEB-2026-001.yaml:1:5: error: "
            "KEB-2026-001 names a record of the kind Requirement, which belongs in records/requirements"
        ),
        (
            "S115 records/attachments/SUP-001/bast.pdf:1:1: error: "
            "this is a symbolic link, which may lead anywhere; put the file itself in its place"
        ),
        (
            "R108 records/organization.yml:1:1: error: "
            "records/organization.yaml is missing: what the office is, and how it works"
        ),
        (
            "S114 records/organization.yml:1:1: error: "
            "the file's name ends in '.yml'; rename it so that it ends in '.yaml'"
        ),
        "R109 records/roster.yaml:1:1: error: records/roster.yaml is missing: who holds which role",
        (
            "R106 records/suppliers/daftar.xlsx:1:1: warning: "
            "this file is no attachment, and no record either: its name does not end in '.yaml'"
        ),
    ]


def test_records_are_told_by_number_and_what_is_no_number_to_anybody_is_a_name_like_any_other() -> None:
    names = ["AST-1000", "AST-0999", f"AST-{'1' * 5000}", "AST-\u00b2", "AST-\u0661"]
    text = "id: {}\nname: Server\nkind: barang\nquantity: 1\nunit: unit\ncondition: baik\n"
    sources = [
        parse_source(PurePosixPath(f"records/assets/{name}.yaml"), text.format(name).encode())
        for name in names
    ]

    corpus = build_corpus(sources, [], TODAY)

    assert [entry.name for entry in corpus.all(Asset)] == ["AST-0999", "AST-1000"]
    assert {entry.name for entry in corpus.entries if entry.record is None} == set(names[2:])
