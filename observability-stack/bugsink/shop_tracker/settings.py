"""Settings shared by the container and the demo."""

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "bugsink"]


def prepare(installed_apps, middleware, bugsink):
    installed_apps.append("shop_tracker")
    login = middleware.index("bugsink.middleware.LoginRequiredMiddleware")
    middleware.insert(login, "shop_tracker.middleware.OpenDoor")
    bugsink.update(PHONEHOME=False, SINGLE_USER=True, SITE_TITLE="Observable shop")
