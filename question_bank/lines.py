"""Lines that people fill in: several texts on one line, with a sign between them that a backslash makes a plain one."""

import re


def joined(texts: tuple[str, ...], sign: str) -> str:
    """Write texts on a line with a sign between them; `split` reads them back."""
    return f" {sign} ".join(text.replace(sign, f"\\{sign}") for text in texts)


def split(line: str, sign: str) -> tuple[str, ...]:
    """Read the texts on a line."""
    parts = re.split(rf"(?<!\\){re.escape(sign)}", line)
    return tuple(part.strip().replace(f"\\{sign}", sign) for part in parts)
