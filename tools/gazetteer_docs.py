"""Write the command reference at the end of docs/gazetteer.md from the commands' own help.

python tools/gazetteer_docs.py
"""

from __future__ import annotations

from pathlib import Path

import click

from geo.cli_gazetteer import gazetteer

DOCS = Path(__file__).parents[1] / "docs" / "gazetteer.md"
HEADING = "## Commands\n"


def reference() -> str:
    """The help of every command, in their order."""
    parts = []
    for name in gazetteer.commands:
        command = gazetteer.commands[name]
        context = click.Context(command, info_name=f"kharita gazetteer {name}", terminal_width=100, max_content_width=100)
        parts.append(f"### {name}\n\n```\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


def renewed(text: str) -> str:
    """The page with its command reference as the commands are now."""
    return text.partition(HEADING)[0] + HEADING + "\n" + reference()


if __name__ == "__main__":
    DOCS.write_text(renewed(DOCS.read_text(encoding="utf-8")), encoding="utf-8")
