"""What people fill in, by wing."""
