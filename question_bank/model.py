"""The base of every value in the bank: unchangeable, and strict about what it holds."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A value that never changes and refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Problem(Value):
    """Something wrong with what a person wrote, in words that person understands."""

    field: str
    message: str
