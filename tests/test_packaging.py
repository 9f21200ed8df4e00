"""What is installed holds everything that runs."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NEEDED = {".py", ".yaml", ".toml", ".css", ".js", ".mako"}


def test_the_wheel_holds_every_file_of_both_packages(tmp_path: Path) -> None:
    source = tmp_path / "source"  # a copy: in the checkout an older build would fill the gaps
    for name in (tracked := _tracked()):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, source / name)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir"]
    subprocess.run([*build, str(tmp_path), str(source)], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    needed = {n for n in tracked if n.startswith(("quizapp/", "question_bank/")) and Path(n).suffix in NEEDED}
    assert len(needed) > 80
    assert needed <= set(zipfile.ZipFile(wheel).namelist())


def _tracked() -> list[str]:
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True)
    return [name for name in listing.stdout.splitlines() if (ROOT / name).is_file()]
