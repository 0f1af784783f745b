"""The keys of the codes' hashes."""

import hashlib
import hmac

from agentline.adapters.key_ring import KeyRing, SecretKey


class CodeKey(SecretKey):
    def digest(self, code: str) -> str:
        """The name a code is kept under: key version and keyed hash."""
        return f"{self.version}#{hmac.new(self.key, code.encode(), hashlib.sha256).hexdigest()}"


class CodeKeys(KeyRing[CodeKey]):
    def digests(self, code: str) -> tuple[str, ...]:
        return tuple(key.digest(code) for key in self.all())
