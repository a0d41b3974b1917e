"""What the store holds: contacts, phone numbers, e-mails, tags, and the rules of each field."""
