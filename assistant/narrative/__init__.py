"""Narrative questions: what is asked, where it stands, and the sentences that answer."""
