"""The made-up organisation: the cast (shared with the tests) and the demo of about 240 people around it."""
