"""Leaders go first: whom one opens oneself to, the twelve steps, the quarter of an hour, open doors, first voices, the companion's notebook.
Nothing here writes, publishes, reacts or answers in another person's place; what is rehearsed is not known here either."""
