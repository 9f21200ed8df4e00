"""The pictures that questions show: looked at before they are kept, and given to whoever is asked."""

import io
import re
from collections.abc import Collection, Iterable
from hashlib import sha256

from question_bank.kinds import AnyQuestion
from quizapp.services.people import Actor
from quizapp.storage import files
from quizapp.storage.database import Database

MOST_POINTS = 25_000_000
"""Of one picture: what has more takes hundreds of megabytes to be drawn."""
SHOWN = re.compile(r"!\[[^\]\n]*\]\(file:([^()\s]+)\)")
_FORMATS = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp", "BMP": "bmp"}


class NoPicture(ValueError):
    """A file is no picture that can be shown; the message says why."""


def pictures(db: Database, actor: Actor, names: Collection[str]) -> dict[str, bytes]:
    """Return the pictures with these names, which texts of questions give; those that are missing are left out."""
    if not names:
        return {}
    with db.reading() as connection:
        return files.files(connection, names)


def names_in(questions: Iterable[AnyQuestion]) -> set[str]:
    """Return the names of the pictures that questions show."""
    texts = (one.model_dump_json() for one in questions)
    return {name for text in texts if "](file:" in text for name in SHOWN.findall(text)}


def own_name(data: bytes) -> str:
    """Return our name of a picture, made of what is in it: the same one is kept once, and none replaces another.

    Raises:
        NoPicture: browsers would not draw it, or it has too many points.
    """
    from PIL import Image, UnidentifiedImageError  # an eighth of a second, and only imports need it

    try:
        with Image.open(io.BytesIO(data), formats=list(_FORMATS)) as picture:
            width, height = picture.size
            ending = _FORMATS[picture.format or ""]
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, KeyError, Image.DecompressionBombError) as error:
        raise NoPicture("It is no picture that browsers draw: save it as PNG or JPEG.") from error
    if width * height > MOST_POINTS:
        raise NoPicture(f"The picture has {width:,} × {height:,} points: make it smaller.")
    return f"{sha256(data).hexdigest()[:24]}.{ending}"
