"""What is asked across facts, written by hand: relations between them, questions with several keys, who says what."""

from pydantic import Field

from question_bank.model import Value


class Belongs(Value):
    """What belongs together in a relation, and the fact that says so."""

    fact: str
    left: str
    right: str


class Relation(Value):
    """Pairs of the same sort, such as events and their years; questions take `size` of them at a time.

    Where `order` asks for it, the left sides are also put in the order of the figures on the right. A `shared` right
    side may belong to several left ones of a question.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    match: str
    order: str = ""
    size: int = 4
    most: int = 6
    ascending: bool = False
    shared: bool = False
    pairs: tuple[Belongs, ...]
    distractors: tuple[str, ...] = ()


class Several(Value):
    """A question about facts that has several right answers."""

    facts: tuple[str, ...] = Field(min_length=1)
    stem: str
    keys: tuple[str, ...] = Field(min_length=2)
    distractors: tuple[str, ...] = Field(min_length=2)


class Source(Value):
    """A question for the one who says what a fact says: the articles are the options, or the others named here."""

    fact: str
    stem: str
    others: tuple[str, ...] = ()
