"""Our rich text into HTML."""

import html
import re
from urllib.parse import quote

from question_bank.rich.signs import FENCE, INLINE

_ITEM = re.compile(r"( {0,40})(-|\d{1,9}\.) (?=\S)")


def to_html(text: str, folder: str = "") -> str:
    """Return our text as HTML; pictures are looked for in a folder."""
    lines = text.split("\n")
    blocks: list[str] = []
    place = 0
    while place < len(lines):
        block, place = _block(lines, place, folder)
        blocks.append(block)
    return "".join(blocks)


def _block(lines: list[str], place: int, folder: str) -> tuple[str, int]:
    if not lines[place]:
        return "", place + 1
    if lines[place] == FENCE and FENCE in lines[place + 1 :]:
        end = lines.index(FENCE, place + 1)
        return f"<pre>{html.escape(chr(10).join(lines[place + 1 : end]), quote=False)}</pre>", end + 1
    if _is_item(lines[place]):
        return _list_html(lines, place, folder)
    end = place
    while end < len(lines) and lines[end] and lines[end] != FENCE and not _is_item(lines[end]):
        end += 1
    end = max(end, place + 1)
    return f"<p>{'<br>'.join(_inline(line, folder) for line in lines[place:end])}</p>", end


def _item(line: str) -> tuple[str, str]:
    """Return the indent and the sign of an item, both empty if the line is none."""
    found = _ITEM.match(line)
    return (found[1], found[2]) if found else ("", "")


def _is_item(line: str) -> bool:
    indent, sign = _item(line)
    return bool(sign) and not indent


def _list_html(lines: list[str], place: int, folder: str) -> tuple[str, int]:
    """Write a list; what is indented below an item belongs to it."""
    indent, sign = _item(lines[place])
    items = []
    while place < len(lines) and (item := _ITEM.match(lines[place])) and item[1] == indent:
        if (item[2] == "-") != (sign == "-"):
            break
        body = _inline(lines[place][item.end() :], folder)
        place += 1
        while place < len(lines) and lines[place].startswith(f"{indent}  "):
            if _ITEM.match(lines[place]):
                inner, place = _list_html(lines, place, folder)
            else:
                inner, place = f"<br>{_inline(lines[place].strip(), folder)}", place + 1
            body += inner
        items.append(f"<li>{body}</li>")
    if sign == "-":
        return f"<ul>{''.join(items)}</ul>", place
    start = "" if sign == "1." else f' start="{sign[:-1]}"'
    return f"<ol{start}>{''.join(items)}</ol>", place


def _inline(text: str, folder: str) -> str:
    told, end = "", 0
    for found in INLINE.finditer(text):
        told += html.escape(text[end : found.start()], quote=False) + _marked(found, folder)
        end = found.end()
    return told + html.escape(text[end:], quote=False)


def _marked(found: re.Match[str], folder: str) -> str:
    match found.lastgroup:
        case "escaped" | "formula" as group:
            return html.escape(found[group], quote=False)
        case "code":
            return f"<code>{html.escape(found['code'], quote=False)}</code>"
        case "name":
            return f'<img src="{folder}{quote(found["name"])}" alt="{html.escape(found["alt"])}">'
    tag = found.lastgroup or ""
    return f"<{tag}>{_inline(found[tag].replace(chr(0xA0), ' ') if tag[0:2] == 'su' else found[tag], folder)}</{tag}>"
