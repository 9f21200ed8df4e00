"""Pictures for the tests: one colour, as small as wanted."""

from __future__ import annotations

import io

from PIL import Image


def picture(colour: str = "red", format: str = "PNG", size: tuple[int, int] = (8, 8)) -> bytes:
    """Return a picture of one colour."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, format)
    return file.getvalue()
