"""What each kind of file needs to become lines: Word, web pages, PDF, plain text, old office formats."""
