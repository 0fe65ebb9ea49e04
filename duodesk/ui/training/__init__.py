"""The screen of the calendar: month, week, series, mentors' meetings, days off."""
