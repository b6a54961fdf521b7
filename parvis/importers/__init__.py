"""A door: brings in what was said elsewhere, dated as it was said, resumable, counted at the end."""
