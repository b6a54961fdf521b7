"""Accounts, sessions, invitations: how a person signs in. Nobody can sign in as somebody else."""
