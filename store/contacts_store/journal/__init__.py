"""What was changed, by whom, with the texts from before and after: for undo, redo and the log."""
