"""The stream: home, filters, mutes, visits, and what comes from beyond one's team. Composed on read, paged by key."""
