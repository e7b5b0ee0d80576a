"""The error tree of the project. Every message is one clear sentence in Chinese for the user.

BudgetError
├── ReadError          a file cannot be read as a budget document
├── StoreError         the store is missing, broken or of another version
│   └── EmptyStoreError   nothing has been ingested yet
├── EncoderError       the encoder cannot be loaded, or differs from the index's
└── UsageError         a wrong argument from the user
"""

from __future__ import annotations


class BudgetError(Exception):
    """Base of all errors that the outermost layer turns into one sentence for the user."""


class ReadError(BudgetError):
    """A file cannot be read as a budget document."""


class StoreError(BudgetError):
    """The store is missing, broken or of another version."""


class EmptyStoreError(StoreError):
    """Nothing has been ingested yet."""


class EncoderError(BudgetError):
    """The encoder cannot be loaded, or is another than the index was made with."""


class UsageError(BudgetError):
    """A wrong argument from the user."""
