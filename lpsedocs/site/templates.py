"""The templates of pages: those that lpsedocs brings, each of which a workspace may replace with its own.

Escapes every value; what a record says is never a template.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined
from jinja2.exceptions import TemplateError, TemplateSyntaxError
from jinja2.loaders import ChoiceLoader
from jinja2.runtime import Context

from lpsedocs.findings import Refusal, say
from lpsedocs.site.html import Writer
from lpsedocs.site.tables import labelled
from lpsedocs.site.view import View

FOLDER = "templates"
"""The folder of a workspace whose files come before those of the same name here."""

_PACKAGE = "lpsedocs.templates"
THEME = Path(str(resources.files(_PACKAGE).joinpath("theme")))
"""The pages of the theme that are ours."""


class PlainContext(Context):
    """Calls what a template calls.

    Jinja looks each time whether it asks for the context as well, which nothing does that templates have
    here; of a page of many cells that is a tenth of the time.
    """

    def call(self, called: Callable[..., Any], /, *args: Any, **values: Any) -> Any:
        """Return what the call returns; what Jinja adds for the context is left out."""
        values.pop("_loop_vars", None)
        values.pop("_block_vars", None)
        return called(*args, **values)


@dataclass(frozen=True)
class Templates:
    """The templates of one workspace."""

    environment: Environment
    folder: Path | None
    """Where the workspace has its own."""

    def render(self, name: str, view: View, here: str, values: Mapping[str, object]) -> str:
        """Return the HTML of a page at an address."""
        writer = Writer(view, here)
        given = {
            **values,
            "view": view,
            "w": writer,
            "show": writer.show,
            "link": writer.link,
            "url": writer.url,
            "_": writer.say,
        }
        try:
            return self.environment.get_template(name).render(given)
        except TemplateSyntaxError as error:
            place = f"{error.name}:{error.lineno}"
            raise Refusal(
                say("the template {place} can't be read: {reason}", place=place, reason=error.message or "")
            ) from error
        except TemplateError as error:
            raise Refusal(
                say("the template {name} can't be filled in: {reason}", name=name, reason=error.message or "")
            ) from error

    def asset(self, name: str) -> str:
        """Return the text of a style sheet or a script."""
        own = self.folder / name if self.folder else None
        if own is not None and own.is_file():
            return own.read_text("utf-8")
        return resources.files(_PACKAGE).joinpath(name).read_text("utf-8")


def templates_of(workspace: Path | None) -> Templates:
    """Return the templates for a workspace, or only those that lpsedocs brings."""
    folder = workspace / FOLDER if workspace else None
    loaders: list[BaseLoader] = [PackageLoader(_PACKAGE, "")]
    if folder is not None and folder.is_dir():
        loaders.insert(0, FileSystemLoader(folder))
    environment = Environment(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.context_class = PlainContext
    environment.filters["labelled"] = labelled
    return Templates(environment, folder)
