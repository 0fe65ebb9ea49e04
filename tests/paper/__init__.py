"""How we write: text on paper, templates, workbook cells."""
