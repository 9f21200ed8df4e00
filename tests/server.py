"""The installed app as a process of its own, which a test may kill and start again on the same data."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil

COMMAND = Path(sys.executable).with_name("quizapp")
START_SECONDS = 30
STOP_SECONDS = 10


def free_port() -> int:
    """Return a port of 127.0.0.1 on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Server:
    """`quizapp run` on a port and a data folder that stay the same from start to start."""

    data: Path
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where a browser finds the app."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """What the process printed, from all its starts."""
        return self.data.with_name(f"{self.data.name}.log")

    def start(self) -> None:
        """Start the process and return once it is healthy."""
        assert self._process is None, "the server runs already"
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("QUIZAPP_")}
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [COMMAND, "run", "--port", str(self.port), "--data", self.data],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=inherited | {"STREAMLIT_SERVER_HEADLESS": "true"} | self.environment,
            )
        try:
            self._wait_until_healthy()
        except AssertionError:
            self.kill()
            raise

    def stop(self) -> None:
        """Ask the process to end, as an operator would, and kill it when it does not."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
        self._process = None

    def kill(self) -> None:
        """End the process and its children at once, as a power cut would."""
        if self._process is None:
            return
        try:
            children = psutil.Process(self._process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            children = []
        self._process.kill()
        self._process.wait()
        for child in children:
            child.kill()
        psutil.wait_procs(children, STOP_SECONDS)
        self._process = None

    def _wait_until_healthy(self) -> None:
        assert self._process is not None
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                break
            if self._is_healthy():
                return
            time.sleep(0.05)
        raise AssertionError(f"`quizapp run` did not become healthy; it printed:\n{self.log.read_text()[-4000:]}")

    def _is_healthy(self) -> bool:
        try:
            return httpx.get(f"{self.address}/_stcore/health", timeout=1, trust_env=False).is_success
        except httpx.TransportError:
            return False
