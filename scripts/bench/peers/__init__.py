"""What else makes a PDF: each makes the same letter of the same words, fonts and sheet of paper."""
