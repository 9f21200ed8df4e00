"""sittings that nothing breaks: what a learner decides about facts, questions that return, flags and deadlines."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reset",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("fact_id", sa.String(length=120), nullable=False),
        sa.Column("attempt_id", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["learner_id"], ["person.id"], name=op.f("fk_reset_learner_id_person")),
        sa.PrimaryKeyConstraint("learner_id", "fact_id", "attempt_id", name=op.f("pk_reset")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "decision",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("fact_id", sa.String(length=120), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("verb", sa.String(length=16), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["learner_id"], ["person.id"], name=op.f("fk_decision_learner_id_person")),
        sa.PrimaryKeyConstraint("learner_id", "fact_id", "number", name=op.f("pk_decision")),
        sqlite_with_rowid=False,
    )
    op.add_column("sitting", sa.Column("deadline", sa.BigInteger(), nullable=True))
    op.add_column("sitting_item", sa.Column("repeats", sa.Integer(), nullable=True))
    op.add_column("sitting_item", sa.Column("flagged", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column("sitting_item", "flagged")
    op.drop_column("sitting_item", "repeats")
    op.drop_column("sitting", "deadline")
    op.drop_table("decision")
    op.drop_table("reset")
