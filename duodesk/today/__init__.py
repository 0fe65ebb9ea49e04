"""What needs a person today: one declared list of rules over frozen facts of all subjects, and what
changed meanwhile. Only demo and the window may import it.
"""
