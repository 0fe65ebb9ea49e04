"""The programme lived through with no screen: every step, every picture, every file, in a
folder.
"""
