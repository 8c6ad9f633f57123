"""What every profile shares. The environment's settings are declared in `hamroh.config.environment`."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from hamroh.config import environment
from hamroh.config.logs import logging_dictionary

ROOT = environment.ROOT
HAMROH_HOME = Path(environment.text("HAMROH_HOME"))
HAMROH_HEADS = Path(environment.value("HAMROH_HEADS") or HAMROH_HOME / "heads")
HAMROH_SAMPLES = Path(environment.text("HAMROH_SAMPLES"))
HAMROH_COUNTRY = environment.text("HAMROH_COUNTRY")
HAMROH_DEMONSTRATION = environment.value("HAMROH_DEMONSTRATION") == "1"
HAMROH_COMPUTE = environment.text("HAMROH_COMPUTE")
HAMROH_ORIGIN = environment.text("HAMROH_ORIGIN").rstrip("/")
HAMROH_UPLOAD_BYTES = environment.whole_number("HAMROH_UPLOAD_MB") * 1024 * 1024
HAMROH_NODE_MODULES = ROOT / "node_modules"

DEBUG = False
ALLOWED_HOSTS = [host.strip() for host in environment.text("HAMROH_HOSTS").split(",")]
CSRF_TRUSTED_ORIGINS = [HAMROH_ORIGIN]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    # Before allauth, so that its pages have our face.
    "hamroh.web",
    "hamroh.web.desk",
    "hamroh.portal",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_filters",
    "django.forms",
    "django_q",
    "hamroh.kernel.places",
    "hamroh.kernel.organisations",
    "hamroh.kernel.people",
    "hamroh.kernel.languages",
    "hamroh.kernel.ledger",
    "hamroh.kernel.documents",
    "hamroh.kernel.background",
    "hamroh.kernel.intake",
    "hamroh.commons.activities",
    "hamroh.commons.indicators",
    "hamroh.commons.sources",
    "hamroh.commons.inbox",
    "hamroh.commons.agenda",
    "hamroh.commons.evidence",
    "hamroh.commons.releases",
    "hamroh.rooms.coordination",
    "hamroh.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "hamroh.web.security.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "hamroh.kernel.people.sessions.SameBrowser",
    "hamroh.kernel.people.middleware.ActingMiddleware",
    "hamroh.web.errors.RefusalMiddleware",
]

ROOT_URLCONF = "hamroh.config.urls"
WSGI_APPLICATION = "hamroh.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hamroh.web.context.shell",
            ],
        },
    }
]

DATABASE_ROUTERS = ["hamroh.config.routers.RealmRouter"]
# Counted tries (sign-in throttling) must be one count for all server processes; figures that may be summed anew on each
# need not wait for the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 3_000}},
    "objects": {"BACKEND": "hamroh.config.object_cache.ObjectCache", "OPTIONS": {"MAX_ENTRIES": 48}},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:today"
ACCOUNT_ADAPTER = "hamroh.kernel.people.adapter.InvitationOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Hamroh"
USERSESSIONS_TRACK_ACTIVITY = True

LANGUAGE_CODE = "en"
LANGUAGES = [("tg", _("Tajik")), ("ru", _("Russian")), ("en", _("English")), ("zh-hans", _("Chinese"))]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Dushanbe"
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["hamroh.web.locales"]

STATIC_URL = "/static/"
STATIC_ROOT = HAMROH_HOME / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HAMROH_HOME / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 31536000

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "hamroh.web.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None
FORM_RENDERER = "hamroh.web.forms.Renderer"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

DEFAULT_FROM_EMAIL = environment.text("HAMROH_MAIL_FROM")
EMAIL_TIMEOUT = 20

Q_CLUSTER = {
    "name": "hamroh",
    "orm": "default",
    "workers": environment.whole_number("HAMROH_WORKERS"),
    "timeout": 3600,
    # A lease must outlive the longest step, else the work is handed out while it still runs.
    "retry": 3900,
    "ack_failures": False,
    "max_attempts": 20,
    "poll": 0.5,
    "catch_up": False,
    "save_limit": 500,
    "label": "hamroh",
}

LOGGING = logging_dictionary(environment.text("HAMROH_LOG_LEVEL"))
LOGGING_CONFIG = "logging.config.dictConfig"
