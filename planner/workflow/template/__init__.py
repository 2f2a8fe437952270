"""What a clinician does with templates: look, start a new one, compare, try on a panel."""
