"""Documents: HTML, PDF, DOCX and text to paragraphs with places; each is taken apart in a process of its own."""
