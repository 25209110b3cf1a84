"""lpsedocs roster: its commands, and what they share."""

import click

from lpsedocs.cli._deciding import How, commit_options
from lpsedocs.cli.roster._changing import Changing
from lpsedocs.cli.roster._ending import end_key, revoke_key
from lpsedocs.cli.roster._entering import add_account, add_key, add_person
from lpsedocs.cli.roster._roles import add_role, end_role
from lpsedocs.deciding.unsent import ROSTER_CHANGE


@click.group()
def command() -> None:
    """Change who may do what: people, keys, roles, and acting heads (Plh., Plt.).

    Each command writes records/roster.yaml, with its comments kept, and says whose commit makes the change
    count; with --commit it makes that commit, signed and of nothing else. 'roster commit' commits what was
    written before.

    \b
    Examples:
      lpsedocs roster add-person sinta --name "Sinta Seandainya, S.E." --position "Kepala Bagian" \\
          --email sinta@provcontoh.example --ssh sinta.pub
      lpsedocs roster add-role sinta kepala_lpse --acting plh --from 2026-04-13 --until 2026-04-24 \\
          --basis "SP 800.1.11/017/2026" --commit
      lpsedocs roster end-key SHA256:oXRwb0AQkHgalC7/vPPAmBT3KgyVl/IN4WIhfjL8SAM --until 2026-05-31
      lpsedocs roster revoke-key tia --reason hilang
    """


@click.command("commit")
@commit_options
@click.pass_context
def commit_command(ctx: click.Context, how: How) -> None:
    """Commit what was written into the roster before, signed with your key, and nothing else.

    \b
    Examples:
      lpsedocs roster commit
      lpsedocs roster commit --push
    """
    Changing(ctx, how, lambda _: (), {ROSTER_CHANGE: None}).run(commits=True)


for _one in (add_account, add_key, add_person, add_role, commit_command, end_key, end_role, revoke_key):
    command.add_command(_one)
