"""lpsedocs return."""

import click

from lpsedocs.cli._deciding import Deciding, How, Verb, commit_options
from lpsedocs.cli._records import record_argument


@click.command()
@record_argument("record")
@click.option("--note", metavar="TEXT", required=True, help="What is to be mended, and why.")
@commit_options
@click.pass_context
def command(ctx: click.Context, record: str, note: str, how: How) -> None:
    """Send an evaluation or a KAK back, with your own signed commit and a note (SOP 3.4, 1.6).

    The Kepala LPSE asks for another evaluation; the requester, or a Pengguna of his unit, for a better KAK.

    \b
    Examples:
      lpsedocs return EVL-2026-005 --note "Tidak ada tiket, aspek tanggap jangan dinilai 4"
      lpsedocs return KAK-2026-002 --note "Masa berlaku satu tahun, bukan dua"
    """
    verb = Verb("return", {"evaluation": "evaluasi_ulang", "kak": "perlu_perbaikan"})
    Deciding(ctx, verb, (record,), note, how).run()
