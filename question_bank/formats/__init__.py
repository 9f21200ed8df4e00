"""The registry of interchange formats: what questions can be written as and read from."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from question_bank.formats import jsonl
from question_bank.kinds import AnyQuestion


class Format(NamedTuple):
    """A file format; `read` raises a ValueError that says where the file is bad and why."""

    title: str
    suffix: str
    write: Callable[[Iterable[AnyQuestion]], bytes]
    read: Callable[[bytes], list[AnyQuestion]]


FORMATS = {"jsonl": Format("JSON Lines", ".jsonl", jsonl.write, jsonl.read)}
