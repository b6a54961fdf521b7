from django.apps import AppConfig


class RippleConfig(AppConfig):
    name = "parvis.ripple"
