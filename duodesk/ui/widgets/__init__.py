"""The one visual language: labels, fields, tables, cards, notices; all screens are made of it."""
