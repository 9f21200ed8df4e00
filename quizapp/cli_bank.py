"""The commands `quizapp bank …`: questions brought in, taken out and checked, for people and for scripts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from question_bank.formats.exchange import Loss, Trouble
    from question_bank.kinds import AnyQuestion
    from quizapp.services.exchange import Preview
    from quizapp.storage.database import Database

ALL, SOME, NONE = 0, 1, 2
"""How a command ends: all is well; something is listed that was left out, changed or found; nothing was done."""
_LONGEST = 120

app = typer.Typer(
    help="Bring questions in, take them out, and check them.\n\n"
    "Ends with 0 if all went well, 1 if something was left out, changed or found (it is listed), and 2 if a file was "
    "refused or the command was not understood.",
    no_args_is_help=True,
)  # fmt: skip

Data = Annotated[
    Path | None, typer.Option(help="The folder the database is kept in.  [default: .quizapp in your home folder]")
]
Topic = Annotated[str, typer.Option(help="The topic of all the questions, whatever the files say.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be imported.")]


@app.command(name="import")
def import_(
    files: Annotated[list[Path], typer.Argument(help="Files of questions, in any format that can be read.")],
    format: Annotated[str | None, typer.Option(help="The format, if it is not to be told from the file.")] = None,
    topic: Topic = "",
    dry_run: DryRun = False,
    data: Data = None,
) -> None:
    """Import questions: what is there already gets a new version, and nothing is doubled."""
    ends = [ALL]
    with _database(data) as db:
        for file in _followed(files, "Importing"):
            ends.append(_import(db, file, format, topic, dry_run))
    raise typer.Exit(max(ends))


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="Where to write them.")],
    format: Annotated[str, typer.Option(help="jsonl holds everything; see docs/formats.md for the others.")],
    topic: Annotated[str | None, typer.Option(help="Only questions about this topic.")] = None,
    data: Data = None,
) -> None:
    """Write the questions of the bank to a file, and list what its format could not hold."""
    from quizapp.services import exchange, people
    from quizapp.storage.bank import Search

    with _database(data) as db, _told(), _spinning(f"Writing {file.name}"):
        exported = exchange.export_questions(db, people.OPERATOR, format, Search(topic=topic))
        _write(file, exported.data)
    typer.echo(f"{file} was written.")
    _tell_losses(exported.losses)
    raise typer.Exit(SOME if exported.losses else ALL)


@app.command()
def check(
    file: Annotated[Path | None, typer.Argument(help="A file to check instead of the bank; nothing is kept.")] = None,
    format: Annotated[str | None, typer.Option(help="The format, if it is not to be told from the file.")] = None,
    data: Data = None,
) -> None:
    """Look for faults in how questions are written: in the bank, or in a file before it is imported."""
    from quizapp.services import exchange, people
    from quizapp.storage.bank import Search

    troubles: Sequence[Trouble] = ()
    with _database(data) as db, _told():
        if file is None:
            questions = exchange.asked_questions(db, people.OPERATOR, Search())
        else:
            preview = _previewed(db, file, format, "")
            questions, troubles = [one.question for one in preview.questions], preview.troubles
    _tell_troubles(troubles)
    raise typer.Exit(SOME if _tell_faults(questions) or troubles else ALL)


def _import(db: "Database", file: Path, format: str | None, topic: str, dry_run: bool) -> int:
    """Import a file, say what became of it, and return how that ends."""
    from datetime import UTC, datetime

    from quizapp.errors import QuizappError
    from quizapp.services import exchange, people

    try:
        preview = _previewed(db, file, format, topic)
        if not dry_run:
            exchange.import_questions(db, people.OPERATOR, preview, datetime.now(UTC))
    except (QuizappError, OSError) as error:
        typer.echo(_reason(error) if isinstance(error, OSError) else f"{file}: {error}", err=True)
        return NONE
    typer.echo(f"{file} ({preview.format}): {_counted(preview)}{' Nothing was kept.' if dry_run else ''}")
    _tell_troubles(preview.troubles)
    return SOME if preview.troubles else ALL


def _previewed(db: "Database", file: Path, format: str | None, topic: str) -> "Preview":
    from quizapp.services import exchange, people

    return exchange.preview_import(db, people.OPERATOR, file.name, file.read_bytes(), format, topic)


def _tell_faults(questions: "Sequence[AnyQuestion]") -> bool:
    """Say what is faulty, the gravest first, and whether there are errors."""
    from question_bank import checks
    from question_bank.bank import load_bank
    from question_bank.checks import Severity

    stems = {question.id: question.stem for question in questions}
    found = [one for one in checks.check(questions, load_bank()) if one.question is not None]
    numbers = Counter[Severity](one.severity for one in found)
    for severity in sorted(numbers, reverse=True):
        typer.echo(f"{severity.name.capitalize()}s:")
        for one in found:
            if one.severity is severity:
                typer.echo(f"  “{_short(stems[one.question or ''])}”: {one.message}")
    said = ", ".join(f"{numbers[one] or 'no'} {one.name.lower()}s" for one in sorted(Severity, reverse=True))
    number = len(questions)
    typer.echo(f"{number:,} question{'' if number == 1 else 's'}: {said}.")
    return bool(numbers[Severity.ERROR])


def _counted(preview: "Preview") -> str:
    named = {"new": "new", "changed": "changed", "back": "asked again", "same": "already there"}
    counts = Counter[str](one.state for one in preview.questions)
    said = ", ".join(f"{counts[state]:,} {words}" for state, words in named.items() if counts[state])
    number = len(preview.questions)
    return f"{number:,} question{'' if number == 1 else 's'}{f' ({said})' if said else ''}."


def _tell_troubles(troubles: "Sequence[Trouble]") -> None:
    for one in troubles:
        typer.echo(f"  {one.place}: {one.reason}{f'  [{_short(one.text)}]' if one.text else ''}")


def _tell_losses(losses: "Sequence[Loss]") -> None:
    """Say what was lost, and of which questions, each loss once."""
    by_loss: dict[str, list[str]] = {}
    for loss in losses:
        by_loss.setdefault(loss.lost, []).append(loss.question)
    for lost, ids in by_loss.items():
        more = f" and {len(ids) - 3:,} more" if len(ids) > 3 else ""
        typer.echo(f"  {', '.join(ids[:3])}{more}: {lost}")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


@contextmanager
def _database(data: Path | None) -> "Iterator[Database]":
    """Open the database with the bank that ships in it."""
    from datetime import UTC, datetime

    from quizapp.services.publishing import publish_shipped
    from quizapp.settings import from_folder
    from quizapp.storage.database import Database, migrate

    with _told():
        settings = from_folder(data)
        migrate(settings.url)
        db = Database(settings.url)
    try:
        with _told():
            publish_shipped(db, datetime.now(UTC))
        yield db
    finally:
        db.close()


def _write(file: Path, data: bytes) -> None:
    """Write a file so that half of it never stands there."""
    partial = file.with_name(f"{file.name}.part")
    partial.write_bytes(data)
    partial.replace(file)


@contextmanager
def _told() -> Iterator[None]:
    """Say in a sentence what cannot be done, and end."""
    from quizapp.errors import QuizappError

    try:
        yield
    except (QuizappError, OSError) as error:
        typer.echo(_reason(error), err=True)
        raise typer.Exit(NONE) from error


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.filename} cannot be used: {(error.strerror or str(error)).lower()}."
    return str(error)


def _followed(files: Sequence[Path], what: str) -> Iterator[Path]:
    """Yield files while a bar shows how far it got, on a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(what, total=len(files))
        for file in files:
            progress.update(task, description=f"{what} {file.name}")
            yield file
            progress.advance(task)


@contextmanager
def _spinning(what: str) -> Iterator[None]:
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield
