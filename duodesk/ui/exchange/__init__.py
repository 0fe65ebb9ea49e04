"""The screen of the exchange: laptops, files, two versions, the log."""
