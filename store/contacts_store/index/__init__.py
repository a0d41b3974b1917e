"""The index: what was read of the files before, so that a large store opens at once. Disposable."""
