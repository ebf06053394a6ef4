"""The policy file of this machine is another one for tests, in every process that they start.

The program lets no environment variable move that file, and that is right. Python imports `sitecustomize` from
PYTHONPATH at its start (`conftest` sets it, and imports this file itself); it waits for the one module that knows the
place. Light: nothing of the program is imported.
"""

import os
import sys
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MODULE = "minutes_app.settings.places"
VARIABLE = "POLICY_OF_TESTS"


class _Loader(SourceFileLoader):
    """Loads the module, and puts another `policy_path` into it."""

    def exec_module(self, module: ModuleType) -> None:
        from functools import wraps
        from pathlib import Path

        super().exec_module(module)
        real = module.policy_path

        @wraps(real)
        def elsewhere() -> Path:
            return Path(os.environ[VARIABLE]) if VARIABLE in os.environ else Path(real())

        module.policy_path = elsewhere  # type: ignore[attr-defined] # a module is what its code has put into it


class _Finder:
    """Finds the one module; every other is found as always."""

    @staticmethod
    def find_spec(
        name: str, path: "Sequence[str] | None" = None, target: ModuleType | None = None, /
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target) if name == MODULE else None
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _Loader(spec.loader.name, spec.loader.path)
        return spec


sys.meta_path.insert(0, _Finder)
