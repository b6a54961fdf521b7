"""Who hears of what, why, and through which channel. Knows no post and no community: areas above offer kinds (`offering`)."""
