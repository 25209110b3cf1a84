"""Records for change: new values in the text as somebody wrote it, a canonical layout, files written whole.

Whatever stands around a change stays byte for byte; what is written is first read back.
"""

from lpsedocs.editing.annotating import annotated, drafted
from lpsedocs.editing.files import (
    Rewrite,
    add_to_tree,
    create,
    create_tree,
    others_in_tree,
    replace,
    rewrite,
    writable_place,
)
from lpsedocs.editing.layout import canonical
from lpsedocs.editing.renumbering import Renumbering, renumbering
from lpsedocs.editing.splicing import Append, Change, Put, edited

__all__ = [
    "Append",
    "Change",
    "Put",
    "Renumbering",
    "Rewrite",
    "add_to_tree",
    "annotated",
    "canonical",
    "create",
    "create_tree",
    "drafted",
    "edited",
    "others_in_tree",
    "renumbering",
    "replace",
    "rewrite",
    "writable_place",
]
