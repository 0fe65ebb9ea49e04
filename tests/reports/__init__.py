"""Figures and the workbook for headquarters."""
