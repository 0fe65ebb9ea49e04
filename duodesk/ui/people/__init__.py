"""People: the list, one person with everything about them, the interview editor, lists brought
in.
"""
