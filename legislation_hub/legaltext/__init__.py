"""Law text, pure: files are read, lines become a tree of provisions, and the tree becomes text again."""
