"""The tables. Attempts, reviews and corrections of them are only ever appended; a card is rebuilt from its reviews."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    false,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_HALF = _MILLISECOND / 2


def milliseconds(moment: datetime) -> int:
    """Return a moment as whole milliseconds since 1970 in UTC, which both engines keep, compare and index alike."""
    return (moment - EPOCH + _HALF) // _MILLISECOND


def moment_of(ms: int) -> datetime:
    """Return the moment that `milliseconds` made a number of."""
    return EPOCH + ms * _MILLISECOND


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept as milliseconds: SQLite would drop the time zone."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Return what is stored."""
        return None if value is None else milliseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Return what was stored."""
        return None if value is None else moment_of(value)


person = Table(
    "person", metadata,
    Column("id", Integer, primary_key=True),
    Column("token", String(64), nullable=False, unique=True),
    Column("name", String(80), nullable=False),
    Column("name_key", String(200), nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("preferences", Text),
)  # fmt: skip

article = Table(
    "article", metadata,
    Column("id", String(120), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("body", JSON, nullable=False),
)  # fmt: skip

fact = Table(
    "fact", metadata,
    Column("id", String(120), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("statement", Text, nullable=False),
    Column("topic", String(80), nullable=False, index=True),
    Column("withdrawn", Boolean, nullable=False),
    Column("answers", Text),
)  # fmt: skip

confusable = Table(
    "confusable", metadata,
    Column("fact_id", ForeignKey("fact.id"), primary_key=True),
    Column("other_id", ForeignKey("fact.id"), primary_key=True),
    sqlite_with_rowid=False,
)  # fmt: skip

fact_article = Table(
    "fact_article", metadata,
    Column("fact_id", ForeignKey("fact.id"), primary_key=True),
    Column("article_id", ForeignKey("article.id"), primary_key=True, index=True),
)  # fmt: skip

question = Table(
    "question", metadata,
    Column("id", String(200), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("topic", String(80), nullable=False),
    Column("stem", Text, nullable=False),
    Column("search", Text, nullable=False),
    Column("shipped_digest", String(64)),
    Column("edited", Boolean, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
)  # fmt: skip

question_version = Table(
    "question_version", metadata,
    Column("question_id", ForeignKey("question.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("body", Text, nullable=False),
    Column("author_id", ForeignKey("person.id")),
    Column("created_at", Moment, nullable=False),
)  # fmt: skip

question_fact = Table(
    "question_fact", metadata,
    Column("question_id", ForeignKey("question.id"), primary_key=True),
    Column("fact_id", ForeignKey("fact.id"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)  # fmt: skip

file = Table(
    "file", metadata,
    Column("name", String(40), primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("added_at", Moment, nullable=False),
)  # fmt: skip

sitting = Table(
    "sitting", metadata,
    Column("id", String(32), primary_key=True),
    Column("learner_id", ForeignKey("person.id"), nullable=False),
    Column("mode", String(32), nullable=False),
    Column("title", Text, nullable=False),
    Column("length", Integer, nullable=False),
    Column("zone", String(40), nullable=False, server_default="UTC"),
    Column("loads", Text, nullable=False, server_default="{}"),
    Column("started_at", Moment, nullable=False),
    Column("deadline", Moment),
    Column("ended_at", Moment),
    Index(None, "learner_id", "started_at"),
)  # fmt: skip

sitting_item = Table(
    "sitting_item", metadata,
    Column("sitting_id", ForeignKey("sitting.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("attempt_id", String(32), nullable=False),
    Column("question_id", String(200), nullable=False),
    Column("version", Integer, nullable=False),
    Column("shown", Text, nullable=False),
    Column("repeats", Integer),
    Column("flagged", Boolean, nullable=False, server_default=false()),
    sqlite_with_rowid=False,
)  # fmt: skip

attempt = Table(
    "attempt", metadata,
    Column("id", String(32), primary_key=True),
    Column("learner_id", ForeignKey("person.id"), nullable=False),
    Column("sitting_id", String(32), nullable=False),
    Column("question_id", String(200), nullable=False),
    Column("version", Integer, nullable=False),
    Column("response", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("seconds", Float),
    Column("answered_at", Moment, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip

review = Table(
    "review", metadata,
    Column("learner_id", ForeignKey("person.id"), primary_key=True),
    Column("fact_id", String(120), primary_key=True),
    Column("attempt_id", String(32), primary_key=True),
    Column("reviewed_at", Moment, nullable=False),
    Column("zone", String(40), nullable=False, server_default="UTC"),
    Column("score", Float, nullable=False),
    Column("guess", Float, nullable=False),
    Column("slip", Float, nullable=False, server_default="0"),
    Column("rating", Integer),
    Column("confidence", Integer),
    Column("hints", Integer, nullable=False, server_default="0"),
    Column("interval", Integer),
    sqlite_with_rowid=False,
)  # fmt: skip

correction = Table(
    "correction", metadata,
    Column("learner_id", ForeignKey("person.id"), primary_key=True),
    Column("attempt_id", String(32), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("score", Float),
    Column("guess", Float, nullable=False),
    Column("author_id", ForeignKey("person.id")),
    Column("made_at", Moment, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip

reset = Table(
    "reset", metadata,
    Column("learner_id", ForeignKey("person.id"), primary_key=True),
    Column("fact_id", String(120), primary_key=True),
    Column("attempt_id", String(32), primary_key=True),
    Column("made_at", Moment, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip

decision = Table(
    "decision", metadata,
    Column("learner_id", ForeignKey("person.id"), primary_key=True),
    Column("fact_id", String(120), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("verb", String(16), nullable=False),
    Column("until", Moment),
    Column("made_at", Moment, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip

card = Table(
    "card", metadata,
    Column("learner_id", ForeignKey("person.id"), primary_key=True),
    Column("fact_id", String(120), primary_key=True),
    Column("stability", Float, nullable=False),
    Column("difficulty", Float, nullable=False),
    Column("reviewed_at", Moment, nullable=False),
    Column("due", Moment, nullable=False),
    Column("reviews", Integer, nullable=False),
    Column("lapses", Integer, nullable=False),
    Column("interval", Integer, nullable=False, server_default="0"),
    Column("states", LargeBinary),
    sqlite_with_rowid=False,
)  # fmt: skip

exam = Table(
    "exam", metadata,
    Column("learner_id", ForeignKey("person.id"), primary_key=True),
    Column("day", String(10), nullable=False),
    Column("topics", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("planned_at", Moment, nullable=False),
)  # fmt: skip

published = Table(
    "published", metadata,
    Column("bank", String(40), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("published_at", Moment, nullable=False),
)  # fmt: skip
