"""The schema's revisions, through Alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError

UnknownRevision = CommandError


def config(url: str) -> Config:
    """Return Alembic's settings for a database."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    settings.attributes["url"] = url
    return settings


def upgrade(url: str) -> None:
    """Bring a database to the newest revision.

    Raises:
        UnknownRevision: the database has a revision that is not ours.
    """
    command.upgrade(config(url), "head")


def newest_revision() -> str:
    """Return the newest revision."""
    return ScriptDirectory.from_config(config("")).get_current_head() or ""
