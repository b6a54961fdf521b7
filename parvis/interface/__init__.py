"""The look: tokens, layout, elements, htmx helpers, behaviours. No domain word."""
