"""Django's PostgreSQL, reading instants with the driver's compiled loader (see `base`)."""
