"""PDF files with text: pages to the blocks that all readers yield, each with its page and box.

What a page prints is put together to lines first, a table row being one line with its cells between
tabs; these numbered lines are what quotes are proved against.
"""
