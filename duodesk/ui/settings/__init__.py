"""Settings: this computer, the office, colleagues, choices of the programme, safety."""
