"""Runs each program of a folder, and prints the tokens."""

import pathlib
import sys

for path in pathlib.Path(sys.argv[1]).glob("*.txt"):
    names: dict = {}
    exec(compile(path.read_text(encoding="utf-8"), path, "exec"), names)
    print(f"{path.stem}\t{names['token']}")
