"""The command `quizapp`."""

import gc
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quizapp import cli_bank

if TYPE_CHECKING:
    from quizapp.settings import Settings
    from quizapp.storage.database import Database

# What a command needs is imported when it runs, so that `quizapp --help` answers at once.

app = typer.Typer(
    help="Learn the facts of articles: a quiz in your browser that knows what is fading.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

memory = typer.Typer(help="What learners remember: rebuilt from the log, and fitted to it.", no_args_is_help=True)
app.add_typer(memory, name="memory")
app.add_typer(cli_bank.app, name="bank")

Data = Annotated[
    Path | None, typer.Option(help="The folder to keep the database in.  [default: .quizapp in your home folder]")
]


@app.command()
def run(
    port: Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)] = 8501,
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 lets other machines in.")] = "127.0.0.1",
    data: Data = None,
) -> None:
    """Start the quiz and print the address to open in a browser; Ctrl+C stops it.

    QUIZAPP_DATABASE_URL, such as postgresql://name@host/quiz, keeps everything there instead of in a folder.
    """
    listener = _listener(host, port)
    _prepare(_settings(data))
    typer.echo(f"The quiz is open at http://{_shown(host)}:{port} (stop it with Ctrl+C).")
    _serve(listener)


@app.command()
def prepare(data: Data = None) -> None:
    """Create or upgrade the database and publish the bank that ships, without serving it."""
    _prepare(_settings(data))


@app.command()
def version() -> None:
    """Print the version."""
    from importlib.metadata import version

    typer.echo(version("quizapp"))


@memory.command()
def replay(data: Data = None) -> None:
    """Rebuild every learner's memory from the log of answers; learners may go on meanwhile."""
    from quizapp.services.replay import replay

    with _database(_settings(data)) as db, _bar("Replaying") as progress:
        done = replay(db, progress)
    rebuilt = f"{done.cards:,} cards were rebuilt from {done.reviews:,} reviews"
    typer.echo(f"{rebuilt}; {done.changed:,} differed and were put right.")


@memory.command()
def fit(
    learner: Annotated[str | None, typer.Option(help="The name of one learner.  [default: everybody]")] = None,
    data: Data = None,
) -> None:
    """Measure how fast each learner forgets, and keep what foretells later answers better."""
    from random import Random

    from quizapp.errors import Refused
    from quizapp.services.measuring import measure
    from quizapp.services.people import profiles

    with _database(_settings(data)) as db:
        chosen = [one.actor for one in profiles(db) if learner in (None, one.actor.name)]
        if learner and not chosen:
            raise _failure(f"Nobody here is called “{learner}”: give the name as the app shows it.")
        for actor in chosen:
            try:
                done = measure(db, actor, Random(actor.id))
            except Refused as error:
                typer.echo(f"{actor.name}: {error}")
                continue
            kept = "kept" if done.is_kept else "not kept"
            losses = f"log-loss {done.loss:.4f} instead of {done.loss_before:.4f}"
            typer.echo(f"{actor.name}: measured from {done.answers:,} answers and {kept}; {losses}.")


def main() -> None:
    """Run the command."""
    app()


def _settings(data: Path | None) -> "Settings":
    """Read the settings; a folder that was given is handed on by the environment, from which the pages read."""
    from quizapp.settings import from_folder

    return from_folder(data)


def _listener(host: str, port: int) -> socket.socket:
    """Listen on a port before anything else is done, so that a port in use costs nothing."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # With the protocol named, asyncio switches Nagle's algorithm off for each connection.
        listener = socket.socket(family, kind, protocol)
        if os.name != "nt":  # on Windows this would let two servers share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(2048)
    except OSError as error:
        raise _failure(
            f"Cannot listen on {host}, port {port} ({error.strerror}): choose another with --port."
        ) from error
    return listener


def _prepare(settings: "Settings") -> None:
    from quizapp import server
    from quizapp.errors import QuizappError

    try:
        with _bar("Bringing the memories up to date") as progress:
            report = server.prepare(settings, progress)
    except QuizappError as error:
        raise _failure(str(error)) from error
    if report is None:
        return
    typer.echo(f"The bank that ships was published: {len(report.added)} questions are new, "
               f"{len(report.updated)} changed, {len(report.withdrawn)} withdrawn.")  # fmt: skip
    if report.left_alone:
        typer.echo(f"{len(report.left_alone)} questions that teachers edited were left as they are:")
        typer.echo("\n".join(f"  {one}" for one in report.left_alone))


@contextmanager
def _database(settings: "Settings") -> Iterator["Database"]:
    """Open a database that is up to date."""
    from quizapp.storage.database import Database

    _prepare(settings)
    with closing(Database(settings.url)) as db:
        yield db


@contextmanager
def _bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """Hand out what shows how much is done of how much, as a bar where a person looks on."""
    with ExitStack() as shown:
        bars: list[Any] = []

        def tell(done: int, of: int) -> None:
            if not bars:
                bars.append(shown.enter_context(typer.progressbar(length=of, label=label, file=sys.stderr)))
            bars[0].update(done - bars[0].pos)

        yield tell


def _serve(listener: socket.socket) -> None:
    import uvicorn

    from quizapp.server import app as pages

    # Streamlit's own pings and limits, no compression (half the memory for each learner), no line for each request.
    settings = uvicorn.Config(
        pages, ws="websockets-sansio", ws_ping_interval=30, ws_ping_timeout=30, ws_per_message_deflate=False,
        log_level="warning", access_log=False, timeout_graceful_shutdown=3,
    )  # fmt: skip
    _tune()
    uvicorn.Server(settings).run(sockets=[listener])


def _tune() -> None:
    """Fit the interpreter to many short page runs beside each other; `benchmarks/page.py` says what it brings."""
    gc.freeze()  # what is loaded by now stays until the end
    gc.set_threshold(50_000, 20, 50)  # a full collection walks over all sessions, and everyone waits meanwhile
    sys.setswitchinterval(0.0005)  # a commit gives the lock away, and at 5 ms would get it back too late


def _shown(host: str) -> str:
    """Return the host as a browser on this machine writes it."""
    if host in ("0.0.0.0", "::"):
        return "localhost"
    return f"[{host}]" if ":" in host else host


def _failure(sentence: str) -> typer.Exit:
    typer.echo(sentence, err=True)
    return typer.Exit(1)
