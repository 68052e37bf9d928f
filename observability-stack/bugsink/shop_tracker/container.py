"""Settings in the official image: its own, which it reads from the environment, and ours."""

import os
from pathlib import Path

# Its own settings take it from the environment alone.
os.environ.setdefault("SECRET_KEY", Path("/run/secrets/BUGSINK_SECRET_KEY").read_text())

from bugsink_conf import *  # noqa: E402, F403

from .settings import ALLOWED_HOSTS, prepare  # noqa: E402, F401

prepare(INSTALLED_APPS, MIDDLEWARE, BUGSINK)  # noqa: F405
