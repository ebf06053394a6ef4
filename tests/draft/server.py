"""A server that speaks like a language model, as a process of its own: `python -m tests.draft.server MODE FOLDER`.

Writes its port to FOLDER/port, and every request to FOLDER/asked.jsonl. MODE says what it answers;
`held` waits until FOLDER/go is there.
"""

import json
import ssl
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.unit.transcribe.hub import CERTIFICATE

GOOD = {
    "points": [
        {"text": "会場は市民センターとすることになった。", "utterances": [1]},
        {"text": "見積りは佐藤係長が出す。", "utterances": [2, 1, 2]},
    ]
}
TEXTS: dict[str, str] = {
    "good": json.dumps(GOOD, ensure_ascii=False),
    "fenced": f"```json\n{json.dumps(GOOD, ensure_ascii=False)}\n```",
    "thinking": f"<think>\n要点を考えます。{{}}\n</think>\n\n```json\n{json.dumps(GOOD, ensure_ascii=False)}\n```\n",
    "chatty": "はい、要点は次のとおりです。会場は市民センターです。",
    "list": "[]",
    "none": '{"points": []}',
    "many": json.dumps({"points": [{"text": "要点", "utterances": [1]}] * 61}),
    "empty_text": '{"points": [{"text": " ", "utterances": [1]}]}',
    "long_text": json.dumps({"points": [{"text": "長" * 301, "utterances": [1]}]}),
    "invented": json.dumps(
        {"points": [{"text": "会場は市民センター。", "utterances": [1]}, {"text": "予算。", "utterances": [99]}]}
    ),
    "no_evidence": '{"points": [{"text": "会場は市民センター。", "utterances": []}]}',
    "words_for_numbers": '{"points": [{"text": "会場は市民センター。", "utterances": ["1"]}]}',
    "deep": "[" * 100_000,
    "held": json.dumps(GOOD, ensure_ascii=False),
}


class Handler(BaseHTTPRequestHandler):
    """Answers by the mode."""

    protocol_version = "HTTP/1.1"
    mode = ""
    folder = Path()

    def do_POST(self) -> None:
        """Keep what was asked, and answer."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with (self.folder / "asked.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps({"path": self.path, "headers": dict(self.headers), "body": json.loads(body)}) + "\n")
        self.close_connection = True
        if self.mode == "redirect":
            self._send(307, b"", {"Location": "http://127.0.0.1:9/elsewhere"})
        elif self.mode == "refuses":
            self._send(500, b"{}", {})
        elif self.mode == "silent":
            time.sleep(120)
        elif self.mode == "endless":
            self._send_endless()
        elif self.mode == "other_shape":
            self._send(200, b'{"answer": 42}', {})
        else:
            while self.mode == "held" and not (self.folder / "go").exists():
                time.sleep(0.01)
            answer = {"choices": [{"message": {"role": "assistant", "content": TEXTS[self.mode]}}]}
            self._send(200, json.dumps(answer).encode(), {})

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing on the terminal."""

    def _send(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def _send_endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b" " * 65536)
        except OSError:
            return


def main() -> None:
    """Serve until the process is ended."""
    Handler.mode, Handler.folder = sys.argv[1].removeprefix("tls-"), Path(sys.argv[2])
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if sys.argv[1].startswith("tls-"):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    part = Handler.folder / "port.part"
    part.write_text(str(server.server_address[1]), encoding="ascii")
    part.rename(Handler.folder / "port")
    server.serve_forever()


if __name__ == "__main__":
    main()
