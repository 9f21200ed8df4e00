"""The rules of the house, held by reading its own files; each rule is shown to be able to fail."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pytest

from question_bank.kinds import KINDS

ROOT = Path(__file__).resolve().parent.parent
THIS_FILE = Path(__file__).resolve().relative_to(ROOT).as_posix()
MAX_LINES_OF_A_PAGE = 60

# Whatever lies below the left path never imports what the right names.
NEVER_IMPORTS = {
    "question_bank": ("quizapp",),
    "quizapp/domain": ("quizapp.storage", "quizapp.services", "quizapp.ui", "quizapp.pages"),
    "quizapp/storage": ("quizapp.services", "quizapp.ui", "quizapp.pages"),
    "quizapp/services": ("quizapp.ui", "quizapp.pages"),
    "quizapp/ui": ("quizapp.pages",),
}
# Where the name of a kind of question may stand, besides in the file of the kind.
KINDS_AT_HOME_IN = ("question_bank/kinds/__init__.py", "question_bank/formats", "question_bank/generate")
# A package that only the named paths import, of all that lies in question_bank and quizapp.
AT_HOME_IN = {
    "sqlalchemy": ("quizapp/storage",),
    "alembic": ("quizapp/storage",),
    "fsrs": ("quizapp/domain",),
    "fsrs_rs_python": ("quizapp/domain",),
    "streamlit": (
        "quizapp/app.py",
        "quizapp/server.py",
        "quizapp/cli.py",
        "quizapp/pages",
        "quizapp/ui",
    ),
}
# Written in two halves, so that this file does not hold what it forbids.
RAW_MARKUP = re.compile("unsafe_" + r"allow_(html|javascript)|inner" + "HTML")
REGISTRY = re.compile(
    "index" + r"[-_]url|[\"']resolved[\"']:\s*[\"']" + "http"
    r"|pypi\." + r"(org|python)|python" + r"hosted\.|registry\.npm" + r"js|registry\.yarn" + r"pkg"
    r"|deb\." + r"debian|security\." + "debian",
    re.IGNORECASE,
)


def is_below(path: str, folder: str) -> bool:
    return PurePosixPath(path).is_relative_to(folder)


def names(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def imported_modules(path: str, text: str) -> Iterator[str]:
    """Yield the full name of all that a file imports, at its top, in a function or for its types."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            here = PurePosixPath(path).parts[: -node.level] if node.level else ()
            base = ".".join([*here, *([node.module] if node.module else [])])
            # `from quizapp import storage` names the module only together with the imported name.
            yield from (f"{base}.{alias.name}" for alias in node.names)


def layers(path: str, text: str) -> list[str]:
    forbidden = [package for folder, all_ in NEVER_IMPORTS.items() if is_below(path, folder) for package in all_]
    if is_below(path, "question_bank") or is_below(path, "quizapp"):
        forbidden += [
            package for package, homes in AT_HOME_IN.items() if not any(is_below(path, home) for home in homes)
        ]
    modules = imported_modules(path, text)
    return [f"imports {module}" for module in modules if any(names(module, package) for package in forbidden)]


def kinds_at_home(path: str, text: str) -> list[str]:
    """Find a kind named where the question object should be asked: as a class, a module, or in quotes."""
    if not path.startswith(("question_bank/", "quizapp/")) or any(is_below(path, home) for home in KINDS_AT_HOME_IN):
        return []
    found = []
    for name, kind in KINDS.items():
        if path != f"question_bank/kinds/{name}.py":
            named = rf"\b{kind.__name__}\b|\bkinds\.{name}\b|[\"']{name}[\"']"
            found += [f"names the kind {match.group()}" for match in re.finditer(named, text)]
    return found


def no_raw_markup(path: str, text: str) -> list[str]:
    return [f"holds {found.group()}" for found in RAW_MARKUP.finditer(text)]


def no_registry(path: str, text: str) -> list[str]:
    return [f"names a package registry: {found.group()}" for found in REGISTRY.finditer(text)]


def short_pages(path: str, text: str) -> list[str]:
    lines = len(text.splitlines())
    return [f"has {lines} lines"] if lines > MAX_LINES_OF_A_PAGE else []


def no_broad_except(path: str, text: str) -> list[str]:
    handlers = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ExceptHandler)]
    return [f"catches everything in line {handler.lineno}" for handler in handlers if is_broad(handler.type)]


def is_broad(caught: ast.expr | None) -> bool:
    if isinstance(caught, ast.Tuple):
        return any(map(is_broad, caught.elts))
    return caught is None or (isinstance(caught, ast.Name) and caught.id in {"Exception", "BaseException"})


@dataclass(frozen=True)
class Rule:
    """A rule, the files it is for, and texts that break and keep it."""

    check: Callable[[str, str], list[str]]
    files: str
    breaks: tuple[tuple[str, str], ...]
    keeps: tuple[tuple[str, str], ...]


RULES = [
    Rule(
        layers,
        r"\.py$",
        breaks=(
            ("question_bank/facts.py", "import quizapp"),
            ("question_bank/kinds/cloze.py", "import streamlit as st"),
            ("question_bank/bank.py", "from sqlalchemy.orm import Session"),
            ("quizapp/domain/memory.py", "from quizapp.storage.tables import Card"),
            ("quizapp/domain/memory.py", "from ..storage import tables"),
            ("quizapp/domain/planning.py", "from quizapp import services"),
            ("quizapp/storage/queries.py", "def f():\n    from quizapp.services import review"),
            ("quizapp/services/review.py", "from quizapp.ui import feedback"),
            ("quizapp/services/review.py", "import sqlalchemy"),
            ("quizapp/services/review.py", "import streamlit"),
            ("quizapp/storage/tables.py", "from fsrs import Card"),
            ("quizapp/pages/practise.py", "from sqlalchemy import select"),
            ("quizapp/ui/charts.py", "from quizapp.pages import practise"),
        ),
        keeps=(
            (
                "quizapp/storage/queries.py",
                "from sqlalchemy import select\nfrom quizapp.domain import memory",
            ),
            ("quizapp/domain/memory.py", "import fsrs\nfrom . import storage_of_heat\nimport fsrs_tools"),
            ("quizapp/pages/practise.py", "import streamlit\nfrom quizapp.services import review"),
            ("quizapp/services/review.py", "from ..storage import queries\nfrom question_bank import facts"),
        ),
    ),
    Rule(
        kinds_at_home,
        r"^(question_bank|quizapp)/.*\.py$",
        breaks=(
            ("question_bank/checks.py", "from question_bank.kinds.cloze import Cloze"),
            ("question_bank/measures.py", "isinstance(question, TrueFalse)"),
            ("question_bank/kinds/typed.py", "class Typed(Flashcard): ..."),
            ("quizapp/ui/interactions.py", "from question_bank.kinds.flashcard import RATINGS"),
            ("quizapp/services/questions.py", "if question.kind == 'ordering':"),
        ),
        keeps=(
            ("question_bank/kinds/cloze.py", 'class Cloze(Typed):\n    kind: Literal["cloze"] = "cloze"'),
            ("question_bank/kinds/__init__.py", "from question_bank.kinds.cloze import Cloze"),
            ("question_bank/formats/gift.py", "isinstance(question, Matching)"),
            ("question_bank/generate/parts.py", "from question_bank.kinds.several_gaps import SeveralGaps"),
            ("question_bank/checks.py", "found = question.options_to_compare  # matching, ordering"),
            ("quizapp/ui/interactions.py", "case Arrange(items=items): pass  # an ordering"),
        ),
    ),
    Rule(
        no_raw_markup,
        r"\.(py|js|html)$",
        breaks=(
            ("quizapp/ui/text.py", "st.markdown(text, unsafe_" + "allow_html=True)"),
            ("quizapp/ui/text.py", "st.html(text, unsafe_" + "allow_javascript=True)"),
            ("quizapp/ui/card.js", "parent.inner" + "HTML = data"),
        ),
        keeps=(("quizapp/ui/card.js", "parent.textContent = data"),),
    ),
    Rule(
        no_registry,
        r"",
        breaks=(
            ("requirements.lock", "--extra-index" + "-url somewhere"),
            ("pyproject.toml", "index" + '_url = "somewhere"'),
            ("package-lock.json", '"resolved": ' + '"https://somewhere/a.tgz"'),
            ("uv.lock", 'url = "https://files.python' + 'hosted.org/a.whl"'),
            ("README.md", "see https://pypi" + ".org/project/quizapp"),
            (".npmrc", "registry=https://registry.npm" + "js.org/"),
            ("Dockerfile", "http://deb." + "debian.org/debian"),
        ),
        keeps=(
            ("requirements.lock", "httpx==0.28.1 \\\n    --hash=sha256:d909fcccc110f8c7"),
            ("tests/test_house.py", (ROOT / THIS_FILE).read_text(encoding="utf-8")),
        ),
    ),
    Rule(
        short_pages,
        r"^quizapp/pages/.*\.py$",
        breaks=(("quizapp/pages/practise.py", "x = 1\n" * (MAX_LINES_OF_A_PAGE + 1)),),
        keeps=(("quizapp/pages/practise.py", "x = 1\n" * MAX_LINES_OF_A_PAGE),),
    ),
    Rule(
        no_broad_except,
        r"\.py$",
        breaks=(
            ("quizapp/cli.py", "try:\n    f()\nexcept:\n    pass"),
            ("quizapp/cli.py", "try:\n    f()\nexcept Exception:\n    raise"),
            ("quizapp/cli.py", "try:\n    f()\nexcept (OSError, BaseException) as error:\n    pass"),
        ),
        keeps=(("quizapp/cli.py", "try:\n    f()\nexcept (OSError, ValueError):\n    pass"),),
    ),
]
EACH_RULE = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.check.__name__)


@pytest.fixture(scope="module")
def house() -> dict[str, str]:
    """Read all text files that git tracks or would track."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    paths = [path for path in listed.split("\0") if path and (ROOT / path).is_file()]
    contents = {path: (ROOT / path).read_bytes() for path in paths}
    return {path: raw.decode("utf-8", "replace") for path, raw in contents.items() if b"\0" not in raw}


@EACH_RULE
def test_the_house_keeps_the_rule(rule: Rule, house: dict[str, str]) -> None:
    texts = {path: text for path, text in house.items() if re.search(rule.files, path)}
    faults = [f"{path} {fault}" for path, text in texts.items() for fault in rule.check(path, text)]
    assert faults == []


@EACH_RULE
def test_the_rule_can_fail(rule: Rule) -> None:
    for path, text in rule.breaks:
        assert re.search(rule.files, path), path
        assert rule.check(path, text), text
    for path, text in rule.keeps:
        assert rule.check(path, text) == [], text


def test_the_house_is_read(house: dict[str, str]) -> None:
    assert {THIS_FILE, "pyproject.toml", "dev.py"} <= house.keys()
