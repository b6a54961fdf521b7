"""Coulisses: a private space to practise before a few trusted colleagues. It knows people and nothing that publishes, lists,
notifies, searches or records (docs/decisions/0008-rehearsal-stands-apart.md): practice cannot leak even by mistake."""
