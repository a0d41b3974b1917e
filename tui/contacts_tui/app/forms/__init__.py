"""The parts of forms: their state as values, words beside a field, the rows of phones and e-mails."""
