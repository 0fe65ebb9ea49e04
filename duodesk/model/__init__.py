"""The vocabulary: one mapped class per table, readable as a dictionary; imports only `base`."""
