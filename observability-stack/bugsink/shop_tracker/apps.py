import os
import uuid

from django.apps import AppConfig
from django.db.models.signals import post_migrate

PROJECT = 1
OWNER = "operator@shop.example"


class ShopTracker(AppConfig):
    name = "shop_tracker"

    def ready(self):
        from django.apps import apps

        # Bugsink migrates at every start, which applies a changed key.
        post_migrate.connect(provision, sender=apps.get_app_config("projects"))


def provision(using, **_):
    """Creates project 1 with the key BUGSINK_PROJECT_KEY, which SENTRY_DSN contains."""
    if using != "default":
        return
    from django.contrib.auth import get_user_model
    from phonehome.models import Installation
    from projects.models import Project, ProjectMembership, ProjectRole
    from teams.models import Team

    key = uuid.UUID(os.environ["BUGSINK_PROJECT_KEY"])
    users = get_user_model().objects
    owner = users.filter(username=OWNER).first() or users.create_superuser(username=OWNER, email=OWNER, password=None)
    team, _ = Team.objects.get_or_create(name="shop")
    project, _ = Project.objects.get_or_create(
        id=PROJECT,
        defaults={
            "name": "shop",
            "team": team,
            "sentry_key": key,
            "alert_on_new_issue": False,
            "alert_on_regression": False,
        },
    )
    if project.sentry_key != key:
        project.sentry_key = key
        project.save(update_fields=["sentry_key"])
    ProjectMembership.objects.get_or_create(
        project=project, user=owner, defaults={"role": ProjectRole.ADMIN, "accepted": True}
    )
    # Bugsink sends no mail here, so its warning about missing mail settings is noise.
    Installation.objects.update(silence_email_system_warning=True)
