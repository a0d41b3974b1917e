"""What keys do to contacts and tags: each command one method, read from top to bottom.

A command runs as a worker of the main screen: it may wait for a thread or for an answer, and a store
error that it lets out becomes a toast.
"""
