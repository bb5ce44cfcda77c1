"""Facts into a folder of the user's: what they say beside those of a case, and which numbers follow them."""
