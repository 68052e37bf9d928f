"""Settings for a local installation: one process, all data in the folder BUGSINK_DATA."""

import os

from bugsink.settings.default import *  # noqa: F403

from .settings import ALLOWED_HOSTS, prepare  # noqa: F401

_data = os.environ["BUGSINK_DATA"]

SECRET_KEY = os.environ["SECRET_KEY"]
TIME_ZONE = "UTC"
EMAIL_BACKEND = "bugsink.email_backends.QuietConsoleEmailBackend"
DATABASES["default"]["NAME"] = f"{_data}/db.sqlite3"  # noqa: F405
DATABASES["snappea"]["NAME"] = f"{_data}/snappea.sqlite3"  # noqa: F405
# Process events synchronously instead of in a second process.
SNAPPEA = {"TASK_ALWAYS_EAGER": True}
BUGSINK = {"BASE_URL": "http://localhost:8000", "INGEST_STORE_BASE_DIR": f"{_data}/ingestion"}

prepare(INSTALLED_APPS, MIDDLEWARE, BUGSINK)  # noqa: F405
