import os
import sys

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Migrates the databases, then runs the server."

    def add_arguments(self, parser):
        parser.add_argument("address")

    def handle(self, *args, address, **options):
        call_command("migrate", "snappea", database="snappea")
        call_command("migrate")
        # With Bugsink's interpreter, because gunicorn need not be on the PATH.
        server = [sys.executable, "-m", "gunicorn", "--bind", address, "--threads", "4", "--no-control-socket"]
        server += ["--worker-tmp-dir", os.environ["BUGSINK_DATA"]]
        os.execv(sys.executable, [*server, "bugsink.wsgi"])
