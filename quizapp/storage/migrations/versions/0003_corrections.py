"""corrections: an attempt that is marked anew, or counts no longer; the last one of an attempt holds."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "correction",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("guess", sa.Float(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_correction_author_id_person")),
        sa.ForeignKeyConstraint(["learner_id"], ["person.id"], name=op.f("fk_correction_learner_id_person")),
        sa.PrimaryKeyConstraint("learner_id", "attempt_id", "number", name=op.f("pk_correction")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("correction")
