"""The SOP as data, and what records show against it, step by step.

Takes records as values with the SHA-256 of their bytes. Knows nothing of files, of git or of a language.
"""

from lpsedocs.procedures.acts import CITED, Said, Written, acts_in, written_in
from lpsedocs.procedures.monitoring import (
    EvaluationFile,
    InspectionFile,
    left_out,
    replay_evaluation,
    replay_inspection,
)
from lpsedocs.procedures.procurement import ProcurementFile, replay_procurement
from lpsedocs.procedures.replay import Act, Held, Progress, Skip, State, StepProgress
from lpsedocs.procedures.sop import PROCEDURES, Branch, Procedure, Step, step
from lpsedocs.procedures.supplier_list import ListFile, replay_list

__all__ = [
    "CITED",
    "PROCEDURES",
    "Act",
    "Branch",
    "EvaluationFile",
    "Held",
    "InspectionFile",
    "ListFile",
    "Procedure",
    "ProcurementFile",
    "Progress",
    "Said",
    "Skip",
    "State",
    "Step",
    "StepProgress",
    "Written",
    "acts_in",
    "left_out",
    "progress",
    "step",
    "written_in",
]


def progress(file: ProcurementFile | ListFile | InspectionFile | EvaluationFile) -> Progress:
    """Return what a file shows against its procedure; contradictions give an answer, never an error."""
    match file:
        case ProcurementFile():
            return replay_procurement(file)
        case ListFile():
            return replay_list(file)
        case InspectionFile():
            return replay_inspection(file)
        case EvaluationFile():
            return replay_evaluation(file)
