"""How a document leaves: always as a download, never as something a browser would run or show inside our pages."""

from __future__ import annotations

from django.utils.http import content_disposition_header

from .models import Document, Visibility

_POLICY = "default-src 'none'; sandbox"


def response_headers(document: Document) -> dict[str, str]:
    """The headers of every response that carries a document's content. The ETag is the content hash."""
    disposition = content_disposition_header(as_attachment=True, filename=document.file_name)
    public = document.visibility == Visibility.PUBLIC and document.removed_at is None
    return {
        "Content-Type": document.blob.media_type,
        "Content-Length": str(document.blob.size),
        "Content-Disposition": disposition or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": _POLICY,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "public, max-age=3600" if public else "private, no-store",
        "ETag": f'"{document.blob.sha256}"',
    }
