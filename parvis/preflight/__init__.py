"""What is said to somebody before they publish. Pure: a `Manuscript` goes in, `Finding`s come out; nothing is read from the
database, nothing is kept, and nothing is fetched but the links, through the guarded door, when the manuscript allows it. Each check
is a folder of `checks/` (docs/adding-a-check.md)."""
