"""Serve the bare page as `quizapp run` serves ours: python -m benchmarks.bare PORT."""

import socket
import sys
from pathlib import Path

import streamlit as st
import uvicorn


def main() -> None:
    """Listen and serve until terminated."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", int(sys.argv[1])))
    listener.listen(2048)
    # No compression of the websocket's messages: so `streamlit run` has it.
    settings = uvicorn.Config(
        st.App(Path(__file__).with_name("app.py")), ws="websockets-sansio", ws_ping_interval=30, ws_ping_timeout=30,
        ws_per_message_deflate=False, log_level="warning", access_log=False, timeout_graceful_shutdown=3,
    )  # fmt: skip
    uvicorn.Server(settings).run(sockets=[listener])


main()
