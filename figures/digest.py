"""Short names for exact contents, for addresses and validators."""

import hashlib


def digest(content: bytes | str) -> str:
    """The first twelve digits of the SHA-256; changes whenever the content does."""
    data = content.encode() if isinstance(content, str) else content
    return hashlib.sha256(data).hexdigest()[:12]
