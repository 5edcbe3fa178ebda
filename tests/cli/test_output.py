"""What the commands write to: a pipe or a device is written, never replaced."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from geo.cli_output import lines_to


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_stays_a_pipe(tmp_path: Path) -> None:
    pipe, got = tmp_path / "records.jsonl", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()), daemon=True)
    reader.start()
    with lines_to(pipe) as file:
        file.write(b"{}\n")
    reader.join(timeout=10)
    assert got == [b"{}\n"]
    assert pipe.is_fifo()
    assert [path.name for path in tmp_path.iterdir()] == ["records.jsonl"]
