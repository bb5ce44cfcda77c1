"""Documents: HTML, PDF, DOCX and text to paragraphs with their places; each file is taken apart in a process of its own."""
