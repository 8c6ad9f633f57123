"""Records packed for the time between preview and apply."""

from __future__ import annotations

import zlib
from typing import Any

import msgspec

_PLAIN, _DEFLATED = b"\x00", b"\x01"
_WORTH_PACKING = 512
_FAST = 1


def pack(record: Any) -> bytes:
    """MessagePack, deflated when that is worth it; the first byte says which."""
    content = msgspec.msgpack.encode(record)
    if len(content) < _WORTH_PACKING:
        return _PLAIN + content
    return _DEFLATED + zlib.compress(content, _FAST)


def unpack(payload: bytes, record_type: Any) -> Any:
    """The record again; ValueError when the bytes are not what `pack` wrote."""
    kind, content = payload[:1], payload[1:]
    if kind == _DEFLATED:
        content = zlib.decompress(content)
    elif kind != _PLAIN:
        raise ValueError("The stored record is damaged; read the file again.")
    return msgspec.msgpack.decode(content, type=record_type)
