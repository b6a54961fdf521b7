"""The ground: ids, clock, registries, work after commit, keyset pages, guarded outbound HTTP. No models, no domain word."""
