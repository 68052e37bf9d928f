from django.contrib.auth import get_user_model
from django.utils.functional import SimpleLazyObject

from .apps import OWNER


class OpenDoor:
    """Everybody who reaches the page is its owner, as with Jaeger and Prometheus beside it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.user = SimpleLazyObject(lambda: get_user_model().objects.get(username=OWNER))
        return self.get_response(request)
