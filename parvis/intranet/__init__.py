"""Facts stay on the intranet; here they are explained and debated. Sources bring them, and each has one home."""
