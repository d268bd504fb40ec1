"""What gunicorn reads by itself where it is started in this folder: how its lines look, where numbers go."""

import os
import shutil
import tempfile
from typing import Any

from gunicorn.glogging import Logger

from cms.core.logs import JSONFormatter

_DEVELOPMENT = "cms.settings.dev"
_OWNER = "GALLEY_METRICS_OWNER"
_MEMORY = "/dev/shm" if "TMPDIR" not in os.environ and os.access("/dev/shm", os.W_OK) else None  # noqa: S108

# Each process counts in a file of this folder, and whichever is asked adds all up. It is new for each server:
# what one counted before would be counted twice. A reload keeps it, a second server takes one of its own.
# In memory where that is possible: the files are mapped, and a full disk would kill who writes to them.
if os.environ.get(_OWNER) != str(os.getpid()):
    os.environ[_OWNER] = str(os.getpid())
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="galley-metrics-", dir=_MEMORY)


class JSONLogger(Logger):
    """gunicorn's own, that writes as the settings of production do: its first process never loads them."""

    def setup(self, cfg: Any) -> None:
        """Let gunicorn choose where lines go, and say how they look."""
        super().setup(cfg)
        for handler in [*self.error_log.handlers, *self.access_log.handlers]:
            handler.setFormatter(JSONFormatter())


if os.environ.get("DJANGO_SETTINGS_MODULE", _DEVELOPMENT) != _DEVELOPMENT:
    logger_class = JSONLogger


def on_exit(_server: Any) -> None:
    """Leave nothing behind."""
    shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
