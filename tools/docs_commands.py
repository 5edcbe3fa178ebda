"""Writes docs/commands.md from the commands themselves: `python tools/docs_commands.py`. A test fails when the file is out of step."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from geo.cli import cli

TARGET = Path(__file__).parents[1] / "docs" / "commands.md"
HEAD = """# Commands

Written from `--help` by `tools/docs_commands.py`.

Exit codes: 0 done, also when a report holds no event (a notice says so); 1 some of several reports could not be read, each is named, the rest
is done; 2 nothing could be done: wrong usage, the only input missing or unreadable, a gazetteer file with faults. Errors are one line on
standard error; `-v` shows the traceback.
"""


def reference() -> str:
    """The whole reference."""
    return HEAD + "".join(_sections(cli, "kharita", None))


def _sections(command: click.Command, name: str, above: click.Context | None) -> Iterator[str]:
    settings = command.context_settings | {"max_content_width": 100, "terminal_width": 100}
    context = click.Context(command, info_name=name.rpartition(" ")[2], parent=above, **settings)
    yield f"\n## {name}\n\n```\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            if found is not None:
                yield from _sections(found, f"{name} {below}", context)


if __name__ == "__main__":
    sys.exit(TARGET.write_text(reference(), encoding="utf-8") and 0)
