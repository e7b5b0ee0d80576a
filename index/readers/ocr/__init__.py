"""Scanned pages and pictures: the words that are recognised in them, with the rules that are drawn, as pages
that the readers of PDF files lay out like printed ones."""
