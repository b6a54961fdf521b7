"""Django's settings, derived from the typed options. Nothing here reads the environment directly."""

from __future__ import annotations

import sys

from django.core.exceptions import ImproperlyConfigured

from config.databases import database
from config.mail import mail
from config.options import ROOT, Options
from config.policy import content_security_policy

PARVIS = Options()
if PARVIS.refusals() and "check" not in sys.argv:
    raise ImproperlyConfigured("Parvis does not start in production like this:\n- " + "\n- ".join(PARVIS.refusals()))

SECRET_KEY = PARVIS.secret() or "only-for-check-" + "x" * 50
DEBUG = False
ALLOWED_HOSTS = PARVIS.host_list()
TESTING = PARVIS.mode == "test"

AREAS = [
    "kernel",
    "interface",
    "people",
    "chronicle",
    "live",
    "preflight",
    "notifications",
    "search",
    "communities",
    "posts",
    "identity",
    "feed",
    "rehearsal",
    "ripple",
    "leadership",
    "importers",
    "intranet",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_prose_editor",
    "django_tasks",
    "django_tasks_db",
    "anymail",
    "csp",
    *[f"parvis.{area}" for area in AREAS],
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "config",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "parvis.interface.compression.Compression",
    "parvis.interface.policy.middleware",
    "parvis.kernel.turns.middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "parvis.identity.middleware.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "parvis.interface.middleware.ErrorPages",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "parvis.interface.templating.Jinja",
        # Our own folders only: libraries bring templates of the other engine.
        "DIRS": [
            *[ROOT / "parvis" / area / "templates" for area in AREAS],
            *sorted((ROOT / "parvis" / "preflight" / "checks").glob("*/templates")),
        ],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "parvis.interface.templating.environment",
            "autoescape": True,
            "auto_reload": TESTING or PARVIS.mode == "trial",
            "context_processors": ["parvis.interface.context.common"],
        },
    },
    {  # for templates that come with libraries only
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

DATABASES = {"default": database(PARVIS.database_url, PARVIS.data_dir)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "slow"]}}

if PARVIS.redis_url:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": PARVIS.redis_url,
            "KEY_PREFIX": PARVIS.redis_prefix,
        }
    }
else:  # shared by the processes of one machine, through the database they have anyway
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kernel_cache"}}
if TESTING:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "identity.Account"
AUTHENTICATION_BACKENDS = ["parvis.identity.backends.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "parvis.identity.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "/sign-in/"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to whoever is not here
ACCOUNT_SESSION_REMEMBER = True
# A whole office comes from one address: what protects an account is the limit of failures on that account (the key).
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "60/m/ip,5/5m/key", "reset_password": "60/m/ip,5/m/key"}
# Limits are counted by the address of the person, not of the proxy.
ALLAUTH_TRUSTED_PROXY_COUNT = PARVIS.trusted_proxies
USERSESSIONS_TRACK_ACTIVITY = False

SESSION_ENGINE = "parvis.identity.sessions"
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "parvis.interface.views.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"

LANGUAGE_CODE = PARVIS.language
LANGUAGES = [("fr", "Français"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "parvis_language"
TIME_ZONE = PARVIS.time_zone
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = PARVIS.data_dir / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "parvis.interface.bundling.JoinedSheets",
]
# Joined in this order into the one stylesheet of every page.
PARVIS_SHEETS = [
    "interface/base.css",
    "interface/elements.css",
    "people/people.css",
    "notifications/notifications.css",
    "search/search.css",
    "communities/communities.css",
    "posts/posts.css",
    "rehearsal/rehearsal.css",
    "leadership/leadership.css",
    "leadership/doors.css",
    "intranet/intranet.css",
]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(PARVIS.data_dir / "files")},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if TESTING:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_MAX_AGE = 365 * 24 * 3600
WHITENOISE_USE_FINDERS = TESTING
WHITENOISE_AUTOREFRESH = TESTING
# Files are only reached through a view that asks visible_to: there is no public media address.
MEDIA_URL = ""
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 100
FILE_UPLOAD_HANDLERS = [
    "parvis.kernel.receiving.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

CONTENT_SECURITY_POLICY = content_security_policy(PARVIS.live, ALLOWED_HOSTS)
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if PARVIS.trusted_proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
if PARVIS.is_production:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    CSRF_TRUSTED_ORIGINS = [PARVIS.address]

ANYMAIL_CALLS = False  # whether a mail service may call us back
globals().update(mail("memory:" if TESTING else PARVIS.mail_url, demo=PARVIS.demo, webhook=PARVIS.mail_webhook))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = PARVIS.mail_from
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"parvis": {"level": "INFO"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
REPOSITORY = ROOT
