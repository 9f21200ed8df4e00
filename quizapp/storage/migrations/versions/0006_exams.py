"""exams that learners prepare for: a day, topics, and minutes a day."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exam",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("planned_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["learner_id"], ["person.id"], name=op.f("fk_exam_learner_id_person")),
        sa.PrimaryKeyConstraint("learner_id", name=op.f("pk_exam")),
    )


def downgrade() -> None:
    op.drop_table("exam")
