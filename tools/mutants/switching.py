"""Switches a check off in this process: the functions that it is in get other code; no file is written."""

import ast
import gc
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import CodeType, FunctionType

from tools.mutants.checks import Mutant

_Place = tuple[str, int]

Functions = Mapping[_Place, Sequence[FunctionType]]
"""The functions of a file, by name and first line."""


def loaded_functions(path: Path) -> Functions:
    """Return the functions of this process that come from a file."""
    found: dict[_Place, list[FunctionType]] = {}
    for function in gc.get_objects():
        if isinstance(function, FunctionType) and function.__code__.co_filename == str(path):
            found.setdefault(_place(function.__code__), []).append(function)
    return found


def switch_off(tree: ast.Module, mutant: Mutant, path: Path, loaded: Functions) -> None:
    """Change the loaded functions that a check is in; the tree is changed, too."""
    before = dict(_codes(compile(tree, path, "exec")))
    setattr(mutant.owner, mutant.field, mutant.instead)
    after = dict(_codes(compile(ast.fix_missing_locations(tree), path, "exec")))
    changed = [place for place in loaded if before[place] != after[place]]
    if not changed:
        raise LookupError(f"{mutant}: it is in no function that is loaded")
    for place in changed:
        for function in loaded[place]:
            function.__code__ = after[place]


def _codes(code: CodeType) -> Iterator[tuple[_Place, CodeType]]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield _place(inner), inner
            yield from _codes(inner)


def _place(code: CodeType) -> _Place:
    return code.co_qualname, code.co_firstlineno
