"""How much can be lost, measured: the same code in two sizes, for CI and for docs/reliability.md."""
