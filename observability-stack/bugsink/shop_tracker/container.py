"""Settings in the official image: its own, which it reads from the environment, and ours."""

from bugsink_conf import *  # noqa: F403

from .settings import ALLOWED_HOSTS, prepare  # noqa: F401

prepare(INSTALLED_APPS, MIDDLEWARE, BUGSINK)  # noqa: F405
