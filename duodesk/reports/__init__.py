"""Headquarters' figures, the same in every office: cohorts, definitions, the workbook."""
