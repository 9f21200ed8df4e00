"""Where things are kept: tables, the database, and queries named after what they find."""
