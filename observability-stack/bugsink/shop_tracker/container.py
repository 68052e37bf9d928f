"""Settings for the official image: its own, plus those of the shop."""

import os
from pathlib import Path

# The settings of the image only read it from the environment.
os.environ.setdefault("SECRET_KEY", Path("/run/secrets/BUGSINK_SECRET_KEY").read_text())

from bugsink_conf import *  # noqa: E402, F403

from .settings import ALLOWED_HOSTS, prepare  # noqa: E402, F401

prepare(INSTALLED_APPS, MIDDLEWARE, BUGSINK)  # noqa: F405
