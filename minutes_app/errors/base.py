"""The root of the tree: an error is a dataclass of facts that travels between processes."""

from dataclasses import fields


def _rebuild(cls: "type[MinutesError]", facts: dict[str, object]) -> "MinutesError":
    return cls(**facts)


class MinutesError(Exception):
    """The world's fault. Subclasses are dataclasses of facts, and travel between processes."""

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by facts, whatever `args` holds."""
        facts = {field.name: getattr(self, field.name) for field in fields(self)}  # type: ignore[arg-type] # every leaf is a dataclass
        return _rebuild, (type(self), facts)

    def __str__(self) -> str:
        """The class and its facts, for logs; people get `wording.explain`."""
        facts = (f"{field.name}={getattr(self, field.name)!r}" for field in fields(self))  # type: ignore[arg-type] # as above
        return f"{type(self).__name__}({', '.join(facts)})"
