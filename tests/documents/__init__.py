"""Agreement, code of conduct, recovery sheet, signatures."""
