"""Someone at a Streamlit page, without a browser: its websocket, the widgets that it shows, clicks and typing.

As a browser does, it sends with each click the values of the widgets on the page, holds what is typed in a form until
the form is submitted, keeps the address that the page sets, and reruns only the fragment that a widget stands in.
Uploads and other widgets are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from time import perf_counter
from typing import NamedTuple

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Button_pb2 import Button
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Radio_pb2 import Radio
from streamlit.proto.TextInput_pb2 import TextInput
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

HOST = "127.0.0.1"
Widget = Button | Radio | TextInput
ENDS = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class Drawn(NamedTuple):
    """A widget, the run that drew it last, and the fragment that it stands in, if any."""

    widget: Widget
    run: str
    fragment: str


class Astray(Exception):
    """The page does not show what was to be clicked."""


def key(widget: Widget) -> str:
    """Return the key that the page's author gave a widget: its id is `$$ID-digest-key`."""
    return widget.id.split("-", 2)[-1]


class User:
    """A browser tab of one person on a server of this machine."""

    def __init__(self, port: int, page: str = "", query: str = "", cookie: str = "") -> None:
        self.address = f"{HOST}:{port}"
        self.page, self.query, self.cookie = page, query, cookie
        self.received = 0
        self.messages = 0
        self._socket: ClientConnection | None = None
        self._run_id = ""
        self._page_hash = ""
        self._shown: dict[tuple[int, ...], Drawn] = {}
        self._values: dict[str, WidgetState] = {}
        self._typed: dict[str, WidgetState] = {}

    async def open(self) -> None:
        """Connect and wait for the page."""
        self._socket = await connect(
            f"ws://{self.address}/_stcore/stream", origin=Origin(f"http://{self.address}"),
            subprotocols=[Subprotocol("streamlit")],
            additional_headers={"Cookie": self.cookie} if self.cookie else None,
            max_size=None, ping_interval=None, proxy=None,
        )  # fmt: skip
        await self._run()

    async def close(self) -> None:
        """Close the tab."""
        if self._socket:
            await self._socket.close()

    def buttons(self, begins: str) -> list[Button]:
        """Return the buttons that can be pressed and whose key begins so, in the order of the page."""
        return [one for one in self._enabled() if isinstance(one, Button) and key(one).startswith(begins)]

    def radios(self) -> list[Radio]:
        """Return the radio groups in which nothing is chosen yet."""
        return [one for one in self._enabled() if isinstance(one, Radio) and one.id not in self._values]

    async def click(self, button: Button) -> float:
        """Press a button; return the milliseconds until the last message."""
        if button.is_form_submitter:
            self._values.update(self._typed)
        return await self._run(button, WidgetState(id=button.id, trigger_value=True))

    async def choose(self, radio: Radio, option: str) -> float:
        """Choose an option; return the milliseconds until the last message."""
        self._values[radio.id] = WidgetState(id=radio.id, string_value=option)
        return await self._run(radio)

    def fill_forms(self, text: str, chance: Random) -> None:
        """Type into the fields and choose in the radio groups of all forms, which send it when they are submitted."""
        for one in self._enabled():
            if isinstance(one, TextInput):
                assert one.form_id, "only fields in forms are known here"
                self._typed[one.id] = WidgetState(id=one.id, string_value=text)
            elif isinstance(one, Radio) and one.form_id:
                self._typed[one.id] = WidgetState(id=one.id, string_value=chance.choice(one.options))

    def outline(self) -> str:
        """Return the keys of the widgets on the page, to say what is there instead of what was expected."""
        return ", ".join(f"{type(one).__name__} {key(one)}" for one in self._widgets()) or "no widgets"

    def _widgets(self) -> Iterator[Widget]:
        return (self._shown[path].widget for path in sorted(self._shown))

    def _enabled(self) -> Iterator[Widget]:
        return (one for one in self._widgets() if not one.disabled)

    async def _run(self, moved: Widget | None = None, trigger: WidgetState | None = None) -> float:
        """Have the page or the fragment of a widget run, and take the messages up to the last one."""
        assert self._socket
        message = BackMsg(rerun_script=self._state(moved, trigger)).SerializeToString()
        begin = perf_counter()
        await self._socket.send(message)
        while True:
            data = await self._socket.recv(decode=False)
            self.received += len(data)
            self.messages += 1
            if self._take(ForwardMsg.FromString(data)):
                return (perf_counter() - begin) * 1000

    def _state(self, moved: Widget | None, trigger: WidgetState | None) -> ClientState:
        state = ClientState(query_string=self.query, page_script_hash=self._page_hash)
        if moved:
            state.fragment_id = next(one.fragment for one in self._shown.values() if one.widget.id == moved.id)
        else:
            state.page_name = self.page
        state.widget_states.widgets.extend(self._values.values())
        if trigger:
            state.widget_states.widgets.append(trigger)
        context = state.context_info
        context.timezone, context.timezone_offset = "Europe/Berlin", -60
        context.locale, context.color_scheme = "en-GB", "light"
        context.url = f"http://{self.address}/{self.page}"
        return state

    def _take(self, message: ForwardMsg) -> bool:
        """Take a message; say whether it is the last one of a run."""
        match message.WhichOneof("type"):
            case "delta":
                self._draw(message.delta, tuple(message.metadata.delta_path))
            case "new_session":
                self._run_id = message.metadata.run.script_run_id
                self._page_hash = message.new_session.page_script_hash
            case "navigation":
                self._page_hash = message.navigation.page_script_hash
            case "page_info_changed":
                self.query = message.page_info_changed.query_string
            case "script_finished" if message.script_finished in ENDS:
                self._forget_older(set(message.metadata.run.fragment_ids))
                return True
            case "script_finished" if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                raise Astray(f"the page of {self.address} did not run to its end")
        return False

    def _draw(self, delta: Delta, path: tuple[int, ...]) -> None:
        element = delta.new_element
        match element.WhichOneof("type") if delta.HasField("new_element") else None:
            case "button":
                widget: Widget = element.button
            case "radio":
                widget = element.radio
            case "text_input":
                widget = element.text_input
            case _:
                self._shown.pop(path, None)
                return
        self._shown[path] = Drawn(widget, self._run_id, delta.fragment_id)

    def _forget_older(self, fragments: set[str]) -> None:
        """Forget the widgets that a run, of the page or of fragments, did not draw again, and their values."""
        self._shown = {
            path: one
            for path, one in self._shown.items()
            if one.run == self._run_id or (fragments and one.fragment not in fragments)
        }
        left = {one.id for one in self._widgets()}
        self._values = {id: value for id, value in self._values.items() if id in left}
        self._typed = {id: value for id, value in self._typed.items() if id in left}
