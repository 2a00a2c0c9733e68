"""A message's lines to Markdown: paragraphs, lists, tables, code; and where a picture cuts it."""
