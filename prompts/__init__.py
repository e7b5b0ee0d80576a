"""Every prompt and every answer wording, as files with named variables (see `assistant/prompting.py`)."""
