"""Engine, sessions, embedded Postgres, column types and tables."""
