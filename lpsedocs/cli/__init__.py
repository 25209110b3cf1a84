"""The command line: one module a command, found by its place and loaded when it is called.

A command's module has ``command``, a click command whose help texts are English source strings; they are
shown in the language of the user. Exit codes: 0 clean, 1 errors found, 2 wrong use, 3 can't verify, or a
fault of lpsedocs itself.
"""

import ast
import copy
import importlib
import importlib.util
import inspect
import os
import pkgutil
import platform
import sys
import traceback
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from importlib.abc import InspectLoader
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import click
from click.shell_completion import CompletionItem

from lpsedocs import __version__
from lpsedocs.cli._paths import PathType
from lpsedocs.cli._stopping import Declined, Stopped, stoppable
from lpsedocs.findings import Refusal, Term, say
from lpsedocs.language import Language, chosen_language, gettext_as_before, said_in_gettext, speak_in_gettext

if TYPE_CHECKING:
    from lpsedocs.workspace import Workspace

_MODULES = {
    module.name.rstrip("_").replace("_", "-"): module.name
    for module in pkgutil.iter_modules(__path__)
    if not module.name.startswith("_")
}


class Commands(click.Group):
    """The group of all commands: a command's module is imported when it is called or described."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in alphabetical order."""
        return sorted(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, with its help in the language of the user."""
        if cmd_name not in _MODULES:
            return None
        module = importlib.import_module(f"{__name__}.{_MODULES[cmd_name]}")
        return _spoken(module.command, cmd_name, language_of(ctx))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands and options that begin so."""
        named = [
            CompletionItem(name, help=_listed(name, language_of(ctx)).get_short_help_str())
            for name in self.list_commands(ctx)
            if name.startswith(incomplete)
        ]
        return [*named, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command is for."""
        listed = {name: _listed(name, language_of(ctx)) for name in self.list_commands(ctx)}
        click.Group(commands=listed).format_commands(ctx, formatter)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the language of the user."""
        click.Group.format_help(cast("Commands", _spoken(self, self.name, language_of(ctx))), ctx, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; an unknown one is answered with the nearest name."""
        name = args[0]
        if name in _MODULES or name.startswith("-"):
            return super().resolve_command(ctx, args)
        near = get_close_matches(name, _MODULES, 1)
        message = (
            say("there is no command '{name}'; did you mean '{near}'?", name=name, near=near[0])
            if near
            else say("there is no command '{name}'; 'lpsedocs --help' lists them", name=name)
        )
        raise click.UsageError(language_of(ctx).say(message), ctx)


def _listed(name: str, language: Language) -> click.Command:
    """Return a command as a list has it, out of the text of its module: importing all of them takes long."""
    found = importlib.util.find_spec(f"{__name__}.{_MODULES[name]}")
    assert found is not None
    assert isinstance(found.loader, InspectLoader)
    statements = ast.parse(found.loader.get_source(found.name) or "").body
    [command] = [node for node in statements if isinstance(node, ast.FunctionDef) and node.name == "command"]
    return click.Command(name, help=language.text(ast.get_docstring(command) or ""))


def _spoken(command: click.Command, name: str | None, language: Language) -> click.Command:
    spoken = copy.copy(command)
    spoken.name = name
    # Docstrings come dedented from Python 3.13 on; the catalogue has them so.
    spoken.help = language.text(inspect.cleandoc(command.help)) if command.help else None
    spoken.add_help_option = False
    spoken.params = [_spoken_parameter(parameter, language) for parameter in [*command.params, _HELP]]
    if isinstance(command, click.Group) and isinstance(spoken, click.Group):
        spoken.commands = {n: _spoken(c, n, language) for n, c in command.commands.items()}
    return spoken


def _spoken_parameter(parameter: click.Parameter, language: Language) -> click.Parameter:
    if not isinstance(parameter, click.Option) or not parameter.help:
        return parameter
    spoken = copy.copy(parameter)
    spoken.help = language.text(parameter.help)
    return spoken


def _show_help(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001  # click's signature
    if value and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()


_HELP = click.Option(
    ["-h", "--help"],
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_help,
    help="Show this message and exit.",
)


@click.group(cls=Commands, context_settings={"max_content_width": 100})
@click.version_option(__version__, message="lpsedocs %(version)s", help="Show the version.")
@click.option("--lang", type=click.Choice(["id", "en"]), is_eager=True, help="Language of messages.")
@click.option(
    "--root",
    is_eager=True,
    type=PathType(exists=True, file_okay=False, path_type=Path),
    help="The workspace; by default the one that this directory lies in.",
)
def group(lang: str | None, root: Path | None) -> None:
    """Keep the supplier records of an LPSE by its SOP.

    \b
    Examples:
      lpsedocs init my-office              make a new workspace
      lpsedocs check                       check every record
      lpsedocs status --role kepala_lpse   what waits for the Kepala LPSE
    """


def language_of(ctx: click.Context) -> Language:
    """Return the language that this run speaks; settled once."""
    root = ctx.find_root()
    if root.obj is None:
        option = root.params.get("lang")
        root.obj = _office_language(root, option) or chosen_language(option, os.environ, None)
        speak_in_gettext(root.obj)
    return cast("Language", root.obj)


def workspace_of(ctx: click.Context) -> "Workspace":
    """Return the workspace that the command works in; refuses a place outside of any."""
    # Reading records takes pydantic, which 'lpsedocs --version' and '--help' elsewhere needn't wait for.
    from lpsedocs.workspace import find_workspace

    return find_workspace(ctx.find_root().params.get("root") or Path.cwd())


def _office_language(root: click.Context, option: str | None) -> Language | None:
    if option or os.environ.get("LPSEDOCS_LANG"):
        return None
    # Reading a file takes a parser, which 'lpsedocs --version' needn't wait for.
    from lpsedocs.place import find_place, language_at

    try:
        place = find_place(root.params.get("root") or Path.cwd())
        return chosen_language(option, os.environ, language_at(place))
    except Refusal:
        return None


def _lang_in(arguments: Sequence[str]) -> str | None:
    """Return what --lang says among the options before the command."""
    rest = iter(arguments)
    for argument in rest:
        name, is_joined, value = argument.partition("=")
        if not name.startswith("-"):
            break
        if name in ("--lang", "--root") and not is_joined:
            value = next(rest, "")
        if name == "--lang":
            return value
    return None


def _wanted_colours(environment: Mapping[str, str]) -> bool | None:
    """Return whether the user wants colours; None leaves it to where the output goes."""
    is_unwanted = environment.get("NO_COLOR") or environment.get("TERM") == "dumb"
    return False if is_unwanted else None


def _open_what_is_closed() -> None:
    """Give a standard stream that is closed nothing to read, and nowhere to write; so git has it, too.

    Else the next file that is opened takes its number, and is taken for it.
    """
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # has the lowest free number
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115  # until the end


_OWN_FAULT: Final = Term("this is a fault of lpsedocs itself; please report it with the lines above")


_BROKEN_OFF: Final = 130
"""As a shell has it of a command that Ctrl-C ended."""
_UNREAD: Final = 141
"""As a shell has it of a command that SIGPIPE ended."""


def _spoken_in(context: click.Context | None, beforehand: Language) -> Language:
    return language_of(context) if context else beforehand


@gettext_as_before()
def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the exit code; what goes wrong is said in one sentence."""
    _open_what_is_closed()
    given = list(sys.argv[1:] if arguments is None else arguments)
    context: click.Context | None = None
    # What is wrong with the options before the command is told before any of them is known.
    beforehand = chosen_language(_lang_in(given), os.environ, None)
    speak_in_gettext(beforehand)
    try:
        colours = _wanted_colours(os.environ)
        with stoppable(), group.make_context("lpsedocs", given, color=colours) as context:
            group.invoke(context)
            return 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except Stopped as stopped:
        return stopped.code
    except Declined as declined:
        click.echo(_spoken_in(context, beforehand).say(declined.message))
        return _BROKEN_OFF
    except click.Abort:
        # Every question comes before the first change.
        click.echo()
        click.echo(_spoken_in(context, beforehand).say(say("nothing was changed")))
        return _BROKEN_OFF
    except KeyboardInterrupt:
        click.echo(err=True)
        return _BROKEN_OFF
    except click.ClickException as error:
        error.show()
        return 2
    except Refusal as refusal:
        told = _spoken_in(context, beforehand).say(refusal.message)
        click.echo(f"lpsedocs: {told}", err=True)
        return 2
    except BrokenPipeError:
        # Whoever read our output has seen enough; nothing more may be written, at exit neither. What was to
        # be done may not be done yet, which only the exit code can tell: that of a program without a reader.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _UNREAD
    except OSError as error:
        why = said_in_gettext(error.strerror or str(error))
        # What goes wrong with something that is open already, such as the output, has no name.
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"lpsedocs: {where}{why}", err=True)
        return 2
    except Exception:  # noqa: BLE001  # our own fault: say so, with what a report needs
        traceback.print_exc()
        versions = f"lpsedocs {__version__}, Python {platform.python_version()}, {platform.platform()}"
        click.echo(f"lpsedocs: {said_in_gettext(_OWN_FAULT.text)} ({versions})", err=True)
        return 3
