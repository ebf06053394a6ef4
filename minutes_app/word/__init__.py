"""Word documents: the only door to docx, docxtpl, jinja2 and lxml. Templates in, filled .docx out; knows no meeting."""
