"""What fields of records are made of: who may read them, and the exact types of their values.

Titles and descriptions are English source strings for the catalogue. Knows no kind of record.
"""

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, ClassVar, Final, Literal, Self, TypeAlias, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, PydanticUndefined
from pydantic_core.core_schema import no_info_after_validator_function

from lpsedocs.findings import Term, Value, say
from lpsedocs.models.conditions import Condition

_D = TypeVar("_D", bound=date)


class Audience(enum.StrEnum):
    """Who may read a field: everybody, the office, or the office only because it names a person.

    The classes follow UU 27/2022 on personal data and what LKPP's own data service masks.
    """

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"


def public(
    title: str, description: str = "", *, default: Any = PydanticUndefined, alias: str | None = None
) -> Any:
    """Return a field that everybody may read."""
    return _field(Audience.PUBLIC, title, description, default, alias)


def internal(
    title: str, description: str = "", *, default: Any = PydanticUndefined, alias: str | None = None
) -> Any:
    """Return a field that only the office edition shows."""
    return _field(Audience.INTERNAL, title, description, default, alias)


def personal(
    title: str, description: str = "", *, default: Any = PydanticUndefined, alias: str | None = None
) -> Any:
    """Return a field that identifies a person; only the office edition shows it."""
    return _field(Audience.PERSONAL, title, description, default, alias)


def _field(audience: Audience, title: str, description: str, default: Any, alias: str | None) -> Any:
    return Field(
        default=default,
        alias=alias,
        title=title,
        description=description or None,
        json_schema_extra={"audience": audience.value},
    )


def audience_of(extra: object) -> Audience:
    """Return the audience that a field's ``json_schema_extra`` carries; unmarked is internal."""
    return (
        Audience(extra["audience"]) if isinstance(extra, dict) and "audience" in extra else Audience.INTERNAL
    )


class Model(BaseModel):
    """A mapping in a record: exact keys, exact types, never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, title=None, defer_build=True)

    conditions: ClassVar[tuple[Condition, ...]] = ()
    """What its keys demand of each other."""

    @model_validator(mode="after")
    def _meets_its_conditions(self) -> Self:
        for condition in self.conditions:
            if trouble := condition.trouble(self, _titles(type(self))):
                raise PydanticCustomError("misfit", trouble.template, {"message": trouble})
        return self

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        written = handler(schema)
        if cls.conditions:
            handler.resolve_ref_schema(written)["allOf"] = [
                condition.schema(_titles(cls)) for condition in cls.conditions
            ]
        return written


@cache
def _titles(model: type[Model]) -> Mapping[str, str]:
    return {name: field.title or name for name, field in model.model_fields.items()}


def misfit(template: str, **values: Value) -> PydanticCustomError:
    """Return the error of a validator; its message travels whole, because pydantic fills templates itself."""
    return PydanticCustomError("misfit", template, {"message": say(template, **values)})


@dataclass(frozen=True)
class Refers:
    """Marks a field that holds the id of something else; ``to`` are names of kinds, or ``person``."""

    to: tuple[str, ...]


@dataclass(frozen=True)
class Pattern:
    """A text of a certain form; ``due`` says in words which, with an example."""

    pattern: str
    due: str

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        form = re.compile(self.pattern, re.ASCII)

        def fits(value: str) -> str:
            if not form.fullmatch(value):
                raise misfit("{value} is not {due}", value=shown(value), due=Term(self.due))
            return value

        return no_info_after_validator_function(fits, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(schema), "pattern": f"^(?:{self.pattern})$", "due": self.due}


FIRST_YEAR: Final = 1945
LAST_YEAR: Final = 2200
"""What lies outside is a slip of the pen; inside, deadlines can be counted from every day."""

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ISO_MOMENT = re.compile(r"(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})Z", re.ASCII)
_MONEY = re.compile(r"\d{1,15}\.\d{2}", re.ASCII)
_EXACT = re.compile(r"\d{1,9}(\.\d{1,9})?", re.ASCII)


def _parse_day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return _in_range(_written_day(value))


def _in_range(value: _D) -> _D:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise misfit(
            "{value} lies outside of the years {first} to {last}",
            value=value.isoformat()[:10],
            first=str(FIRST_YEAR),
            last=str(LAST_YEAR),
        )
    return value


def _written_day(value: object) -> date:
    if not isinstance(value, str) or not _ISO_DAY.fullmatch(value):
        raise misfit("{value} is no date; a date is written as 2026-01-31", value=shown(value))
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise misfit("there is no day {value} in the calendar", value=value) from None


def _parse_moment(value: object) -> datetime:
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not (match := _ISO_MOMENT.fullmatch(value)):
        raise misfit("{value} is no moment; a moment is written as 2026-01-31T08:15:20Z", value=shown(value))
    year, month, day, hour, minute, second = map(int, match.groups())
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        raise misfit("there is no moment {value} in the calendar", value=value) from None
    return _in_range(moment)


def _parse_money(value: object) -> Decimal:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**15:
        return Decimal(value)
    if isinstance(value, str) and _MONEY.fullmatch(value):
        return Decimal(value)
    raise misfit(
        "an amount is whole rupiah without dots (150000000), or with sen in quotes "
        '("722034580.57"); {value} is neither',
        value=shown(value),
    )


def _parse_exact(value: object) -> Decimal:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9:
        return Decimal(value)
    if isinstance(value, str) and _EXACT.fullmatch(value):
        return Decimal(value)
    raise misfit('a number is whole, or a decimal in quotes ("2.75"); {value} is neither', value=shown(value))


def shown(value: object) -> str:
    """Return a value as a message may quote it: short, on one line, as YAML has it."""
    match value:
        case str():
            text = repr(value[:60])
        case bool():
            text = str(value).lower()
        case int() if value.bit_length() > 200:
            text = hex(value)
        case None | dict() | list() | tuple():
            text = "null" if value is None else "{...}" if isinstance(value, dict) else "[...]"
        case _:
            text = str(value)
    return text if len(text) <= 60 else text[:57] + "..."


# What stands in a pattern means the same in JSON Schema: no flags, no \s, which knows other blanks there.
_BLANKS = r" \t\n\r\f\v"
Text: TypeAlias = Annotated[str, Pattern(rf"[\s\S]*[^{_BLANKS}][\s\S]*", "a text with something to read")]
# A schema can't count days, but it can spell out the calendar between FIRST_YEAR and LAST_YEAR.
_YEAR = "(?:19(?:4[5-9]|[5-9][0-9])|2[01][0-9]{2}|2200)"
_LEAP_YEAR = (
    "(?:19(?:48|[579][26]|[68][048])|20(?:[02468][048]|[13579][26])|21(?:0[48]|[2468][048]|[13579][26]))"
)
_CALENDAR = (
    f"(?:{_YEAR}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    f"|02-(?:0[1-9]|1[0-9]|2[0-8]))|{_LEAP_YEAR}-02-29)"
)
_CLOCK = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"

Day: TypeAlias = Annotated[
    date,
    BeforeValidator(_parse_day),
    WithJsonSchema(
        {
            "type": "string",
            "format": "date",
            "pattern": f"^{_CALENDAR}$",
            "due": say("a day of the calendar, written as 2026-01-31"),
        }
    ),
]
Moment: TypeAlias = Annotated[
    datetime,
    BeforeValidator(_parse_moment),
    WithJsonSchema(
        {
            "type": "string",
            "format": "date-time",
            "pattern": f"^{_CALENDAR}T{_CLOCK}Z$",
            "due": say("a moment, written as 2026-01-31T08:15:20Z"),
        }
    ),
]
_AMOUNT = say('whole rupiah without dots (150000000), or with sen in quotes ("722034580.57")')
Money: TypeAlias = Annotated[
    Decimal,
    BeforeValidator(_parse_money),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 0, "exclusiveMaximum": 10**15, "due": _AMOUNT},
                {"type": "string", "pattern": r"^[0-9]{1,15}\.[0-9]{2}$", "due": _AMOUNT},
            ]
        }
    ),
]
_NUMBER = say('a whole number, or a decimal in quotes ("2.75")')
Exact: TypeAlias = Annotated[
    Decimal,
    BeforeValidator(_parse_exact),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 0, "exclusiveMaximum": 10**9, "due": _NUMBER},
                {"type": "string", "pattern": r"^[0-9]{1,9}(\.[0-9]{1,9})?$", "due": _NUMBER},
            ]
        }
    ),
]
Year: TypeAlias = Annotated[int, Field(ge=1900, le=2999)]
Count: TypeAlias = Annotated[int, Field(ge=0, le=10**9)]
_RECORD_ID = r"[A-Z]{3}-[0-9]{3,9}|[A-Z]{3}-[0-9]{4}-[0-9A-Z]{1,40}"
_ENGAGEMENT = r"SUP-[0-9]{3,9}/[0-9]{4}-[0-9]{1,9}"
_ID = Pattern(_RECORD_ID, "an id such as KEB-2026-001 or SUP-001")

Digest: TypeAlias = Annotated[str, Pattern("[0-9a-f]{64}", "a SHA-256 of 64 small hexadecimal digits")]
CommitId: TypeAlias = Annotated[
    str, Pattern("[0-9a-f]{40}|[0-9a-f]{64}", "a commit id of 40 or 64 small hexadecimal digits")
]
RepositoryId: TypeAlias = Annotated[
    str, Pattern("[0-9a-f]{32}", "a repository id of 32 small hexadecimal digits")
]
Slug: TypeAlias = Annotated[
    str, Pattern("[a-z][a-z0-9_]*", "a short name of small letters, digits and underscores")
]
Npwp: TypeAlias = Annotated[
    str, Pattern("[0-9]{15,16}", "a tax number (NPWP) of 15 or 16 digits, without dots")
]
Nib: TypeAlias = Annotated[str, Pattern("[0-9]{13}", "a business number (NIB) of 13 digits")]
KodeRup: TypeAlias = Annotated[str, Pattern("[0-9]{8}", "a RUP code of 8 digits")]
PostalCode: TypeAlias = Annotated[str, Pattern("[0-9]{5}", "a postal code of 5 digits")]
Email: TypeAlias = Annotated[
    str,
    Pattern(
        rf"[^{_BLANKS}@<>]+@[^{_BLANKS}@<>]+\.[^{_BLANKS}@<>]+",
        "an e-mail address such as lpse@provcontoh.example",
    ),
]
WebAddress: TypeAlias = Annotated[
    str, Pattern(rf"https?://[^{_BLANKS}<>\x22']+", "a web address that begins with https:// or http://")
]
AttachmentPath: TypeAlias = Annotated[
    str,
    Pattern(
        r"attachments/[A-Za-z0-9-]+(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+",
        "a path such as attachments/SUP-001/bast.pdf, of letters, digits, dots, underscores and hyphens",
    ),
]
EngagementId: TypeAlias = Annotated[str, Pattern("[0-9]{4}-[0-9]{1,9}", "an engagement id such as 2026-1")]
EngagementReference: TypeAlias = Annotated[
    str, Pattern(_ENGAGEMENT, "an engagement such as SUP-001/2026-1"), Refers(("engagement",))
]
PersonId: TypeAlias = Annotated[
    str,
    Pattern("[a-z][a-z0-9-]*", "a person's id of small letters, digits and hyphens"),
    Refers(("person",)),
]
AssetId: TypeAlias = Annotated[str, _ID, Refers(("asset",))]
RequirementId: TypeAlias = Annotated[str, _ID, Refers(("requirement",))]
KakId: TypeAlias = Annotated[str, _ID, Refers(("kak",))]
ProposalId: TypeAlias = Annotated[str, _ID, Refers(("proposal",))]
SupplierId: TypeAlias = Annotated[str, _ID, Refers(("supplier",))]
InspectionId: TypeAlias = Annotated[str, _ID, Refers(("inspection",))]
FormId: TypeAlias = Annotated[str, _ID, Refers(("form",))]
DecidedId: TypeAlias = Annotated[str, _ID, Refers(("evaluation", "kak"))]
FiledId: TypeAlias = Annotated[str, _ID, Refers(("evaluation", "requirement", "kak", "proposal"))]
OriginId: TypeAlias = Annotated[
    str,
    Pattern(
        f"{_RECORD_ID}|{_ENGAGEMENT}", "an evaluation, a requirement, or an engagement such as SUP-002/2026-1"
    ),
    Refers(("evaluation", "requirement", "engagement")),
]
RecordId: TypeAlias = Annotated[str, _ID]
"""Any record's id; which kind is due depends on where it stands."""


def own_id(pattern: str, example: str) -> Pattern:
    """Return the form of a record's own id; the example is an id, not a sentence."""
    return Pattern(pattern, f"an id such as {example}")


class Act(Model):
    """Who did something, and on which day; one step of a procedure rests on it."""

    by: PersonId = personal("By", "The person who acted, by the id in the roster.")
    date: Day = public("Date", "The day of the act, as 2026-01-31.")


class Sending(Act):
    """An act that hands something to a person."""

    to: PersonId = personal("To", "The person who received it, by the id in the roster.")


def no_earlier(ends: date | None, begins: date | None) -> date | None:
    """Return the end of a time; raises a misfit where it lies before the beginning."""
    if ends is not None and begins is not None and ends < begins:
        raise misfit("it ends on {ends}, before it begins on {begins}", ends=ends, begins=begins)
    return ends


class Span(Model):
    """Days that something holds; both ends lie inside, and the end may be open."""

    from_: Day = public("From", "The first day.", alias="from")
    until: Day | None = public("Until", "The last day, included.", default=None)

    @field_validator("until")
    @classmethod
    def _ends_after_it_begins(cls, until: date | None, info: ValidationInfo) -> date | None:
        return no_earlier(until, info.data.get("from_"))

    def holds_on(self, day: date) -> bool:
        """Tell whether the day lies inside."""
        return self.from_ <= day and (self.until is None or day <= self.until)


class Period(Span):
    """Days from the first to the last, both inside."""

    until: Day = public("Until", "The last day, included.")


class Attachment(Model):
    """A file under ``records/attachments`` that a record cites by its SHA-256."""

    kind: Text = public("Kind of file", "What the file is, for example laporan.")
    file: AttachmentPath = public(
        "File", "The path under records/, for example attachments/EVL-2026-001/laporan.pdf."
    )
    sha256: Digest = public("SHA-256", "The digest of the file's bytes; the command attach writes it.")
    audience: Literal["internal", "public"] = public("Audience", "Who may read the file.", default="internal")
