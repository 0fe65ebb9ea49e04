"""Heavy campaigns, each run by one command with a scale; the suite runs a small scale of each."""
