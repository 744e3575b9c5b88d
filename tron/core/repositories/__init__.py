"""All SQL, one file per entity. Callers own the transaction; nothing here commits."""
