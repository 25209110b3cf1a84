"""What a review says, in which order, before anybody says how it looks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final, TypeAlias

from lpsedocs.changes import Line
from lpsedocs.findings import Finding, Message, Severity, Term, Value, say
from lpsedocs.models.words import WORDS, in_words, word
from lpsedocs.review.checks import Marked
from lpsedocs.review.elsewhere import Elsewhere, OtherFile
from lpsedocs.review.meaning import meaning, name_of, names_of
from lpsedocs.review.records import Fate, RecordChange
from lpsedocs.review.results import Result
from lpsedocs.review.reviewing import Review
from lpsedocs.review.rulings import Ruling
from lpsedocs.review.sheets import Compared, Rated, Sheet

MOST: Final = 40
"""So many changes of one record, or findings of one sort, are told."""
_MOST_ADVICE: Final = 16


@dataclass(frozen=True)
class Heading:
    """What a part is about."""

    message: Message


@dataclass(frozen=True)
class Paragraph:
    """A sentence by itself."""

    message: Message


@dataclass(frozen=True)
class Strong:
    """A sentence that nobody may overlook."""

    message: Message


@dataclass(frozen=True)
class Points:
    """What belongs under one label."""

    label: Message
    items: tuple[Message, ...]


@dataclass(frozen=True)
class Outline:
    """A record in words, each line as deep as what it tells."""

    label: Message
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Table:
    """Values side by side; the first of a row says what they are."""

    header: tuple[Message, ...]
    rows: tuple[tuple[Message, ...], ...]


Block: TypeAlias = Heading | Paragraph | Strong | Points | Outline | Table


@dataclass(frozen=True)
class Section:
    """What is said of one record, or of one matter: printed whole or not at all."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Layout:
    """A whole review. Only sections may be left out."""

    opening: tuple[Block, ...]
    sections: tuple[Section, ...]
    closing: tuple[Block, ...]


def layout(review: Review) -> Layout:
    """Return what is said, in order: what is to be decided ends with what merging it means."""
    found = meaning(review)
    told: tuple[Block, ...] = (
        Strong(found.means),
        *(Paragraph(message) for message in found.advice[:_MOST_ADVICE]),
    )
    sections = tuple(_sections(review))
    if review.sheets and not review.facts.is_merged:
        return Layout((), sections, told)
    heading = say("What this merge changed") if review.facts.is_merged else say("What this request changes")
    return Layout((Heading(heading), *told), sections, ())


def _sections(review: Review) -> Iterator[Section]:
    decided = {sheet.ruling.record for sheet in review.sheets}
    for sheet in review.sheets:
        yield Section(tuple(_sheet(review, sheet)))
    for ruling in review.facts.rulings:
        if ruling.record not in decided | {change.name for change in review.records}:
            yield Section(tuple(_without_a_sheet(review, ruling)))
    for change in review.records:
        if change.name not in decided or change.fate is not Fate.NEW:
            yield Section(tuple(_record(change)))
    yield from _of_all(review)


_MOVED: Final = say("Steps that moved")
_MOVE: Final = say("Steps that move with the merge")


def _of_all(review: Review) -> Iterator[Section]:
    if review.moves:
        steps = tuple(move.message for move in review.moves)
        label = _MOVED if review.facts.is_merged else _MOVE
        yield Section((Points(label, _few(steps)),))
    if review.facts.elsewhere.files:
        yield Section(tuple(_elsewhere(review.facts.elsewhere)))
    if review.facts.others:
        files = tuple(say("{path}", path=path) for path in review.facts.others)
        yield Section((Points(say("Files that are no records"), _few(files)),))
    yield Section(tuple(_checks(review)))


def _elsewhere(elsewhere: Elsewhere) -> Iterator[Block]:
    gate = tuple(_other_file(file) for file in elsewhere.files if file.purpose.is_of_the_gate)
    others = tuple(_other_file(file) for file in elsewhere.files if not file.purpose.is_of_the_gate)
    yield from _points(say("DANGEROUS: files that set the gate, or who may decide"), gate)
    yield from _points(say("Other files outside of the records"), others)


def _other_file(file: OtherFile) -> Message:
    return say(
        "{path} ({fate}): {purpose}", path=file.path, fate=_FATES[file.fate], purpose=file.purpose.words
    )


def _few(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    more = len(messages) - MOST
    return messages if more <= 0 else (*messages[:MOST], say("{count} more", count=more))


# ---- What is to be decided


def _sheet(review: Review, sheet: Sheet) -> Iterator[Block]:
    yield Heading(_together((sheet.ruling.record, *sheet.title)))
    if not review.facts.is_merged:
        yield Paragraph(_asked(review, sheet))
    if sheet.rated:
        yield from _rated(sheet.rated)
    yield from _points(say("Open findings"), sheet.promised)
    if sheet.rated:
        yield from _recommended(sheet.rated)
    if sheet.last_note:
        yield Points(say("Note in the last decision"), (say("{text}", text=_on_one_line(sheet.last_note)),))
    if sheet.since is not None:
        nothing = (say("nothing changed in it since then"),)
        since = tuple(in_words(one) for one in sheet.since)
        yield Points(say("Changed since the last decision"), _few(since) or nothing)
    if note := sheet.ruling.decision and sheet.ruling.decision.note:
        yield Points(say("Reason given in this request"), (say("{text}", text=_on_one_line(note)),))
    counts = say(
        "errors: {errors}, warnings: {warnings}", errors=len(sheet.errors), warnings=len(sheet.warnings)
    )
    yield Points(
        say("Automatic checks of the record"),
        (counts, *_few(tuple(_finding(one) for one in (*sheet.errors, *sheet.warnings)))),
    )


def _without_a_sheet(review: Review, ruling: Ruling) -> Iterator[Block]:
    """Head a decision on a record that is as it was, and of which nothing can be told."""
    entry = review.corpus.get(ruling.record)
    titles = (entry.title,) if entry and entry.title else ()
    yield Heading(_together((ruling.record, *titles)))
    if entry is None:
        yield Paragraph(say("there is no such record"))
    elif not entry.source.is_readable:
        yield from _points(_UNREAD, tuple(trouble.message for trouble in entry.source.troubles))
    else:
        yield Paragraph(say("the record does not fit its form, or none that is decided on"))


def _together(values: Iterable[Value]) -> Message:
    first, *others = values
    joined = say("{it}", it=first)
    for other in others:
        joined = say("{one} · {other}", one=joined, other=other)
    return joined


def _asked(review: Review, sheet: Sheet) -> Message:
    decision = sheet.ruling.decision
    role = word(decision.role if decision else "kepala_lpse" if sheet.rated else "pengguna")
    if sheet.handed is None:
        return say("the decision of the {role} is asked for; it was not handed over yet", role=role)
    return say(
        "the decision of the {role} is asked for; round {round}, handed over by {by}, {day}",
        role=role,
        round=sheet.round,
        by=review.facts.name_of(sheet.handed.by),
        day=sheet.handed.date,
    )


def _rated(rated: Rated) -> Iterator[Block]:
    now, previous = rated.now, rated.previous
    header = [say(""), say("This time")]
    columns = [now]
    if previous:
        header.append(say("Last time ({record})", record=previous.name))
        columns.append(previous)
    yield Table(
        tuple(header),
        (
            (say("Final value"), _out_of(now, rated.maximum), *(_value(one) for one in columns[1:])),
            (say("Band"), *(_band(one.result) for one in columns)),
        ),
    )
    yield from _points(say("What went down"), rated.fallen)
    yield from _points(say("What is low"), rated.low)


def _value(compared: Compared) -> Message:
    shown = compared.result.shown if compared.result else None
    return say("{value}", value=Term("without a number") if shown is None else shown)


def _out_of(compared: Compared, maximum: int) -> Message:
    shown = compared.result.shown if compared.result else None
    return _value(compared) if shown is None else say("{value} of {maximum}", value=shown, maximum=maximum)


def _band(result: Result | None) -> Message:
    return say("{value}", value=result.band if result else Term("can't be reckoned"))


def _recommended(rated: Rated) -> Iterator[Block]:
    if rated.recommendation is None:
        yield Points(say("Recommendation"), (say("none yet"),))
        return
    follows = say("it begins no procurement")
    if rated.begins_procurement:
        follows = say("whoever approves it approves that a new procurement begins (SOP 1.1)")
    called = word(rated.recommendation) if rated.recommendation in WORDS else rated.recommendation
    yield Points(
        say("Recommendation"), (say("{what}; {follows}", what=called, follows=follows), *rated.terms)
    )
    if rated.reason:
        yield Points(say("Reason"), (say("{text}", text=rated.reason),))
    yield from _points(say("Actions"), rated.actions)


def _points(label: Message, items: tuple[Message, ...]) -> Iterator[Points]:
    if items:
        yield Points(label, _few(items))


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


# ---- What changes


_FATES: Final = {
    Fate.NEW: say("new"),
    Fate.CHANGED: say("changed"),
    Fate.MOVED: say("moved"),
    Fate.RENAMED: say("under another id"),
    Fate.REMOVED: say("removed"),
}


_UNREAD: Final = say("It can't be read")


def _record(change: RecordChange) -> Iterator[Block]:
    name = name_of(change.name)
    named = _together((name, change.title)) if change.title else say("{it}", it=name)
    yield Heading(say("{record}: {fate}", record=named, fate=_FATES[change.fate]))
    if change.was:
        yield Paragraph(say("until now it is {old}, in {path}", old=change.was, path=change.came_from or ""))
    elif change.came_from:
        yield Paragraph(say("moved from {old} to {new}", old=change.came_from, new=change.path))
    yield from _points(_UNREAD, change.troubles)
    told = (*_of_the_result(change), *(in_words(one.message) for one in change.changes))
    yield from _points(say("Changes"), told)
    if change.outline:
        yield Outline(say("What it says"), tuple(_outlined(change.outline)))
    if change.fate in (Fate.CHANGED, Fate.MOVED) and not (told or change.troubles or change.outline):
        yield Paragraph(say("nothing but comments, the layout or the place of the file differs"))
    if change.resting:
        yield Paragraph(say("these records rest on it: {records}", records=names_of(change.resting)))


def _outlined(lines: tuple[Line, ...]) -> Iterator[Line]:
    told = [
        line
        for is_text, group in groupby(lines, key=lambda line: line.is_text)
        for line in (_joined(group) if is_text else group)
    ]
    yield from (Line(line.depth, in_words(line.message)) for line in told[:MOST])
    if len(told) > MOST:
        yield Line(0, say("{count} more", count=len(told) - MOST))


def _joined(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return a text without its line breaks."""
    parts = tuple(lines)
    text = " ".join(str(dict(line.message.values)["text"]) for line in parts)
    return (Line(parts[0].depth, say("{text}", text=_on_one_line(text))),)


def _of_the_result(change: RecordChange) -> Iterator[Message]:
    if change.result:
        yield from (score.message for score in change.result.scores)
        yield change.result.message


def _checks(review: Review) -> Iterator[Block]:
    report, new, mended = review.checks.report, review.checks.new, review.checks.mended
    yield Points(
        say("Automatic checks"),
        (
            say(
                "errors: {errors}, warnings: {warnings}; new with this request: {new}, mended by it: "
                "{mended}",
                errors=report.count(Severity.ERROR),
                warnings=report.count(Severity.WARNING),
                new=len(_grave(new)),
                mended=len(_grave(mended)),
            ),
        ),
    )
    yield from _points(say("New findings"), tuple(_finding(one) for one in _grave(new)))
    yield from _points(say("Mended findings"), tuple(_finding(one) for one in _grave(mended)))


def _grave(marked: Iterable[Marked]) -> tuple[Finding, ...]:
    """Return errors before warnings; notes say what nobody has to act upon."""
    found = [one.finding for one in marked if one.finding.severity is not Severity.NOTE]
    return tuple(sorted(found, key=lambda finding: finding.severity is not Severity.ERROR))


def _finding(finding: Finding) -> Message:
    return say(
        "{severity} {code} at {place}: {message}",
        severity=Term(finding.severity.value),
        code=finding.code,
        place=str(finding.location),
        message=finding.message,
    )
