"""Finds the checks of a module in its syntax tree, each with the ways to switch it off.

Nobody lists the checks, so that none can be forgotten. A check is a condition (of an ``if``, in a
comprehension, or the answer of a function that says yes or no), each part of an ``and``, an ``or`` or a chain
of comparisons, an ``all`` or ``any``, a call whose answer nobody takes, an error where a function ends, an
error that is caught, a setting that git is given, and each entry of a table that a function returns, such as
git's environment. The default at the end of ``x or ""`` is none.
"""

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

_SETTING: Final = re.compile(r"[a-z]+\.[A-Za-z.]+=\w+")
"""A setting as ``git -c`` takes it."""


@dataclass(frozen=True)
class Mutant:
    """A check, and one way to switch it off: by what stands in a field of the syntax tree in its place."""

    file: str
    function: str
    check: str
    off: str
    place: tuple[int, int]
    """Line and column."""
    lines: range
    owner: ast.AST
    field: str
    instead: Any
    count: int = 1
    """The how manieth it is of the same check in its function, which is switched off in the same way."""

    @property
    def where(self) -> str:
        return f"{self.file} {self.function}"

    @property
    def key(self) -> tuple[str, ...]:
        check = self.check if self.count == 1 else f"{self.check} ({self.count})"
        return self.where, check, self.off

    def __str__(self) -> str:
        return f"{self.file}:{self.lines[0]}: {self.function}: {self.key[1]} | {self.off}"


def mutants_of(tree: ast.Module, file: str) -> Iterator[Mutant]:
    """Find the checks in the functions of a module, each with the ways to switch it off, by their lines."""
    counts: Counter[tuple[str, ...]] = Counter()
    for mutant in sorted(_mutants_of(tree, file), key=lambda mutant: mutant.place):
        counts[mutant.key] += 1
        yield replace(mutant, count=counts[mutant.key])


def _mutants_of(tree: ast.Module, file: str) -> Iterator[Mutant]:
    for name, function in _functions(tree, ""):
        says_yes_or_no = isinstance(function.returns, ast.Name) and function.returns.id == "bool"
        for owner in _inside(function):
            for field, node, put in _fields(owner):
                for off, new in _ways(owner, field, node, says_yes_or_no=says_yes_or_no):
                    lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
                    place = node.lineno, node.col_offset
                    yield Mutant(file, name, _text(node), off, place, lines, owner, field, put(new))


def _functions(node: ast.AST, prefix: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef):
            yield f"{prefix}{child.name}", child
        inside = f"{child.name}." if isinstance(child, ast.FunctionDef | ast.ClassDef) else ""
        yield from _functions(child, prefix + inside)


def _inside(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """Yield what is in a function, without the functions in it."""
    waiting: list[ast.AST] = [function]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += [n for n in ast.iter_child_nodes(node) if not isinstance(n, ast.FunctionDef)]


def _fields(owner: ast.AST) -> Iterator[tuple[str, Any, Callable[[ast.AST], Any]]]:
    """Yield what a node consists of: the field, what is there, and what puts another there."""
    for field, value in ast.iter_fields(owner):
        if isinstance(value, ast.AST):
            yield field, value, _itself
        for i, part in enumerate(value if isinstance(value, list) else ()):
            if isinstance(part, ast.AST):
                yield field, part, partial(_put, value, i)


def _itself(new: ast.AST) -> ast.AST:
    return new


def _put(parts: list[ast.AST], at: int, new: ast.AST) -> list[ast.AST]:
    return [*parts[:at], new, *parts[at + 1 :]]


def _ways(
    owner: ast.AST, field: str, node: ast.AST, *, says_yes_or_no: bool
) -> Iterator[tuple[str, ast.AST]]:
    """Yield what can stand in place of a node, if it is a check, so that it checks less or nothing."""
    match node:
        case ast.BoolOp(op, values) if not any(isinstance(value, ast.Constant) for value in values):
            for i, value in enumerate(values):
                rest = [*values[:i], *values[i + 1 :]]
                yield f"without {_text(value)}", rest[0] if len(rest) == 1 else ast.BoolOp(op, rest)
        case ast.Compare(left, [first, *ops], [middle, *others]) if ops:
            yield "without its first half", ast.Compare(middle, ops, others)
            yield "without its second half", ast.Compare(left, [first], [middle])
        case ast.ExceptHandler(kind, name, [*_, last]) if not isinstance(last, ast.Raise) or last.exc:
            yield "not caught", ast.ExceptHandler(kind, name, [ast.Raise()])
        case ast.Dict(keys, values) if isinstance(owner, ast.Return):
            for i, key in enumerate(keys):
                table = ast.Dict([*keys[:i], *keys[i + 1 :]], [*values[:i], *values[i + 1 :]])
                yield f"without {_text(key) if key else '**'}", table
        case ast.Constant(str() as text) if _SETTING.fullmatch(text):
            yield "left out", ast.Constant("nothing.nothing=nothing")
        case ast.Expr(ast.Call() as call):
            yield "left out", _nothing(call)
        case ast.Raise(ast.expr()) if not isinstance(owner, ast.If | ast.ExceptHandler):
            yield "left out", ast.Pass()
    if isinstance(node, ast.expr) and _is_condition(owner, field, node, says_yes_or_no=says_yes_or_no):
        # With the condition behind it, a function inside another keeps the names that it has from there.
        yield "always true", ast.BoolOp(ast.Or(), [ast.Constant(True), node])
        yield "always false", ast.BoolOp(ast.And(), [ast.Constant(False), node])


def _is_condition(owner: ast.AST, field: str, node: ast.AST, *, says_yes_or_no: bool) -> bool:
    match owner, field, node:
        case (ast.If() | ast.IfExp(), "test", _) | (ast.comprehension(), "ifs", _):
            return True
        case ast.Return(), _, ast.Compare() | ast.UnaryOp() | ast.BoolOp() | ast.Call():
            return says_yes_or_no
        case _, _, ast.Call(ast.Name("all" | "any")):
            return not isinstance(owner, ast.BoolOp)
        case _:
            return False


def _nothing(call: ast.Call) -> ast.stmt:
    """Return what does nothing, but still names the class where ``super()`` did."""
    names = {node.id for node in ast.walk(call) if isinstance(node, ast.Name)}
    return ast.Expr(ast.Name("__class__", ast.Load())) if "super" in names else ast.Pass()


def _text(node: ast.AST) -> str:
    return ast.unparse(node).partition("\n")[0]
