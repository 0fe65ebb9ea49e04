"""The desk file: read door, write door, journal, undo, keys, migrations, backups; knows no subject
and no Qt.
"""
