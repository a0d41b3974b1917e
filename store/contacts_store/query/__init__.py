"""The query language of the search bar, the commands and saved searches: text in, a matcher of rows out."""
