"""One small module per family of commands, imported only when one of them is called."""
