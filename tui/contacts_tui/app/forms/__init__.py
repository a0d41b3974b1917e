"""The parts of dialogs: their state as values, words beside a field, rows, choices, and saving."""
