"""A mail server for tests: speaks enough SMTP to take letters, and can be told to refuse or to hang up."""

from __future__ import annotations

import email
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from email.policy import default


class _Session(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self._say("220 test")
        for line in iter(self.rfile.readline, b""):
            verb = line[:4].upper().strip()
            if verb == b"DATA":
                self._take()
                if self.server.hang_up:
                    return
                self._say("250 taken")
            elif verb == b"RCPT" and self.server.refuse:
                self._say("550 no such mailbox")
            elif verb == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _take(self) -> None:
        self._say("354 go on")
        lines = []
        for line in iter(self.rfile.readline, b".\r\n"):
            lines.append(line)
        self.server.letters.append(email.message_from_bytes(b"".join(lines), policy=default))

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """`letters` are those taken, in order."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Session)
        self.letters: list[Message] = []
        self.refuse = False
        self.hang_up = False

    @property
    def port(self) -> int:
        return self.server_address[1]


@contextmanager
def mail_server(port: int = 0) -> Iterator[MailServer]:
    with MailServer(port) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
