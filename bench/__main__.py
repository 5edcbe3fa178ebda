"""`make bench`: every measurement, one after the other; each also runs alone as `python -m bench.NAME`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

for path in sorted(Path(__file__).parent.glob("[a-z]*.py")):
    print(f"\n== {path.stem}", flush=True)
    subprocess.run([sys.executable, "-m", f"bench.{path.stem}"], check=False)
