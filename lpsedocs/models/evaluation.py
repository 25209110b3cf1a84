"""Lembar Evaluasi Pendukung Layanan: scores, result and recommendation (SOP 3.2, 3.3)."""

from typing import Annotated, Literal

from pydantic import Discriminator, Tag

from lpsedocs.models.conditions import ExactlyOne, Needed, When
from lpsedocs.models.fields import (
    Act,
    Attachment,
    AttachmentPath,
    Day,
    EngagementId,
    FormId,
    InspectionId,
    Model,
    Pattern,
    Period,
    Sending,
    Slug,
    SupplierId,
    Text,
    internal,
    own_id,
    public,
)
from lpsedocs.models.form import Score

NotRatedReason = Literal["tidak_ada_kejadian", "data_tidak_tersedia", "tidak_berlaku"]
RecommendationWord = Literal["lanjut", "pembinaan", "perpanjangan", "pergantian", "tidak_dilanjutkan"]
ShownScore = Annotated[
    str, Pattern(r"[0-9]{1,4}\.[0-9]{2}", "a score with two decimals in quotes, such as 3.14")
]


class EvidenceFile(Model):
    """Evidence that is a file of this record."""

    text: Text = internal("Evidence", "What the file shows.")
    attachment: AttachmentPath = internal("File", "The path of one of this record's attachments.")


def _shape_of_evidence(value: object) -> str:
    return "<file>" if isinstance(value, dict | EvidenceFile) else "<text>"


Evidence = Annotated[
    Annotated[Text, Tag("<text>")] | Annotated[EvidenceFile, Tag("<file>")], Discriminator(_shape_of_evidence)
]


class CriterionScore(Model):
    """The score of one criterion, or why it has none."""

    conditions = (ExactlyOne(("score", "not_rated")),)

    criterion: Slug = internal("Criterion", "The id of a criterion of the form.")
    score: Score | None = internal("Score", "A score of the form's scale.", default=None)
    not_rated: NotRatedReason | None = internal("Not rated", "Why there is no score.", default=None)
    evidence: Evidence | None = internal("Evidence", "Where the score comes from.", default=None)
    note: Text | None = internal("Note", "What else there is to say about the score.", default=None)
    reason: Text | None = internal("Reason", "Why it is not rated.", default=None)


class Termination(Model):
    """The engagement was ended through the provider's fault."""

    engagement: EngagementId = internal("Engagement", "The engagement that was ended, for example 2026-1.")
    date: Day = internal("Date", "The day on which it was ended.")
    reason: Text = internal("Reason", "Which fault of the provider ended it.")


class EvaluationResult(Model):
    """The result as it is signed; a rule computes it anew."""

    score: ShownScore | None = internal(
        "Score", "Two decimals, cut and never rounded up; null when not rated.", default=None
    )
    band: Slug = internal("Band", "The id of a band of the form, or tidak_dinilai.")


class Action(Model):
    """Something the supplier or the office must do."""

    what: Text = internal("What is to be done", "The action in a few words.")
    by: Text = internal("By whom", "The supplier, or a person's id.")
    due: Day = internal("Due", "The day by which it is to be done.")


class Evaluation(Model):
    """The evaluation of one supplier over one period."""

    conditions = (Needed(("inspection", "result", "recommendation"), (When("submissions"),)),)

    id: Annotated[str, own_id("EVL-[0-9]{4}-[0-9]{3,9}", "EVL-2026-001")] = public(
        "Id", "The id, which is also the file's name."
    )
    supplier: SupplierId = public("Supplier", "Who was evaluated, by the id on the list.")
    supplier_name: Text = public("Supplier's name", "As on the list on the day of the evaluation.")
    engagements: tuple[EngagementId, ...] = public("Engagements", "Those that were evaluated.", default=())
    form: FormId = public("Form", "The version of the evaluation form.")
    period: Period = public("Period", "The time that is evaluated.")
    inspection: InspectionId | None = internal(
        "Inspection", "The inspection it rests on; needed to submit.", default=None
    )
    evaluated: Act = internal("Evaluated", "Step 3.2: who did it, and when, in the current round.")
    scores: tuple[CriterionScore, ...] = internal(
        "Scores", "One entry for each criterion of the form.", default=()
    )
    terminated: Termination | None = internal(
        "Terminated", "Ended by the provider's fault; then no scores are needed.", default=None
    )
    result: EvaluationResult | None = internal(
        "Result", "Written when it is submitted; computed anew by a rule.", default=None
    )
    findings: Text | None = internal("Findings", "Strengths, weaknesses and open points.", default=None)
    recommendation: RecommendationWord | None = internal(
        "Recommendation", "What the Pengelola recommends to do with the engagement.", default=None
    )
    reason: Text | None = internal("Reason", "Why, where the form or a rule asks for it.", default=None)
    actions: tuple[Action, ...] = internal("Actions", "For pembinaan.", default=())
    supplier_response: Text | None = internal(
        "The supplier's response", "What the supplier answered before the decision.", default=None
    )
    submissions: tuple[Sending, ...] = internal(
        "Submissions", "Steps 3.2 and 3.3: one entry a round.", default=()
    )
    attachments: tuple[Attachment, ...] = internal("Attachments", "Enclosed files.", default=())

    @property
    def evaluators(self) -> frozenset[str]:
        """Who made or submitted it, and so never decides it."""
        return frozenset({self.evaluated.by, *(submission.by for submission in self.submissions)})
