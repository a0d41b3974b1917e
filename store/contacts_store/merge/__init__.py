"""What differs between two states of a record, and how two changed states become one."""
