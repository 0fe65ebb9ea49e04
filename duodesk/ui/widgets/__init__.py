"""The one visual language: labels, fields, tables, cards and notices that all screens are made of."""
