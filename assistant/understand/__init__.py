"""From a question to a typed plan: departments, items, operations, and what is left over."""
