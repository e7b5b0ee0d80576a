"""The document side: reading budget documents into facts, passages and a store."""
