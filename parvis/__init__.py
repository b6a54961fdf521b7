"""Parvis, the open square: one package per area, an area imports only areas below it (see .importlinter)."""
