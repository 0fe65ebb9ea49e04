"""What a move of a card asks, one question a stage, in the panel beside the board."""
