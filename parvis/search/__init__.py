"""Everything is found: people, words, places. What areas offer to be found is in their own `search.py`; see docs/search.md."""
