"""For programs: every sentence with its template and values, so that no reader depends on the language."""

import json
from collections.abc import Iterable
from typing import Any

from lpsedocs.findings import Message, Severity
from lpsedocs.language import Language
from lpsedocs.reporters.json_ import finding, plain
from lpsedocs.review.elsewhere import OtherFile
from lpsedocs.review.meaning import meaning
from lpsedocs.review.records import RecordChange
from lpsedocs.review.results import Result
from lpsedocs.review.reviewing import Review
from lpsedocs.review.rulings import Ruling
from lpsedocs.review.sheets import Rated, Sheet
from lpsedocs.review.steps import Move


def render(review: Review, language: Language) -> str:
    """Return the review as JSON of version 1."""
    facts, checks, found = review.facts, review.checks, meaning(review)
    document = {
        "version": 1,
        "base": facts.base,
        "head": facts.head,
        "today": review.corpus.today.isoformat(),
        "merged": facts.is_merged,
        "pinned": facts.is_pinned,
        "means": _said(found.means, language),
        "advice": [_said(message, language) for message in found.advice],
        "title": facts.title,
        "decisions": [_decision(ruling, language) for ruling in facts.rulings],
        "asked": [_asked(sheet, language) for sheet in review.sheets],
        "lapses": [{"record": lapse.record, "status": lapse.status.value} for lapse in facts.lapses],
        "records": [_record(change, language) for change in review.records],
        "steps": [_step(move) for move in review.moves],
        "other_files": [plain(path) for path in facts.others],
        "changes_elsewhere": facts.is_elsewhere,
        "files_elsewhere": [_other_file(file, language) for file in facts.elsewhere.files],
        "elsewhere_is_cut": facts.elsewhere.is_cut,
        "findings": {
            **{severity.value: checks.report.count(severity) for severity in Severity},
            "new": [finding(one.finding, one.mark, language) for one in checks.new],
            "mended": [finding(one.finding, one.mark, language) for one in checks.mended],
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _other_file(file: OtherFile, language: Language) -> dict[str, object]:
    return {
        "path": plain(file.path),
        "fate": file.fate.value,
        "purpose": _said(file.purpose.words, language),
        "gate": file.purpose.is_of_the_gate,
    }


def _said(message: Message, language: Language) -> dict[str, object]:
    return {
        "message": language.say(message),
        "template": message.template,
        "values": {name: plain(value) for name, value in message.values},
    }


def _all_said(messages: Iterable[Message], language: Language) -> list[dict[str, object]]:
    return [_said(message, language) for message in messages]


def _decision(ruling: Ruling, language: Language) -> dict[str, object]:
    decision, judged = ruling.decision, ruling.judged
    return {
        "record": ruling.record,
        "number": ruling.number,
        "path": ruling.path,
        "decision": decision.decision if decision else None,
        "role": decision.role if decision else None,
        "by": decision.by if decision else None,
        "sha256": decision.sha256 if decision else None,
        "worth": ruling.worth.value,
        "evidence": judged.evidence if judged and judged.reason is None else None,
        "reason": {"code": ruling.reason.code, **_said(ruling.reason.message, language)}
        if ruling.reason
        else None,
        "remedy": _said(ruling.remedy, language) if ruling.remedy else None,
    }


def _asked(sheet: Sheet, language: Language) -> dict[str, object]:
    rated, handed = sheet.rated, sheet.handed
    return {
        "record": sheet.ruling.record,
        "round": sheet.round,
        "handed": {"by": handed.by, "date": handed.date.isoformat()} if handed else None,
        "result": _value(rated.now.result) if rated and rated.now.result else None,
        "previous": _previous(rated) if rated else None,
        "fallen": _all_said(rated.fallen, language) if rated else [],
        "low": _all_said(rated.low, language) if rated else [],
        "recommendation": rated.recommendation if rated else None,
        "begins_procurement": rated.begins_procurement if rated else None,
        "promised": _all_said(sheet.promised, language),
        "since": _all_said(sheet.since, language) if sheet.since is not None else None,
        "errors": len(sheet.errors),
        "warnings": len(sheet.warnings),
    }


def _previous(rated: Rated) -> dict[str, object] | None:
    if rated.previous is None:
        return None
    result = rated.previous.result
    return {"record": rated.previous.name, "result": _value(result) if result else None}


def _record(change: RecordChange, language: Language) -> dict[str, object]:
    return {
        "id": plain(change.name),
        "kind": change.kind.name,
        "title": plain(change.title),
        "fate": change.fate.value,
        "path": plain(change.path),
        "came_from": plain(change.came_from) if change.came_from else None,
        "was": plain(change.was) if change.was else None,
        "troubles": _all_said(change.troubles, language),
        "changes": [{"route": list(one.route), **_said(one.message, language)} for one in change.changes],
        "result": _result(change, language),
        "rests_on_it": [plain(name) for name in change.resting],
    }


def _result(change: RecordChange, language: Language) -> dict[str, Any] | None:
    if change.result is None:
        return None
    return {
        "scores": _all_said((one.message for one in change.result.scores), language),
        "before": _value(change.result.before),
        "after": _value(change.result.after),
        **_said(change.result.message, language),
    }


def _value(result: Result) -> dict[str, object]:
    return {"score": str(result.shown) if result.shown is not None else None, "band": plain(result.band)}


def _step(move: Move) -> dict[str, object]:
    return {
        "record": move.record,
        "step": move.step.number,
        "role": move.step.role,
        "before": move.before.value if move.before else None,
        "after": move.after.value if move.after else None,
        "by": move.by,
        "date": move.date.isoformat() if move.date else None,
    }
