"""The embedded multilingual-e5-small: from the packed 4-bit file to an ordinary model folder.

`packed` reads the file, `vocabulary` chooses the pieces that Chinese and ASCII text needs and
builds the tokenizer, `folder` writes the sentence-transformers folder into the user's cache.
"""
