"""The memory: one append-only record of who did what to what, when, in which place."""
