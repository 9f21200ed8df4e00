"""The signs of our rich text, and the names of the files that it shows."""

import re
from urllib.parse import unquote

PLUGIN_FILE = "@@PLUGINFILE@@/"
"""What stands before the name of a file in Moodle’s HTML."""
FENCE = "```"
STRONG, EM, SUB, SUP, CODE = "**", "*", "~", "^", "`"
SPACE = re.compile(r"[ \t\n\r\f\u00a0]+")
INLINE = re.compile(
    r"\\(?P<escaped>[*~^`!])"
    r"|(?P<formula>\\\(.{1,1000}?\\\)|\\\[.{1,1000}?\\\])"
    r"|`(?P<code>[^`\n]{1,1000})`"
    r"|!\[(?P<alt>[^\]\n]{0,300})\]\(file:(?P<name>[^()\s]{1,200})\)"
    r"|(?<![\w*])\*\*(?=[^\s*]|\*[^\s*])(?P<strong>[^\n]{1,1000}?)(?<=\S)\*\*(?![\w*])"
    r"|(?<![\w*])\*(?=[^\s*])(?P<em>[^\n*]{0,1000}?[^\s*])\*(?![\w*])"
    r"|~(?P<sub>[^~ \t\n]{1,200})~|\^(?P<sup>[^^ \t\n]{1,200})\^"
)
FORMULA = re.compile(r"\\\(.{1,1000}?\\\)|\\\[.{1,1000}?\\\]|\$\$(.{1,1000}?)\$\$", re.DOTALL)
_UNSAFE_NAME = re.compile(r"[()\[\]<>\s\x00-\x1f\"'\\]+")


def picture_name(source: str) -> str | None:
    """Return the safe name of the file that an address means; addresses of other computers mean none."""
    bare = source.strip().removeprefix(PLUGIN_FILE)
    if re.match(r"[a-z][a-z0-9+.-]*:|//", bare, re.IGNORECASE) or not bare:
        return None
    name = unquote(bare.partition("?")[0]).replace("\\", "/").rpartition("/")[2]
    return safe_name(name) or None


def safe_name(name: str) -> str:
    """Return the name of a file without what could leave its folder or break a text."""
    return _UNSAFE_NAME.sub("_", name).strip("._")


def with_formulas(text: str) -> str:
    """Return a text in which formulas between $$ stand in our own signs."""
    return FORMULA.sub(lambda found: found[0] if found[1] is None else f"\\({found[1]}\\)", text)
