"""Addresses that others cannot open, or that open with their author's own access."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from parvis.kernel.outbound import is_public
from parvis.preflight.checks.links.addresses import numbered, parts, whole_host

INSIDE = (".localhost", ".local", ".internal", ".lan", ".intra", ".intranet", ".corp", ".home", ".home.arpa", ".test")
MIRRORS = re.compile(r"(?:^|\.)(?:nip\.io|sslip\.io|xip\.io|localtest\.me|lvh\.me|vcap\.me|lacolhost\.com|localho\.st|traefik\.me)$")  # fmt: skip
MAILBOX = re.compile(
    r"(?:^|\.)(?:mail\.google\.com|inbox\.google\.com|outlook\.(?:live|office|office365)\.com|(?:webmail|messagerie|mail|roundcube|zimbra|owa)\.[\w.-]+|mail\.yahoo\.com)$"
    r"|^(?:messages|contacts|calendar|keep|photos)\.google\.com$|^(?:app\.)?slack\.com$|^web\.whatsapp\.com$|^teams\.live\.com$"
)
DRIVE = re.compile(
    r"^onedrive\.live\.com$|^1drv\.ms$|-my\.sharepoint\.com$|^my\.sharepoint\.com$|^(?:www\.)?icloud\.com$"
)
OWN_PAGE = re.compile(
    r"/(?:drive/(?:u/\d+/)?(?:my-drive|home|recent|shared-with-me)|(?:mail|document|spreadsheets|calendar|drive)/u/\d+/|personal/|:\w:/g/personal/|home/(?:starred|recents)|mon-?compte|my-?account|account/orders|mes-commandes)(?:[/?#]|$|\w)",
    re.IGNORECASE,
)
SESSION = re.compile(
    r"^(?:phpsessid|jsessionid|aspsessionid\w*|cfid|cftoken|sid|session(?:_?id|_?key)?|sessid|access_?token|id_?token|refresh_?token|oauth_?token|token|auth(?:_?token|key)?|apikey|api_?key"
    r"|sig|signature|x-amz-(?:signature|credential|security-token)|x-goog-(?:signature|credential)|awsaccesskeyid|se|sv|sp|password|pwd|passwd|magic|otp|reset_?token|invite_?token|confirmation_?token|key-pair-id|hdnts|ticket|code_verifier|samlresponse|tempauth|guestaccesstoken)$",
    re.IGNORECASE,
)
SHORT_NAMES = ("se", "sv", "sp")
COMMON = ("http", "https")


def is_inside(address: str) -> bool:
    """A file, a machine or a network nobody reaches from elsewhere."""
    split = parts(address)
    if split is None or re.match(r"[A-Za-z]:\\|\\\\", address):
        return bool(re.match(r"[A-Za-z]:\\|\\\\", address))
    if split.scheme == "file":
        return True
    host = whole_host(address)
    if (number := numbered(host)) is not None:
        return not is_public(str(number))
    return host == "localhost" or host.startswith("localhost.") or host.endswith(INSIDE) or bool(MIRRORS.search(host))


def is_bare(address: str) -> bool:
    """A machine named without a domain: it only answers inside one network."""
    host = whole_host(address)
    return bool(host) and "." not in host and numbered(host) is None


def is_odd(address: str) -> bool:
    """Something else than a web page: a browser may not open it."""
    split = parts(address)
    return address.startswith("jar:") or (split is not None and split.scheme not in (*COMMON, "file", "mailto"))


def is_own(address: str) -> bool:
    """A mailbox or a storage place of one person."""
    split, host = parts(address), whole_host(address)
    return bool(split) and bool(
        MAILBOX.search(host) or DRIVE.search(host) or OWN_PAGE.search((split.path if split else "") + "/")
    )


def carries_access(address: str) -> bool:
    """A password, a session or a signature: whoever has the address goes in as somebody."""
    split = parts(address)
    if split is None:
        return False
    signs = {name.lower() for name, value in parse_qsl(split.query) if SESSION.match(name) and len(value) > 7}
    if "sig" not in signs:  # the parameters of an Azure signature mean nothing alone
        signs -= set(SHORT_NAMES)
    return bool(split.password or ";jsessionid=" in split.path.lower() or "(S(" in split.path or signs)
