"""The command `quizapp`."""

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizapp import cli_bank

if TYPE_CHECKING:
    from quizapp.settings import Settings

# What a command needs is imported when it runs, so that `quizapp --help` answers at once.

app = typer.Typer(
    help="Learn the facts of articles: a quiz in your browser that knows what is fading.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

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
        report = server.prepare(settings)
    except QuizappError as error:
        raise _failure(str(error)) from error
    if report is None:
        return
    typer.echo(f"The bank that ships was published: {len(report.added)} questions are new, "
               f"{len(report.updated)} changed, {len(report.withdrawn)} withdrawn.")  # fmt: skip
    if report.left_alone:
        typer.echo(f"{len(report.left_alone)} questions that teachers edited were left as they are:")
        typer.echo("\n".join(f"  {one}" for one in report.left_alone))


def _serve(listener: socket.socket) -> None:
    import uvicorn

    from quizapp.server import app as pages

    # Streamlit's own pings and limits, no compression (half the memory for each learner), no line for each request.
    settings = uvicorn.Config(
        pages, ws="websockets-sansio", ws_ping_interval=30, ws_ping_timeout=30, ws_per_message_deflate=False,
        log_level="warning", access_log=False, timeout_graceful_shutdown=3,
    )  # fmt: skip
    uvicorn.Server(settings).run(sockets=[listener])


def _shown(host: str) -> str:
    """Return the host as a browser on this machine writes it."""
    if host in ("0.0.0.0", "::"):
        return "localhost"
    return f"[{host}]" if ":" in host else host


def _failure(sentence: str) -> typer.Exit:
    typer.echo(sentence, err=True)
    return typer.Exit(1)
