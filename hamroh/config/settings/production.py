"""The production profile: PostgreSQL, HTTPS, nothing guessed. A missing setting is named at start."""

from hamroh.config import environment
from hamroh.config.mail import mail_settings

environment.require("production")

from .base import *  # noqa: E402, F403
from .base import HAMROH_HOME  # noqa: E402

SECRET_KEY = environment.text("HAMROH_SECRET_KEY")
DATABASES = {
    "default": environment.database(environment.text("HAMROH_DATABASE_URL")),
    "care": environment.database(environment.text("HAMROH_CARE_DATABASE_URL"), setting="HAMROH_CARE_DATABASE_URL"),
}
globals().update(mail_settings(environment.value("HAMROH_MAIL_URL"), HAMROH_HOME / "mail"))

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31536000
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
