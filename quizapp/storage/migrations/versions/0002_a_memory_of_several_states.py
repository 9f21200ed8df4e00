"""a memory of several states: what a review was given with, how a learner is taught, where and when a sitting is.

All of it may be added to rows that are there. A card with the interval 0 was made before: services/replay finds it by
that and makes it anew from the log, which is better done by the app's own memory than by a copy of it in here.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("preferences", sa.Text(), nullable=True))
    op.add_column("sitting", sa.Column("zone", sa.String(length=40), server_default="UTC", nullable=False))
    op.add_column("sitting", sa.Column("loads", sa.Text(), server_default="{}", nullable=False))
    op.add_column("review", sa.Column("zone", sa.String(length=40), server_default="UTC", nullable=False))
    op.add_column("review", sa.Column("slip", sa.Float(), server_default="0", nullable=False))
    op.add_column("review", sa.Column("confidence", sa.Integer(), nullable=True))
    op.add_column("review", sa.Column("hints", sa.Integer(), server_default="0", nullable=False))
    op.add_column("review", sa.Column("interval", sa.Integer(), nullable=True))
    op.add_column("card", sa.Column("interval", sa.Integer(), server_default="0", nullable=False))
    op.add_column("card", sa.Column("states", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    for table, *columns in (
        ("card", "states", "interval"),
        ("review", "interval", "hints", "confidence", "slip", "zone"),
        ("sitting", "loads", "zone"),
        ("person", "preferences"),
    ):
        for column in columns:
            op.drop_column(table, column)
