"""People: their fields, what is done to them and read about them, look-alikes, interviews; used by
pairing and above.
"""
