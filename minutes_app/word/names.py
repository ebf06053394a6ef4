"""Which names a parsed template uses, and which of them are no field. Follows loops: in {% for 人 in 出席者一覧 %} the
name 人.氏名 is known, 人.名前 is not."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from minutes_app.word.sandbox import METHODS
from minutes_app.wording.fields import FIELDS, OFTEN_WRITTEN, Field

if TYPE_CHECKING:
    from jinja2 import nodes

ANYTHING = Field("", "", "")
LIST = "一覧"
_SAME_LIST = frozenset({"list", "reverse", "sort", "unique", "select", "reject", "selectattr", "rejectattr"})
_ONE_OF = frozenset({"first", "last"})
_GLOBALS = {"range": ANYTHING, "loop": ANYTHING, "未記入": ANYTHING}


@dataclass(frozen=True, slots=True)
class NameFault:
    """`kind` "unknown" (a field), "unknown_part" (of a list's entries), "filter", "list_printed", "needs_loop" (a part
    of a list instead of its entries), "not_a_list" or "no_parts"; `line` counts from 1."""

    kind: str
    line: int
    name: str
    suggestion: str = ""


def names_in(tree: "nodes.Template", filters: frozenset[str], used: set[str]) -> list[NameFault]:
    """The faults in a template; adds the fields it names to `used`."""
    return list(_Reader(filters, used).over(tree, {field.name: field for field in FIELDS} | _GLOBALS))


class _Reader:
    """Walks the tree with the names that are known at each place."""

    def __init__(self, filters: frozenset[str], used: set[str]) -> None:
        self.filters = filters
        self.used = used

    def over(self, node: "nodes.Node", known: dict[str, Field]) -> Iterator[NameFault]:
        from jinja2 import nodes

        if isinstance(node, nodes.For):
            yield from self._loop(node, known)
        elif isinstance(node, nodes.Assign):
            yield from self.over(node.node, known)
            if isinstance(node.target, nodes.Name):
                known[node.target.name] = self._meant(node.node, known)
        elif isinstance(node, nodes.Name):
            yield from self._name(node, known)
        elif isinstance(node, nodes.Getattr | nodes.Getitem):
            yield from self._part(node, known)
        else:
            yield from self._printed(node, known)
            if isinstance(node, nodes.Filter) and node.name not in self.filters:
                yield NameFault("filter", node.lineno, node.name, _nearest(node.name, self.filters))
            for child in node.iter_child_nodes():
                yield from self.over(child, known)

    def _loop(self, node: "nodes.For", known: dict[str, Field]) -> Iterator[NameFault]:
        from jinja2 import nodes

        yield from self.over(node.iter, known)
        inside = dict(known)
        for target in node.target.find_all(nodes.Name):
            inside[target.name] = ANYTHING
        if isinstance(node.target, nodes.Name):
            whole = self._meant(node.iter, known)
            if whole.meaning and not _is_list(whole):
                yield NameFault("not_a_list", node.iter.lineno, whole.name)
            inside[node.target.name] = Field(node.target.name, "", "", whole.parts) if whole.parts else ANYTHING
            known = known | {node.target.name: inside[node.target.name]}
        for child in (*node.body, *([node.test] if node.test else [])):
            yield from self.over(child, inside)
        for child in node.else_:
            yield from self.over(child, known)

    def _name(self, node: "nodes.Name", known: dict[str, Field]) -> Iterator[NameFault]:
        if node.ctx != "load":
            known[node.name] = ANYTHING
        elif node.name not in known:
            yield NameFault("unknown", node.lineno, node.name, _part_of(node.name, known) or _nearest(node.name, known))
        elif known[node.name].meaning:
            self.used.add(known[node.name].name)

    def _part(self, node: "nodes.Getattr | nodes.Getitem", known: dict[str, Field]) -> Iterator[NameFault]:
        yield from self.over(node.node, known)
        owner, name = self._meant(node.node, known), _key(node)
        if name and _is_list(owner):
            yield NameFault("needs_loop", node.lineno, owner.name, _loop_over(owner))
        elif name and owner.meaning and not owner.parts and name not in METHODS[str]:
            yield NameFault("no_parts", node.lineno, owner.name)
        elif name and owner.parts and name not in {part.name for part in owner.parts}:
            yield NameFault("unknown_part", node.lineno, name, _nearest(name, [part.name for part in owner.parts]))

    def _printed(self, node: "nodes.Node", known: dict[str, Field]) -> Iterator[NameFault]:
        """Lists that a mark prints as they are."""
        from jinja2 import nodes

        for printed in node.nodes if isinstance(node, nodes.Output) else ():
            whole = self._meant(printed, known)
            if _is_list(whole):
                yield NameFault("list_printed", printed.lineno, whole.name, _loop_over(whole))

    def _meant(self, node: "nodes.Node", known: dict[str, Field]) -> Field:
        """The field an expression stands for; `ANYTHING` where that cannot be told."""
        from jinja2 import nodes

        if isinstance(node, nodes.Name):
            return known.get(node.name, ANYTHING)
        if isinstance(node, nodes.Getattr | nodes.Getitem):
            owner = self._meant(node.node, known)
            name = _key(node)
            return next((part for part in owner.parts if part.name == name), ANYTHING)
        if isinstance(node, nodes.Filter) and node.node is not None and node.name in _SAME_LIST | _ONE_OF:
            return self._meant(node.node, known)
        return ANYTHING


def _key(node: "nodes.Getattr | nodes.Getitem") -> str:
    from jinja2 import nodes

    if isinstance(node, nodes.Getattr):
        return node.attr
    return node.arg.value if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str) else ""


def _is_list(field: Field) -> bool:
    return bool(field.meaning) and field.name.endswith(LIST)


def _loop_over(field: Field) -> str:
    return f"{{%p for {field.name.removesuffix(LIST)} in {field.name} %}}"


def _part_of(name: str, known: dict[str, Field]) -> str:
    """発言.話者 for 話者, where a loop's entries have such a part."""
    owners = (variable for variable, field in known.items() if not field.meaning)
    return next((f"{one}.{name}" for one in owners if any(part.name == name for part in known[one].parts)), "")


def _nearest(name: str, names: "dict[str, Field] | frozenset[str] | list[str]") -> str:
    if OFTEN_WRITTEN.get(name) in names:
        return OFTEN_WRITTEN[name]
    return next(iter(get_close_matches(name, list(names), n=1, cutoff=0.4)), "")
