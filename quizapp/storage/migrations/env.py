"""How Alembic reaches the database: by the URL that quizapp.storage.database hands over."""

from alembic import context

from quizapp.storage.database import Database
from quizapp.storage.tables import metadata

database = Database(context.config.attributes["url"])
with database.writing() as connection:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        compare_type=True,
        compare_server_default=True,
        transaction_per_migration=False,
    )
    context.run_migrations()
database.close()
