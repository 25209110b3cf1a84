"""lpsedocs completion."""

from typing import Final

import click
from click.shell_completion import ShellComplete, get_completion_class

from lpsedocs.cli import group, language_of
from lpsedocs.findings import say

_SHELLS: Final = {"bash": "~/.bashrc", "zsh": "~/.zshrc", "fish": "~/.config/fish/completions/lpsedocs.fish"}
"""Each shell, and the file that it reads when it starts."""
_ASKS: Final = {
    "bash": "bash_complete $1",
    "zsh": "zsh_complete lpsedocs",
    "fish": "COMP_CWORD=(commandline -t) lpsedocs",
}
"""How the script of each shell asks the program; it asks this command."""


@click.command()
@click.argument("shell", type=click.Choice(sorted(_SHELLS)))
@click.option("--answer", is_flag=True, hidden=True)
@click.pass_context
def command(ctx: click.Context, shell: str, answer: bool) -> None:  # noqa: FBT001  # the script's way to ask
    """Print a script that lets the shell complete commands, options and records' ids.

    \b
    Examples:
      lpsedocs completion bash >> ~/.bashrc
      lpsedocs completion zsh >> ~/.zshrc
      lpsedocs completion fish > ~/.config/fish/completions/lpsedocs.fish
    """
    completion_class = get_completion_class(shell)
    assert completion_class is not None
    completion = completion_class(group, {}, "lpsedocs", "_LPSEDOCS_COMPLETE")
    if answer:
        click.echo(completion.complete())
        return
    language = language_of(ctx)
    told = say("to install it, add these lines to {file} and open a new terminal", file=_SHELLS[shell])
    click.echo(f"# {language.say(told)}")
    click.echo(script(completion, shell))


def script(completion: ShellComplete, shell: str) -> str:
    """Return the shell's script, in which the program is asked through this command."""
    asked = _ASKS[shell]
    return completion.source().strip().replace(asked, f"{asked} completion {shell} --answer") + "\n"
