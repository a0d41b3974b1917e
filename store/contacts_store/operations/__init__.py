"""What the store does, one module an operation; ``contacts_store.store`` is the door to them."""
