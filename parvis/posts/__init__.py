"""Talk. A post (note, question, article, video, poll, share) lives in one place: a community or its author's storyline.
A post without a `Publication` is a draft, or has not settled (`settling`). `active_at` is set while a post is listed (published, not withdrawn) and is the
key of every list; `audience` says who may read it (everyone who works here, or the members of its community)."""
