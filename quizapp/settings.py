"""What an operator can set, by environment variables that begin with QUIZAPP_."""

import os
from pathlib import Path
from urllib.parse import quote

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where data is kept: a folder for SQLite, or the URL of another database."""

    model_config = SettingsConfigDict(env_prefix="QUIZAPP_")

    data: Path = Path.home() / ".quizapp"
    database_url: str | None = None

    @property
    def url(self) -> str:
        """The database's URL for SQLAlchemy."""
        return with_driver(self.database_url) if self.database_url else sqlite_url(self.data / "quizapp.sqlite")


def from_folder(data: Path | None) -> Settings:
    """Read the settings; a folder that was given is handed on by the environment, from which the pages read."""
    if data is not None:
        os.environ["QUIZAPP_DATA"] = str(data.expanduser().absolute())
    return Settings()


def sqlite_url(path: Path) -> str:
    """Return the URL of an SQLite file, whatever signs its name has."""
    return f"sqlite:///{quote(str(path.expanduser().absolute()))}"


def with_driver(url: str) -> str:
    """Return a PostgreSQL URL, as providers print it, with the driver that we ship."""
    for scheme in ("postgres://", "postgresql://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url
