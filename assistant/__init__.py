"""The question side: understanding, computing, retrieving, wording and verifying."""
