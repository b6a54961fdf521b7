"""Echoes: what a post set in motion and whether speaking changes anything, measured in groups, never of a person."""
