"""facts that change, or are easily confused: their answers, and with which others.

The answers are filled in when the bank is published next, which is at the next start: it brings another generator.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("fact", sa.Column("answers", sa.Text(), nullable=True))
    op.create_table(
        "confusable",
        sa.Column("fact_id", sa.String(length=120), nullable=False),
        sa.Column("other_id", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_confusable_fact_id_fact")),
        sa.ForeignKeyConstraint(["other_id"], ["fact.id"], name=op.f("fk_confusable_other_id_fact")),
        sa.PrimaryKeyConstraint("fact_id", "other_id", name=op.f("pk_confusable")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("confusable")
    op.drop_column("fact", "answers")
