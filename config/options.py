"""Every setting of a Parvis installation, from the environment. `bin/manage options` prints this list."""

from __future__ import annotations

import secrets
from pathlib import Path

from pydantic import AliasChoices, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Options(BaseSettings):
    """Fewer than forty fields, each with a sentence. Unsafe values are refused at a production start."""

    model_config = SettingsConfigDict(extra="ignore", populate_by_name=True)

    mode: str = Field(
        "trial",
        validation_alias="PARVIS_MODE",
        description="trial (bin/run: demo, http, console mail), test, or production (everything strict).",
    )
    demo: bool = Field(
        False,
        validation_alias="PARVIS_DEMO",
        description="Shows the page where one signs in as a member of the demo's cast. Never in production.",
    )
    secret_key: str = Field(
        "",
        validation_alias="PARVIS_SECRET_KEY",
        description="50 random characters or more that sign sessions and links. A trial makes its own in data_dir.",
    )
    data_dir: Path = Field(
        ROOT / "var",
        validation_alias="PARVIS_DATA_DIR",
        description="Folder for uploads, the SQLite file and the id slots. Back it up.",
    )
    database_url: str = Field(
        "",
        validation_alias=AliasChoices("PARVIS_DATABASE_URL", "DATABASE_URL"),
        description="postgresql://user:password@host:port/name, or sqlite:///path. Empty: SQLite in data_dir.",
    )
    redis_url: str = Field(
        "",
        validation_alias=AliasChoices("PARVIS_REDIS_URL", "REDIS_URL"),
        description="redis://host:port/number for cache, rate limits and live news; needed with several machines.",
    )
    redis_prefix: str = Field(
        "parvis", validation_alias="PARVIS_REDIS_PREFIX", description="Put before every key written to Redis."
    )
    hosts: str = Field(
        "127.0.0.1,localhost,[::1]",
        validation_alias="PARVIS_HOSTS",
        description="Names this installation answers to, separated by commas.",
    )
    address: str = Field(
        "http://127.0.0.1:8000",
        validation_alias="PARVIS_ADDRESS",
        description="Public address, used in mails. https:// in production.",
    )
    live: str = Field(
        "",
        pattern=r"^(|/live/|:\d{2,5})$",
        validation_alias="PARVIS_LIVE",
        description="Where pages hear news as they happen (`bin/manage live`): /live/ behind your proxy, :8001 for a port of its own. Empty: they ask now and then.",
    )
    node: int = Field(
        0,
        ge=0,
        le=15,
        validation_alias="PARVIS_NODE",
        description="Number of this machine, 0 to 15, different on each: keeps ids unique.",
    )
    trusted_proxies: int = Field(
        0,
        ge=0,
        validation_alias="PARVIS_TRUSTED_PROXIES",
        description="How many proxies of yours stand in front (their X-Forwarded-* headers are believed).",
    )
    mail_url: str = Field(
        "console:",
        validation_alias="PARVIS_MAIL_URL",
        description="smtp://user:password@host:port, smtps://…, SERVICE://key@domain (brevo, mailgun, mailjet, postmark, sendgrid…), or console:",
    )
    mail_from: str = Field(
        "Parvis <parvis@localhost>", validation_alias="PARVIS_MAIL_FROM", description="Sender of mails."
    )
    mail_reply: str = Field(
        "",
        validation_alias="PARVIS_MAIL_REPLY",
        description="reply@host: answers to notices come there (reply+…@host) and are given to `bin/manage mail receive`. Empty: none.",
    )
    mail_titles_only: bool = Field(
        False,
        validation_alias="PARVIS_MAIL_TITLES_ONLY",
        description="Mails and pushes say that something happened, without a word of what was written.",
    )
    mail_webhook: str = Field(
        "",
        validation_alias="PARVIS_MAIL_WEBHOOK",
        description="user:password of the addresses /anymail/… that a mail service calls (bounces, mail coming in). Empty: none.",
    )
    time_zone: str = Field(
        "Europe/Paris", validation_alias="PARVIS_TIME_ZONE", description="Time zone of people who chose none."
    )
    language: str = Field(
        "fr", validation_alias="PARVIS_LANGUAGE", description="fr or en: language of people who chose none."
    )
    upload_limit_mb: int = Field(
        40, ge=1, validation_alias="PARVIS_UPLOAD_LIMIT_MB", description="Largest file one may attach, in MB."
    )
    video_limit_mb: int = Field(
        200, ge=1, validation_alias="PARVIS_VIDEO_LIMIT_MB", description="Largest video, in MB."
    )
    form_limit_mb: int = Field(
        400, ge=1, validation_alias="PARVIS_FORM_LIMIT_MB", description="Largest sum of the files of one form, in MB."
    )
    settle_reactions_s: int = Field(
        8,
        ge=0,
        le=3600,
        validation_alias="PARVIS_SETTLE_REACTIONS_S",
        description="Seconds before others see a reaction; undone before, it never was. 0: at once.",
    )
    settle_comments_s: int = Field(
        10,
        ge=0,
        le=3600,
        validation_alias="PARVIS_SETTLE_COMMENTS_S",
        description="Seconds before others see a comment; undone before, it never was. 0: at once.",
    )
    settle_posts_s: int = Field(
        20,
        ge=0,
        le=3600,
        validation_alias="PARVIS_SETTLE_POSTS_S",
        description="Seconds before others see a post; undone before, it is a draft again. 0: at once.",
    )
    settle_first_post_s: int = Field(
        120,
        ge=0,
        le=3600,
        validation_alias="PARVIS_SETTLE_FIRST_POST_S",
        description="The same for somebody's first post. 0: at once.",
    )
    unfold_links: bool = Field(
        True,
        validation_alias="PARVIS_UNFOLD_LINKS",
        description="Fetch linked pages once to show their title. No: links stay plain, nothing goes out.",
    )

    @property
    def is_production(self) -> bool:
        return self.mode == "production"

    def secret(self) -> str:
        """The signing key; a trial keeps one of its own in data_dir."""
        if self.secret_key or self.is_production:
            return self.secret_key
        kept = self.data_dir / "secret_key"
        if not kept.exists():
            self.data_dir.mkdir(parents=True, exist_ok=True)
            kept.write_text(secrets.token_urlsafe(64))
            kept.chmod(0o600)
        return kept.read_text()

    def host_list(self) -> list[str]:
        return [host.strip() for host in self.hosts.split(",") if host.strip()]

    def refusals(self) -> list[str]:
        """Why a production start is refused: one sentence each, with the fix. Empty when safe."""
        if not self.is_production:
            return []
        checks = [
            (len(self.secret_key) < 50, "PARVIS_SECRET_KEY is missing or short: set 50 random characters, e.g. the "
             "output of `python3 -c 'import secrets; print(secrets.token_urlsafe(64))'`."),
            (self.demo, "PARVIS_DEMO lets anyone sign in as the cast: remove it in production."),
            (not self.address.startswith("https://"), "PARVIS_ADDRESS must start with https://: sessions travel in "
             "cookies that only https protects."),
            ("*" in self.host_list(), "PARVIS_HOSTS must name your hosts instead of *."),
            (not self.database_url, "DATABASE_URL is empty: name a PostgreSQL database, or say "
             "sqlite:////absolute/path.sqlite3 if one machine and one file is what you want."),
            (self.mail_url.startswith("console"), "PARVIS_MAIL_URL prints mails to the console: name your SMTP server."),
        ]  # fmt: skip
        return [sentence for wrong, sentence in checks if wrong]
