"""Runs migrations on the connection that `db.migrate` hands over, inside its transaction."""

from alembic import context

from db.base import Base, synced_tables

synced_tables()
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
    transaction_per_migration=False,
)
context.run_migrations()
