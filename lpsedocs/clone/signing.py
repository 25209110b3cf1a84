"""What went wrong where git could not sign, told by what the programs say that sign for it."""

import re
from typing import Final

from lpsedocs.clone.commands import Answer
from lpsedocs.findings import Message, say

_NEXT: Final = tuple(
    (re.compile(said), what_then)
    for said, what_then in (
        # A key on a device says some of what others say, too.
        (
            r"Confirm user presence|device not found",
            say(
                "the hardware key did not sign; plug it in, touch it when it blinks, and give its PIN if it "
                "asks for one"
            ),
        ),
        (
            r"incorrect passphrase|Bad passphrase",
            say(
                "the passphrase of the key was wrong, or nobody could be asked for it; do it again at a "
                "terminal, with the right one"
            ),
        ),
        (
            r"agent refused operation|communication with agent failed",
            say(
                "the ssh-agent did not sign; unlock it, say yes where it asks, or give it the key anew with "
                "'ssh-add FILE'"
            ),
        ),
        (
            r"UNPROTECTED PRIVATE KEY|bad permissions",
            say("others may read the private key, so it is not used; 'chmod 600 FILE' shuts them out"),
        ),
        (
            r"[Nn]o private key found",
            say(
                "the private key is not on this computer, and no ssh-agent has it; go to where it is, or "
                "name the key that is here with 'git config user.signingkey'"
            ),
        ),
        (
            r"No pinentry|Inappropriate ioctl",
            say(
                "gpg has no way to ask for the passphrase; install 'pinentry', and let it know the terminal "
                "with 'export GPG_TTY=$(tty)'"
            ),
        ),
        (
            r"gpg failed to sign",
            say(
                "gpg did not sign: the passphrase was wrong or not given, or there is no way to ask for it; "
                "'echo x | gpg --clearsign' tries it alone and says more"
            ),
        ),
    )
)
"""What to do next, by words of OpenSSH, GnuPG and git; the first that fits."""
_UNSIGNED: Final = say("git could not sign the commit, and nothing was changed")


def unsigned(answer: Answer) -> Message:
    """Say why there is no signature, and what to do where that is known; git's own words come last."""
    for said, what_then in _NEXT:
        if said.search(answer.err):
            return say("{what}: {then} ({why})", what=_UNSIGNED, then=what_then, why=answer.why)
    return say("{what}: {why}", what=_UNSIGNED, why=answer.why)
