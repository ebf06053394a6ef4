"""An office's own Word form becomes a template: blanks found, fields proposed, marks written, nothing else touched."""
