"""The formulas of the echoes: arrays in, frozen values out. Nothing here knows Django, a person or a row."""
