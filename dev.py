#!/usr/bin/env python3
"""One door to the project, for any machine that has Python 3.11 or newer.

python3 dev.py run [arguments of `quizapp run`]   start the app, e.g. --port 8600 --data ~/quiz
python3 dev.py test [arguments of pytest]         run the tests (paths as seen from this folder)
python3 dev.py check                              formatting, linting, types
python3 dev.py lock                               renew both lock files

Everything is installed into .venv from a lock file with digests. Nothing else changes, except that `test`
fetches a browser when there is none: Playwright's own or, as root on Debian, the system's package.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(BIN / ("python.exe" if os.name == "nt" else "python"))
ENVIRONMENT = f"{ROOT} {sys.version_info[:2]}"  # an environment holds its own absolute path
RUN_LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"  # holds all of RUN_LOCK, so whatever is made from it can run the app too
LOCK_NOTE = """\
# What {what} installs, with digests; universal: one file for all systems and for Python 3.11 and newer.
# Written by `python3 dev.py lock` from pyproject.toml: change the lower bounds there, run that, commit both.
"""
WHOLE = ("-n", "2", "--dist", "loadfile")  # all tests, on two processors; a file's tests share what it sets up
BROWSERS = (
    "chromium",
    "chromium-headless-shell",
    "google-chrome",
    "microsoft-edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
SHELL_NAMES = {"chrome-headless-shell", "chrome-headless-shell.exe", "headless_shell"}


def succeeds(*command: str, quiet: bool = False) -> bool:
    output = subprocess.DEVNULL if quiet else None
    return subprocess.run(command, cwd=ROOT, stdout=output, stderr=output).returncode == 0


def require(*command: str) -> None:
    if not succeeds(*command):
        sys.exit(f"This failed, see above: {' '.join(command)}")


def become(program: Path, *arguments: str) -> None:
    """Replace this process, so that signals and the exit code are the program's own."""
    command = [str(program), *arguments]
    if os.name == "nt":  # there exec returns to the prompt at once
        sys.exit(subprocess.run(command).returncode)
    os.execv(program, command)


def prepare(lock: str, *or_locks: str) -> None:
    """Make .venv hold what this lock names, unless it or one of the others is in place already."""
    if Path(PYTHON).exists() and any(is_current(name) for name in (lock, *or_locks)):
        return
    print(f"Preparing .venv from {lock} ...", file=sys.stderr)
    make_venv()
    for old in VENV.glob("*.stamp"):
        old.unlink()
    install = installer(lock)
    require(*install, "--require-hashes", "-r", lock)
    require(*install, "--no-deps", "--no-build-isolation", "--editable", ".")
    (VENV / f"{lock}.stamp").write_text(stamp(lock))


def is_current(lock: str) -> bool:
    path = VENV / f"{lock}.stamp"
    return path.exists() and path.read_text() == stamp(lock)


def stamp(lock: str) -> str:
    digest = hashlib.sha256(ENVIRONMENT.encode())
    for name in (lock, "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def make_venv() -> None:
    """Create .venv, afresh when the checkout was moved or Python is another."""
    made_for = VENV / "made-for.txt"
    if Path(PYTHON).exists() and made_for.exists() and made_for.read_text() == ENVIRONMENT:
        return
    try:
        import ensurepip  # noqa: F401  (Debian leaves it out, and then venv fails half way)
        import venv
    except ImportError:
        sys.exit("Python's venv module is missing; on Debian and Ubuntu: apt-get install python3-venv")
    venv.create(VENV, clear=True, with_pip=True)
    made_for.write_text(ENVIRONMENT)


def installer(lock: str) -> tuple[str, ...]:
    """Return the install command of uv, several times faster, or of pip where uv has no wheel."""
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    uv_alone = re.search(r"^uv==(.*\\\n)*.*$", (ROOT / lock).read_text(), re.MULTILINE)
    if uv_alone:
        wanted = VENV / "uv.txt"
        wanted.write_text(uv_alone.group())
        if succeeds(*pip, "--only-binary=:all:", "--require-hashes", "-r", str(wanted)):
            return (PYTHON, "-m", "uv", "pip", "install", "--quiet", "--python", PYTHON)
    return pip


def find_browser() -> str | None:
    """Return the path of a Chromium on this machine: the one asked for, Playwright's own, the system's."""
    asked_for = os.environ.get("QUIZAPP_BROWSER")
    if asked_for:
        return asked_for
    folders = (".cache", "Library/Caches", "AppData/Local")
    caches = [Path.home() / folder / "ms-playwright" for folder in folders]
    if "PLAYWRIGHT_BROWSERS_PATH" in os.environ:
        caches.insert(0, Path(os.environ["PLAYWRIGHT_BROWSERS_PATH"]))
    for cache in caches:
        for path in sorted(cache.glob("chromium_headless_shell-*/*/*"), reverse=True):
            if path.name in SHELL_NAMES:
                return str(path)
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def get_browser() -> str | None:
    """Find a browser, or fetch one: Playwright's own, else as root on Debian the system's package."""
    found = find_browser()
    if found:
        return found
    print("Fetching a browser for the tests ...", file=sys.stderr)
    own = succeeds(PYTHON, "-m", "playwright", "install", "chromium", "--only-shell", quiet=True)
    if not own and shutil.which("apt-get") and os.geteuid() == 0:
        for step in ("update", "install -y --no-install-recommends chromium-headless-shell"):
            succeeds("apt-get", *step.split(), quiet=True)
    return find_browser()


def run(arguments: list[str]) -> None:
    prepare(RUN_LOCK, DEV_LOCK)
    become(BIN / "quizapp", "run", *arguments)


def test(arguments: list[str]) -> None:
    prepare(DEV_LOCK)
    os.chdir(ROOT)
    browser = get_browser()
    if browser:
        os.environ["QUIZAPP_BROWSER"] = browser
    become(BIN / "python", "-m", "pytest", *(arguments or WHOLE))


def check(_: list[str]) -> None:
    prepare(DEV_LOCK)
    checks = (("ruff", "format", "--check", "."), ("ruff", "check", "."), ("mypy",))
    results = [succeeds(PYTHON, "-m", *command) for command in checks]  # all of them, even after a failure
    sys.exit(0 if all(results) else 1)


def lock(_: list[str]) -> None:
    prepare(DEV_LOCK, RUN_LOCK)
    options = "--quiet --universal --generate-hashes --upgrade --no-annotate --no-header"
    extras = "--extra build --extra postgresql"
    write = (PYTHON, "-m", "uv", "pip", "compile", "pyproject.toml", *options.split(), *extras.split())
    require(*write, "--extra", "dev", "--output-file", DEV_LOCK)
    require(*write, "--constraints", DEV_LOCK, "--output-file", RUN_LOCK)  # the same versions in both
    for name, what in ((RUN_LOCK, "`python3 dev.py run`"), (DEV_LOCK, "`python3 dev.py test`")):
        path = ROOT / name
        path.write_text(LOCK_NOTE.format(what=what) + path.read_text())


def main(arguments: list[str]) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  (said in a sentence instead of a syntax error)
        sys.exit(f"quizapp needs Python 3.11 or newer, and this is {sys.version.split()[0]}.")
    commands = {"run": run, "test": test, "check": check, "lock": lock}
    if not arguments or arguments[0] not in commands:
        sys.exit(__doc__)
    commands[arguments[0]](arguments[1:])


if __name__ == "__main__":
    main(sys.argv[1:])
