"""The language of the field marks: Jinja2, cut down to what a form needs, deaf to what a hostile form wants.

No loader, no macros, no private attributes, no method calls but a few harmless ones, no way to switch escaping off.
What the sandbox cannot stop (endless loops, gigabytes) is stopped by the limits of the process it runs in.
"""

from functools import cache
from typing import TYPE_CHECKING, Any

from minutes_app.word.passages import Marked
from minutes_app.word.persons import PERSON_FILTERS
from minutes_app.word.text import Blank
from minutes_app.wording.fields import NO, YES

if TYPE_CHECKING:
    from jinja2 import Environment, nodes

UNKNOWN = "〔不明な項目：{}〕"
MAX_ROWS = 1000
MAX_REPEATED = 10_000

_ALLOWED_FILTERS = """
abs batch capitalize count d default dictsort e escape first float groupby int items join last length list lower map max
min reject rejectattr replace reverse round select selectattr slice sort string sum title trim truncate unique upper
"""
FILTERS = frozenset({*_ALLOWED_FILTERS.split(), *PERSON_FILTERS})
METHODS = {
    dict: frozenset({"get", "items", "keys", "values"}),
    str: frozenset({"startswith", "endswith", "strip", "lstrip", "rstrip", "split", "upper", "lower"}),
}


def environment(unknown: set[str]) -> "Environment":
    """A fresh sandbox. Names that are no field are printed visibly and added to `unknown`."""
    sandbox: Environment = _sandbox_class()(autoescape=True, undefined=_unknown_class(unknown), finalize=shown)
    sandbox.filters = {name: function for name, function in sandbox.filters.items() if name in FILTERS}
    sandbox.filters |= PERSON_FILTERS
    sandbox.globals = {"range": short_range, "未記入": Blank()}
    return sandbox


def shown(value: Any) -> Any:
    """What a mark prints: a list as one line, an entry as its texts, yes or no in Japanese, the rest as it is."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Marked):
        return value.marked
    if isinstance(value, dict):
        texts = (part for part in value.values() if isinstance(part, str | int) and not isinstance(part, bool))
        return "　".join(str(text) for text in texts if text) or Blank()
    if isinstance(value, list | tuple):
        return "、".join(str(shown(entry)) for entry in value) or Blank()
    return "" if value is None else value


def short_range(*bounds: int) -> range:
    """`range`, for the empty rows of a form; at most `MAX_ROWS` long."""
    from jinja2.exceptions import SecurityError

    numbers = range(*bounds)
    if len(numbers) > MAX_ROWS:
        raise SecurityError("range")
    return numbers


def forbidden(tree: "nodes.Node") -> tuple[int, str] | None:
    """(line, name) of the first thing in a parsed template that no form may use, or None."""
    from jinja2 import nodes

    banned = (nodes.Import, nodes.FromImport, nodes.Include, nodes.Extends, nodes.Macro, nodes.CallBlock)
    for node in tree.find_all((*banned, nodes.EvalContextModifier, nodes.Getattr, nodes.Getitem, nodes.Name)):
        name = _name_of(node)
        if name is None or name.startswith("_"):
            return node.lineno, name or type(node).__name__.lower()
    return None


def _name_of(node: "nodes.Node") -> str | None:
    """The attribute, key or variable a node names; None for a statement (which is what makes it forbidden)."""
    from jinja2 import nodes

    if isinstance(node, nodes.Getattr):
        return node.attr
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getitem):
        return str(node.arg.value) if isinstance(node.arg, nodes.Const) else "[]"
    return None


@cache
def _sandbox_class() -> Any:
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        intercepted_binops = frozenset({"*", "**", "%"})

        def from_string(self, source: Any, globals: Any = None, template_class: Any = None) -> Any:
            tree = self.parse(source) if isinstance(source, str) else source
            found = forbidden(tree)
            if found is not None:
                raise SecurityError(found[1])
            return super().from_string(tree, globals, template_class)

        def unsafe_undefined(self, obj: Any, attribute: str) -> Any:
            raise SecurityError(attribute)

        def is_safe_callable(self, obj: Any) -> bool:
            return _is_harmless(obj)

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            if operator == "**" or (operator == "%" and isinstance(left, str)):
                raise SecurityError(operator)
            if operator == "*" and not _is_small_product(left, right):
                raise SecurityError(operator)
            return super().call_binop(context, operator, left, right)

    return Sandbox


def _is_harmless(function: Any) -> bool:
    from jinja2.runtime import LoopContext

    owner = getattr(function, "__self__", None)
    if function is short_range or isinstance(owner, LoopContext):
        return True
    allowed = next((names for kind, names in METHODS.items() if isinstance(owner, kind)), frozenset())
    return getattr(function, "__name__", "") in allowed


def _is_small_product(left: Any, right: Any) -> bool:
    for many, times in ((left, right), (right, left)):
        if isinstance(many, str | list | tuple) and isinstance(times, int):
            return len(many) * times <= MAX_REPEATED
    return all(isinstance(side, float) or abs(side) < 10**18 for side in (left, right) if isinstance(side, int | float))


def _unknown_class(unknown: set[str]) -> Any:
    """An `Undefined` that prints itself, so that a misspelt field is seen on the page instead of vanishing from it."""
    from jinja2 import ChainableUndefined
    from markupsafe import escape

    class Unknown(ChainableUndefined):
        __slots__ = ()

        def __str__(self) -> str:
            name = str(self._undefined_name)
            unknown.add(name)
            return UNKNOWN.format(name)

        def __html__(self) -> str:
            return str(escape(str(self)))

        def __iter__(self) -> Any:
            yield self

    return Unknown
