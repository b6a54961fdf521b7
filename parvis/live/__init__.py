"""News as it happens: small hints to the pages that are open, each only to who may see what it is about. A page then fetches what has
changed through the ordinary, guarded addresses. See docs/decisions/0018-live.md."""
