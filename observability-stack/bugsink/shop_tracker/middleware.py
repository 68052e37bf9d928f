from django.contrib.auth import get_user_model
from django.utils.functional import SimpleLazyObject

from .apps import OWNER


class OpenDoor:
    """Logs every visitor in as the owner: like Jaeger and Prometheus, Bugsink has no login here."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.user = SimpleLazyObject(lambda: get_user_model().objects.get(username=OWNER))
        return self.get_response(request)
