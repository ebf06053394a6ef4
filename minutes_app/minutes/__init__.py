"""Meeting → what the page says: document fields and text exports. Nothing here writes a file."""
