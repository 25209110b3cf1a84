"""Values as HTML, for one page: short texts are escaped, long ones are Markdown that was sanitized."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from markupsafe import Markup, escape

from lpsedocs.findings import Finding, Message, Rupiah, Severity, Term, say
from lpsedocs.language import Language
from lpsedocs.models.roster import Role
from lpsedocs.models.shapes import Slot
from lpsedocs.models.words import in_words
from lpsedocs.procedures import StepProgress
from lpsedocs.site.contents import columns_of, is_inline, is_time
from lpsedocs.site.editions import Cell, Digest, FilePath, Ranked, Ref, Shown, Value, Word
from lpsedocs.site.keys import fingerprint_or_none
from lpsedocs.site.markdown import is_long, prose
from lpsedocs.site.statuses import SEVERITIES, Status, Tone, is_handed_over, step_status
from lpsedocs.site.tables import labelled
from lpsedocs.site.view import PLURALS, View

_ICONS = {
    Tone.DONE: "✓",
    Tone.CURRENT: "▶",
    Tone.WAITING: "○",
    Tone.WARNING: "▲",
    Tone.ERROR: "✖",
    Tone.OFF: "–",
}
_FOLDED = '<details class="lp-digest"><summary><code>%s…</code></summary><code>%s</code></details>'
_WEB = re.compile(r"https?://[^\s<>\"']+", re.ASCII)
_LARGEST_UNGROUPED = 9999


@dataclass(frozen=True)
class Writer:
    """Writes values into the page at an address."""

    view: View
    here: str
    dated: Callable[[Language, date], str] = Language.day
    """How a day that is a value is written: in words, or in figures."""

    # -- words -------------------------------------------------------------------------------------

    def say(self, what: str | Message | Term, **values: object) -> str:
        """Return a source string or a message in the language of the site."""
        match what:
            case str() if not values:
                return self.view.language.text(what)
            case Message():
                return self.view.language.say(what)
            case Term(text):
                return self.view.language.text(text)
        return self.view.language.say(say(what, **values))  # type: ignore[arg-type]  # templates hand over values

    def sentence(self, message: Message) -> str:
        """Return a message for who only reads, with a capital at its beginning."""
        text = self.say(in_words(message))
        return text[:1].upper() + text[1:]

    def term(self, text: str) -> Term:
        """Return a source string that goes into a message."""
        return Term(text)

    def role(self, role: str) -> str:
        """Return what a role is called."""
        return self.view.word(role)

    def person(self, id_: str, role: Role, day: date | None) -> str:
        """Return who acted in a role, with Plh. or Plt. before the name of somebody who stood in."""
        holding = self.view.corpus.holding(id_, role, day) if day else None
        name = self.view.person(id_)
        return f"{holding.acting.title()}. {name}" if holding and holding.acting else name

    def full_day(self, day: date) -> str:
        """Return a day with its name."""
        return self.view.language.full_day(day)

    def day(self, day: date) -> Markup:
        """Return a day in words."""
        return _time(day.isoformat(), self.view.language.day(day))

    def plain_day(self, day: date) -> str:
        """Return a day in figures, for where no element may stand."""
        return self.view.language.short_day(day)

    def short_month(self, day: date) -> str:
        """Return a month and its year, for the marks of a chart."""
        _, month, year = self.view.language.day(day).split()
        return f"{month[:3]} {year}"

    def short_day(self, day: date) -> Markup:
        """Return a day in figures, for tables."""
        return _time(day.isoformat(), self.view.language.short_day(day))

    def month(self, day: date) -> str:
        """Return the month of a day, with its year."""
        return self.view.month(day)

    def month_name(self, day: date) -> str:
        """Return the month of a day, without its year."""
        return self.view.month(day).partition(" ")[0]

    def status(self, status: Status) -> Markup:
        """Return a status: a sign, which screen readers skip, and its words."""
        return self._status(status.tone, status.message)

    def short_status(self, status: Status) -> Markup:
        """Return a status as short as a table wants it."""
        return self._status(status.tone, status.short or status.message)

    def _status(self, tone: Tone, message: Message) -> Markup:
        return _sign(tone, self.say(message))

    def severity(self, severity: Severity, count: int = 1) -> Markup:
        """Return how grave findings are; nothing is grave of which there is none."""
        status = SEVERITIES[severity]
        return self.status(status) if count else self._status(Tone.OFF, status.message)

    def step(self, progress: StepProgress) -> Markup:
        """Return how a step stands."""
        return self.status(step_status(self.view.settled, progress))

    def is_handed_over(self, progress: StepProgress) -> bool:
        """Tell whether a step is only known to be handed over, to whom it names."""
        return is_handed_over(self.view.settled, progress)

    # -- links -------------------------------------------------------------------------------------

    def url(self, address: str) -> str:
        """Return the link to an address of the site."""
        return self.view.links.relative(self.here, address)

    def link(self, name: str, text: str | None = None, fragment: str = "") -> Markup:
        """Return a link to a record's page; where there is none, its id."""
        page = self.view.page_of(name)
        words = text or name.rpartition("decisions/")[2].rpartition("filings/")[2]
        address = self.url(page + fragment) if page is not None and page != self.here else ""
        if not address:
            return _filled('<span class="lp-id">%s</span>', words)
        return _filled('<a class="lp-id" href="%s">%s</a>', address, words)

    def titled(self, name: str) -> Markup:
        """Return a link to a record, followed by what it is called."""
        if self.view.page_of(name) is None or name not in self.view.records:
            return self.link(name)
        return _filled('%s <span class="lp-title">%s</span>', self.link(name), self.view.title_of(name))

    def finding_place(self, finding: Finding) -> Markup:
        """Return where a finding is, with a link to the line on the forge."""
        url, place = self.view.source_page(finding.location.path), finding.location
        if url is None:
            return _filled('<code class="lp-path">%s</code>', place)
        return _filled('<a href="%s#L%s"><code class="lp-path">%s</code></a>', url, place.line, place)

    # -- values ------------------------------------------------------------------------------------

    def show(self, value: "Value | None") -> Markup:
        """Return any value of a record."""
        match value:
            case None:
                return Markup('<span class="lp-none" aria-hidden="true">–</span>')
            case Shown():
                return self._mapping(value)
            case tuple():
                return self._list(value)
            case Mapping():
                rows = (_filled("<li>%s: %s</li>", self.show(k), self.show(v)) for k, v in value.items())
                return _listed(rows)
            case Ref():
                return self._reference(value)
            case FilePath(path):
                return self._file(path)
            case Digest(hex_):
                return self.digest(hex_)
            case str():
                return self._text(value)
            case datetime():
                return _time(value.isoformat(), self.view.language.moment(self.view.local(value)))
            case date():
                return _time(value.isoformat(), self.dated(self.view.language, value))
        return escape(self._plain(value))

    def in_cell(self, value: "Value | None") -> Markup:
        """Return a value as a table shows it: with its days in figures."""
        return replace(self, dated=Language.short_day).show(value)

    def _plain(self, value: object) -> str:
        language = self.view.language
        match value:
            case Word(word):
                return self.view.word(word)
            case Ranked(text):
                return text
            case Rupiah(amount):
                return language.rupiah(amount)
            case bool():
                return language.text("yes") if value else language.text("no")
            case int() if abs(value) <= _LARGEST_UNGROUPED:
                # Years are numbers too, and nobody writes 2.026.
                return str(value)
            case int() | Decimal():
                return language.number(value)
        return str(value)

    def told(self, value: object) -> Markup:
        """Return a cell of a table made of words: a message, a day, a text, or a digest in full."""
        if isinstance(value, Message | Term):
            return escape(self.say(value))
        if isinstance(value, Digest):
            return _filled("<code>%s</code>", value.hex)
        return self.in_cell(value)  # type: ignore[arg-type]  # texts and days are values of records too

    def amount(self, value: Rupiah) -> str:
        """Return an amount of money as a paper has it: in figures, and in words."""
        return self.view.language.rupiah_in_words(value.amount)

    def sort_key(self, value: "Value | None") -> str:
        """Return what a table sorts a value by; without a key of its own, it is what is shown."""
        match value:
            case None:
                return ""
            case Rupiah(amount):
                return str(amount)
            case date() | int() | Decimal():
                return str(value)
            case Word(rank=rank) | Ranked(rank=rank):
                return str(rank + 1)
            case Ref(id=id_, is_person=False):
                return id_
            case tuple():
                return " ".join(self.sort_key(item) for item in value)
            case Shown() if day := value["date"] or value["from"]:
                return self.sort_key(day)
            case str():
                return value[:80]
        return self.show(value).striptags()[:80]

    def gravity(self, severity: Severity) -> int:
        """Return what a table sorts a severity by: the gravest first."""
        return len(Severity) - list(Severity).index(severity)

    def is_number(self, value: "Value | None") -> bool:
        """Tell whether a table sets a value flush right."""
        return isinstance(value, Rupiah | Decimal | int) and not isinstance(value, bool)

    def _text(self, text: str) -> Markup:
        if (fingerprint := fingerprint_or_none(text)) is not None:
            folded = '<details class="lp-digest"><summary><code>%s</code></summary>%s</details>'
            return _filled(folded, fingerprint, _filled('<code class="lp-plain">%s</code>', text))
        if is_long(text):
            return _filled('<div class="lp-prose">%s</div>', prose(text))
        if _WEB.fullmatch(text):
            return _filled('<a href="%s" rel="noopener noreferrer">%s</a>', text, text)
        return escape(text)

    def _mapping(self, shown: Shown) -> Markup:
        if is_time(shown):
            return escape(self.view.period(shown))
        if is_inline(shown):
            return self._act(shown)
        rows = (
            _filled('<li><span class="lp-key">%s:</span> %s</li>', self.label(cell), self.show(cell.value))
            for cell in shown.cells.values()
        )
        return _listed(rows)

    def _act(self, shown: Shown) -> Markup:
        parts = [self.show(shown[key]) for key in ("by", "to", "date") if shown[key] is not None]
        if shown["by"] is not None and shown["to"] is not None:
            parts[:2] = [_filled("%s → %s", *parts[:2])]
        return Markup(", ").join(parts)

    def _list(self, values: Iterable[Value]) -> Markup:
        items = list(values)
        if any(isinstance(item, Shown | Ref) for item in items) and len(items) > 1:
            return _listed(_filled("<li>%s</li>", self.show(item)) for item in items)
        return Markup(", ").join(self.show(item) for item in items)

    def _reference(self, reference: Ref) -> Markup:
        if reference.is_person:
            return escape(self.view.person(reference.id))
        name, _, engagement = reference.id.partition("/")
        if engagement:
            return self.link(name, reference.id, f"#perikatan-{engagement}")
        return self.titled(name)

    def _file(self, path: str) -> Markup:
        name = path.rpartition("/")[2]
        address = self.url(self.view.files[path]) if path in self.view.files else ""
        if not address:
            return _filled('<code class="lp-path">%s</code>', path)
        return _filled('<a class="lp-file" href="%s">%s</a>', address, name)

    def attachment(self, path: str) -> Markup:
        """Return a link to an attachment; where it is no part of the site, its path."""
        return self._file(path)

    def digest(self, hex_: str) -> Markup:
        """Return a SHA-256, short until somebody opens it."""
        return _filled(_FOLDED, hex_[:12], hex_)

    def fingerprint(self, key: str) -> Markup:
        """Return the fingerprint of a key, short until somebody opens it."""
        return _filled(_FOLDED, key[:16], key)

    def score(self, text: str) -> str:
        """Return a score that a record writes with two decimals."""
        return self.view.language.number(Decimal(text))

    def validity(self, last: date) -> Markup:
        """Return whether a document still holds, where that needs saying."""
        days = (last - self.view.corpus.today).days
        soon = max(self.view.corpus.review.expiry_notice_days, default=0)
        if days < 0:
            return Markup("<br>") + self.status(Status(Tone.ERROR, say("expired")))
        if days <= soon:
            return Markup("<br>") + self.status(Status(Tone.WARNING, say("in {days} days", days=days)))
        return Markup("")

    def columns(self, rows: Iterable[Shown]) -> tuple[Slot, ...]:
        """Return the columns of a table."""
        return columns_of(rows)

    def is_told_by(self, label: str, name: str) -> bool:
        """Tell whether the title of a field says more of the record that it names than its kind does."""
        entry = self.view.corpus.get(name)
        kinds = (Term(entry.kind.title), PLURALS.get(entry.kind.name)) if entry else ()
        return self.say(Term(label)) not in [self.say(kind) for kind in kinds if kind]

    def label(self, cell: Cell) -> str:
        """Return what a field is called."""
        return self.say(Term(cell.slot.title))


def _filled(html: str, *values: object) -> Markup:
    """Return HTML with each value, escaped, in its place; ``Markup.format`` takes six times as long."""
    return Markup(html % tuple(map(escape, values)))


def _listed(rows: Iterable[Markup]) -> Markup:
    return _filled('<ul class="lp-list">%s</ul>', Markup("").join(rows))


@lru_cache(maxsize=10_000)
def _time(machine: str, words: str) -> Markup:
    return _filled('<time datetime="%s">%s</time>', machine, words)


@lru_cache(maxsize=1_000)
def _sign(tone: Tone, words: str) -> Markup:
    html = '<span class="lp-status lp-status--%s"><span aria-hidden="true">%s</span> %s</span>'
    return _filled(html, tone.value, _ICONS[tone], words)


@dataclass(frozen=True)
class Heading:
    """A heading that can be linked to."""

    level: int
    id: str
    text: str


_HEADING = re.compile(r'<h([1-6])\b[^>]*?\bid="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)


def headings_in(html: str) -> tuple[Heading, ...]:
    """Return the headings of a page that have an id; their text is plain, not HTML.

    What records say is escaped in it, so that every tag is one of a template.
    """
    return tuple(
        Heading(int(level), id_, " ".join(Markup(inner).striptags().split()))
        for level, id_, inner in _HEADING.findall(html)
    )


_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
_BOX = '<div class="lp-table" role="region" aria-label="%s" tabindex="0"><table role="table">%s</table></div>'


def with_tables_as_ours(html: str, title: str) -> str:
    """Let tables stand as cards on a phone, and scroll by keyboard; each is named by the heading above it."""

    def boxed(table: re.Match[str]) -> str:
        above = headings_in(html[: table.start()])
        name = escape(above[-1].text if above else Markup(title).striptags())
        return _BOX % (name, labelled(table[1]))

    return _TABLE.sub(boxed, html)
