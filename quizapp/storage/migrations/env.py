"""How Alembic reaches the database: by the URL that quizapp.storage.database hands over."""

from contextlib import closing

from alembic import context
from sqlalchemy import func, select

from quizapp.storage.database import Database
from quizapp.storage.tables import metadata

LOCK = 1_776_102
"""What names our lock among all that a PostgreSQL server holds."""

with closing(Database(context.config.attributes["url"])) as database, database.writing() as connection:
    if not database.is_sqlite:  # there one writer begins at a time anyway; here processes that start together wait
        connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        compare_type=True,
        compare_server_default=True,
        transaction_per_migration=False,
    )
    context.run_migrations()
