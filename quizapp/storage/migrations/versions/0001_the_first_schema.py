"""the first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "article",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
    )
    op.create_table(
        "fact",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("topic", sa.String(length=80), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact")),
    )
    with op.batch_alter_table("fact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fact_topic"), ["topic"], unique=False)

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("name_key", name=op.f("uq_person_name_key")),
        sa.UniqueConstraint("token", name=op.f("uq_person_token")),
    )
    op.create_table(
        "published",
        sa.Column("bank", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("bank", name=op.f("pk_published")),
    )
    op.create_table(
        "question",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("topic", sa.String(length=80), nullable=False),
        sa.Column("stem", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("shipped_digest", sa.String(length=64), nullable=True),
        sa.Column("edited", sa.Boolean(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    op.create_table(
        "attempt",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.String(length=32), nullable=False),
        sa.Column("question_id", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=True),
        sa.Column("answered_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["learner_id"], ["person.id"], name=op.f("fk_attempt_learner_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "card",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("fact_id", sa.String(length=120), nullable=False),
        sa.Column("stability", sa.Float(), nullable=False),
        sa.Column("difficulty", sa.Float(), nullable=False),
        sa.Column("reviewed_at", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("reviews", sa.Integer(), nullable=False),
        sa.Column("lapses", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["learner_id"], ["person.id"], name=op.f("fk_card_learner_id_person")),
        sa.PrimaryKeyConstraint("learner_id", "fact_id", name=op.f("pk_card")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "fact_article",
        sa.Column("fact_id", sa.String(length=120), nullable=False),
        sa.Column("article_id", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_fact_article_article_id_article")),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_fact_article_fact_id_fact")),
        sa.PrimaryKeyConstraint("fact_id", "article_id", name=op.f("pk_fact_article")),
    )
    with op.batch_alter_table("fact_article", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fact_article_article_id"), ["article_id"], unique=False)

    op.create_table(
        "question_fact",
        sa.Column("question_id", sa.String(length=200), nullable=False),
        sa.Column("fact_id", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_question_fact_fact_id_fact")),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_question_fact_question_id_question")),
        sa.PrimaryKeyConstraint("question_id", "fact_id", name=op.f("pk_question_fact")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("question_fact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_fact_fact_id"), ["fact_id"], unique=False)

    op.create_table(
        "question_version",
        sa.Column("question_id", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_question_version_author_id_person")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_question_version_question_id_question")
        ),
        sa.PrimaryKeyConstraint("question_id", "version", name=op.f("pk_question_version")),
    )
    op.create_table(
        "review",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("fact_id", sa.String(length=120), nullable=False),
        sa.Column("attempt_id", sa.String(length=32), nullable=False),
        sa.Column("reviewed_at", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("guess", sa.Float(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["learner_id"], ["person.id"], name=op.f("fk_review_learner_id_person")),
        sa.PrimaryKeyConstraint("learner_id", "fact_id", "attempt_id", name=op.f("pk_review")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sitting",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["learner_id"], ["person.id"], name=op.f("fk_sitting_learner_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitting")),
    )
    with op.batch_alter_table("sitting", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sitting_learner_id_started_at"), ["learner_id", "started_at"], unique=False
        )

    op.create_table(
        "sitting_item",
        sa.Column("sitting_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.String(length=32), nullable=False),
        sa.Column("question_id", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name=op.f("fk_sitting_item_sitting_id_sitting")),
        sa.PrimaryKeyConstraint("sitting_id", "position", name=op.f("pk_sitting_item")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("sitting_item")
    with op.batch_alter_table("sitting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sitting_learner_id_started_at"))

    op.drop_table("sitting")
    op.drop_table("review")
    op.drop_table("question_version")
    with op.batch_alter_table("question_fact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_fact_fact_id"))

    op.drop_table("question_fact")
    with op.batch_alter_table("fact_article", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fact_article_article_id"))

    op.drop_table("fact_article")
    op.drop_table("card")
    op.drop_table("attempt")
    op.drop_table("question")
    op.drop_table("published")
    op.drop_table("person")
    with op.batch_alter_table("fact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fact_topic"))

    op.drop_table("fact")
    op.drop_table("article")
