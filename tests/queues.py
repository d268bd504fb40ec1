"""Does what waits for the worker, so that a test sees what comes of it."""

from cms.operations import queue


def finish_queue() -> int:
    """Run the tasks that wait until none is left; return how many there were."""
    count = 0
    while queue.run_one():
        count += 1
    return count
