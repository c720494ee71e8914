"""What else makes a PDF: each is given the same words, fonts and sheet of paper, and makes the same letter."""
