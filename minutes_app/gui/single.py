"""One window a person and library: a second start hands its files to the first one and ends.

A lock file says who is first (a dead owner's counts for nothing); the way to the first one is a local socket (AF_UNIX,
a named pipe on Windows) that only the same person may open. No network socket.
"""

import getpass
import hashlib
import json
import tempfile
from pathlib import Path

import platformdirs
from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE_MS = 5000
_LIMIT = 1 << 20
_TAKEN = b"taken\n"


class Single(QObject):
    """`is_first` tells whether this process is the window; then `called` brings files of later starts."""

    called = Signal(object)
    """A tuple of paths, maybe empty: come to the front."""

    def __init__(self, library: Path) -> None:
        super().__init__()
        state = platformdirs.user_state_path("minutes_app", appauthor=False)
        state.mkdir(parents=True, exist_ok=True)
        known = f"{getpass.getuser()}|{state}|{library.absolute()}"
        name = f"minutes-app-{hashlib.sha256(known.encode()).hexdigest()[:16]}"
        self._name = str(Path(tempfile.gettempdir()) / name) if Path("/").anchor == "/" else name
        self._lock = QLockFile(str(state / f"{name}.lock"))
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self.is_first = self._lock.tryLock(0)
        if self.is_first:
            self._listen()

    def hand_over(self, files: tuple[Path, ...]) -> bool:
        """Give the files to the first window; False when it does not answer."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(PATIENCE_MS):
            return False
        socket.write(json.dumps([str(path.absolute()) for path in files]).encode() + b"\n")
        socket.waitForBytesWritten(PATIENCE_MS)
        answered = socket.waitForReadyRead(PATIENCE_MS) and bytes(socket.readAll().data()) == _TAKEN
        socket.disconnectFromServer()
        return answered

    def close(self) -> None:
        """Let another window be the first."""
        self._server.close()
        self._lock.unlock()

    def _listen(self) -> None:
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)

    def _greet(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            visitor = _Visitor(socket, self)
            visitor.said.connect(self.called)
            visitor.read()


class _Visitor(QObject):
    """A later start, for as long as it is connected."""

    said = Signal(object)

    def __init__(self, socket: QLocalSocket, parent: QObject) -> None:
        super().__init__(parent)
        self._socket = socket
        socket.setParent(self)
        socket.readyRead.connect(self.read)
        socket.disconnected.connect(self.deleteLater)

    def read(self) -> None:
        """One line of JSON, as soon as it is whole; anything else is sent away."""
        if not self._socket.canReadLine():
            if self._socket.bytesAvailable() > _LIMIT:
                self._socket.abort()
            return
        try:
            named = json.loads(bytes(self._socket.readLine(_LIMIT).data()))
        except ValueError:
            self._socket.abort()
            return
        self._socket.write(_TAKEN)
        self._socket.flush()
        if isinstance(named, list):
            self.said.emit(tuple(Path(path) for path in named if isinstance(path, str)))
