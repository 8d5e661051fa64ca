"""One platform for the whole way of a draft law to the households and back."""
