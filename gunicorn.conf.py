"""What gunicorn reads by itself where it is started in this folder: one page of numbers for all processes."""

import os
import shutil
import tempfile
from typing import Any

_OWNER = "GALLEY_METRICS_OWNER"

# Each process counts in a file of this folder, and whichever is asked adds all up. It is new for each server:
# what one counted before would be counted twice. A reload keeps it, a second server takes one of its own.
if os.environ.get(_OWNER) != str(os.getpid()):
    os.environ[_OWNER] = str(os.getpid())
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="galley-metrics-")


def on_exit(_server: Any) -> None:
    """Leave nothing behind."""
    shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
