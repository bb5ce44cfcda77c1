"""One function a question: an answer goes in, a `Page` of sentences, tables and charts comes out."""
