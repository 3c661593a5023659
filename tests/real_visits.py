"""Data that nobody here wrote: 4 599 European staff visits of 2012-13, in a store of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
REAL = Path(os.environ.get("HITECHTEX_REALDATA") or ROOT.parent / "shared" / "realdata")
VISITS = REAL / "exchanges_erasmus_staff" / "STT_2012_13_partner_countries.csv"
EXAMPLE = ROOT / "examples" / "erasmus-2012"


def with_real_visits(folder: Path) -> dict[str, str]:
    """Ingest the visits into a store below `folder`; return the settings of an app on it.

    Skips the test where the file is not on this machine.
    """
    if not VISITS.exists():
        pytest.skip("the real staff visits lie outside the repository, and not on this machine")
    settings = {
        "HITECHTEX_PROJECT": str(EXAMPLE / "project.toml"),
        "HITECHTEX_STORE": str(folder / "store"),
    }
    command = [sys.executable, "-m", "hitechtex", "ingest", str(VISITS), "--dataset", "exchanges"]
    command += ["--mapping", str(EXAMPLE / "mapping.toml")]
    subprocess.run(
        command, cwd=ROOT, env={**os.environ, **settings}, check=True, stdout=subprocess.DEVNULL
    )
    return settings
