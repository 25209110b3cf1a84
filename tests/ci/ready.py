"""lpsedocs as a program that is loaded already: each call is a fork of a process that waits for calls.

A pipeline calls lpsedocs four to six times, and most of the time of a call is the start of Python and the
loading of modules. What runs is the program's own ``main``, in a process of its own, with the arguments, the
environment, the folder and the open files of whoever calls. tests/ci/test_install.py starts it as people do.
"""

import gc
import importlib
import io
import json
import os
import pkgutil
import select
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from pathlib import Path

import lpsedocs.cli
from tests.ci.offices import clean_environment
from tests.shell import ROOT

_PROGRAM = """\
#!{python} -IS
import json, os, socket, sys
with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as waiting:
    waiting.connect({address!r})
    call = json.dumps([sys.argv[1:], dict(os.environ), os.getcwd()])
    socket.send_fds(waiting, [call.encode()], [0, 1, 2])
    sys.exit(int(waiting.recv(16)))
"""
_LARGEST = 1 << 18
"""So many bytes a call has at most; a socket takes no more at once."""


@contextmanager
def ready_program(folder: Path) -> Iterator[Path]:
    """Give the path of a program in that folder that does what lpsedocs does, sooner."""
    program, address = folder / "lpsedocs", str(folder / "s")
    program.write_text(_PROGRAM.format(python=sys.executable, address=address))
    program.chmod(0o755)
    environment = {**clean_environment(folder), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", __name__, address]
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        yield program
        # It ends when nobody can call any more, however the tests end.
        process.stdin.close()


def _wait_for_calls(address: str) -> None:
    for module in pkgutil.walk_packages(lpsedocs.cli.__path__, "lpsedocs.cli."):
        importlib.import_module(module.name)
    # Models and rules are made ready when they are first used.
    with redirect_stdout(io.StringIO()):
        lpsedocs.cli.main(["--root", str(ROOT), "check"])
    gc.freeze()
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as server:
        server.bind(address)
        server.listen()
        os.write(sys.stdout.fileno(), b"ready\n")
        while server in select.select([server, sys.stdin], [], [])[0]:
            call, _ = server.accept()
            with call:
                if os.fork() == 0:
                    server.close()
                    _answer(call)
            _bury()


def _answer(call: socket.socket) -> None:
    """Run the program, and tell its exit code once it has ended."""
    message, files, _, _ = socket.recv_fds(call, _LARGEST, 3)
    program = os.fork()
    if program:
        code = os.waitstatus_to_exitcode(os.waitpid(program, 0)[1])
        with suppress(BrokenPipeError):  # from whoever was stopped meanwhile
            call.send(str(code if code >= 0 else 128 - code).encode())
        os._exit(0)
    arguments, environment, folder = json.loads(message)
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.exit(lpsedocs.cli.main(arguments))


def _bury() -> None:
    """Take note of the calls that have ended."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return


if __name__ == "__main__":
    _wait_for_calls(sys.argv[1])
