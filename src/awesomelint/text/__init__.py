"""What is known of text alone: lines, spans, scripts, columns, and where a bare URL ends."""
