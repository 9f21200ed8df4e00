"""The places of a sitting that is under way: asked again, opened again. They are a plan; the log is elsewhere."""

from collections.abc import Iterable

from sqlalchemy import Integer, bindparam, delete, exists, func, insert, literal_column, null, select, update

from quizapp.storage.answers import Item
from quizapp.storage.statements import Direct, Statement
from quizapp.storage.tables import attempt, question_fact, sitting, sitting_item

_OF_SITTING = sitting_item.c.sitting_id == bindparam("of_sitting")
_AT_PLACE = sitting_item.c.position == bindparam("at_place", type_=Integer)
_REPEATS_LATER = (
    _OF_SITTING,
    sitting_item.c.repeats == bindparam("first_place", type_=Integer),
    sitting_item.c.position > bindparam("at_place", type_=Integer),
)
_ANSWERED = exists().where(attempt.c.id == sitting_item.c.attempt_id)
_behind = sitting_item.alias("behind")
_LAST_PLACE = select(func.max(_behind.c.position)).where(_behind.c.sitting_id == bindparam("of_sitting"))
_ADD = Statement(
    insert(sitting_item)
    .inline()  # or SQLAlchemy would ask which place it became
    .values(
        sitting_id=bindparam("of_sitting"),
        position=_LAST_PLACE.scalar_subquery() + literal_column("1"),
        attempt_id=bindparam("new_attempt"),
        question_id=bindparam("question"),
        version=bindparam("of_version", type_=Integer),
        shown=bindparam("shown_as"),
        repeats=bindparam("first_place", type_=Integer),
    )
)
_REOPEN = Statement(update(sitting_item).where(_OF_SITTING, _AT_PLACE).values(attempt_id=bindparam("new_attempt")))
_RESUME = Statement(update(sitting).where(sitting.c.id == bindparam("of_sitting")).values(ended_at=null()))
_REPEATED = Statement(select(sitting_item.c.position).where(*_REPEATS_LATER, _ANSWERED))
_DROP_REPEATS = Statement(delete(sitting_item).where(*_REPEATS_LATER, ~_ANSWERED))
_OPEN_SITTINGS = select(sitting.c.id).where(
    sitting.c.learner_id == bindparam("of_learner"), sitting.c.ended_at.is_(None)
)
_ABOUT = select(question_fact.c.question_id).where(question_fact.c.fact_id == bindparam("of_fact"))
_DROP_REPEATS_OF = Statement(
    delete(sitting_item).where(
        sitting_item.c.sitting_id.in_(_OPEN_SITTINGS),
        sitting_item.c.repeats.is_not(None),
        sitting_item.c.question_id.in_(_ABOUT),
        ~_ANSWERED,
    )
)


def repeat(direct: Direct, item: Item, attempt_id: str, shown: str) -> None:
    """Add a place to the end of a sitting, at which a question is asked again."""
    _ADD.run(
        direct, of_sitting=item.sitting_id, new_attempt=attempt_id, question=item.question_id,
        of_version=item.version, shown_as=shown, first_place=_first_place(item),
    )  # fmt: skip


def is_repeated(direct: Direct, item: Item) -> bool:
    """Say whether the question of a place was asked and answered again since."""
    return bool(_REPEATED.rows(direct, **_later(item)))


def reopen(direct: Direct, item: Item, attempt_id: str) -> None:
    """Open a place anew, and take out of the plan that its question is asked again; its sitting goes on."""
    _REOPEN.run(direct, of_sitting=item.sitting_id, at_place=item.position, new_attempt=attempt_id)
    _DROP_REPEATS.run(direct, **_later(item))
    _RESUME.run(direct, of_sitting=item.sitting_id)


def drop_repeats_of(direct: Direct, learner_id: int, fact_ids: Iterable[str]) -> None:
    """Take out of a learner's open sittings that questions about some facts are asked again."""
    _DROP_REPEATS_OF.run_many(direct, [{"of_learner": learner_id, "of_fact": one} for one in fact_ids])


def _first_place(item: Item) -> int:
    return item.position if item.repeats is None else item.repeats


def _later(item: Item) -> dict[str, str | int]:
    return {"of_sitting": item.sitting_id, "first_place": _first_place(item), "at_place": item.position}
