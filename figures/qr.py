"""Addresses as QR codes."""

from functools import lru_cache

import segno


@lru_cache(maxsize=256)
def qr_code(address: str) -> str:
    """A picture for the `src` of an image, dark on white in either theme; empty if the address is too long."""
    try:
        code = segno.make_qr(address, error="l")
    except segno.DataOverflowError:
        return ""
    return str(code.svg_data_uri(scale=4, border=2, dark="#000", light="#fff", xmldecl=False))
