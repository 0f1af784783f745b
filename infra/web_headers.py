"""What every answer with a part of the web interface carries, on AWS and on one machine."""

from collections.abc import Mapping, Sequence

INDEX_CACHING = "no-store"
HASHED_CACHING = "public, max-age=31536000, immutable"
HASHED_FOLDER = "assets"
"""Of web/dist: the names of the files in it say what is in them."""


def content_security_policy(connect: Sequence[str] = ()) -> str:
    """Only what came from our own origin runs, and only it and the origins `connect` are asked."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "font-src 'self' data:",
            "img-src 'self' data:",
            " ".join(("connect-src 'self'", *connect)),
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


def security_headers(connect: Sequence[str] = ()) -> Mapping[str, str]:
    """By name. Strict-Transport-Security is not among them: one machine has no certificate."""
    return {
        "Content-Security-Policy": content_security_policy(connect),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
