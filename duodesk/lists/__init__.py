"""Spreadsheets in (read, recognise, check, apply) and lists out; used by the window and the command
line.
"""
