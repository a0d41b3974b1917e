"""The line of keys at the bottom: one drawn line, where Textual's footer makes a widget of every key.

A footer is made anew whenever another pane or another view has other keys, so its cost is felt in keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from textual.content import Content
from textual.widget import Widget

from contacts_tui.app.actions import is_pressable

if TYPE_CHECKING:
    from textual import events
    from textual.screen import Screen

_GAP = 1


class _Key(NamedTuple):
    """One key; ``sign`` is how it is shown."""

    key: str
    sign: str
    label: str

    @property
    def cells(self) -> int:
        return len(self.sign) + 1 + len(self.label) + _GAP


class KeyBar(Widget):
    """The keys that are live at present; a click presses one."""

    DEFAULT_CSS = """
    KeyBar { height: 1; background: $footer-background; color: $footer-description-foreground; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._keys: tuple[_Key, ...] = ()

    def follow_keys(self) -> None:
        """Draw the keys, and follow the focus and whatever else gives keys another meaning."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)
        self._bindings_changed(self.screen)

    def _bindings_changed(self, screen: Screen[Any]) -> None:
        actions: dict[str, _Key] = {}
        for _, binding, is_enabled, _ in screen.active_bindings.values():
            if binding.show and is_enabled and is_pressable(binding.key):
                sign = self.app.get_key_display(binding)
                actions.setdefault(binding.action, _Key(binding.key, sign, binding.description))
        keys = tuple(actions.values())
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def render(self) -> Content:
        """Draw the keys; those that the line has no room for are in the help."""
        return Content(" " * _GAP).join(
            Content.assemble((key.sign, "bold $footer-key-foreground"), f" {key.label}") for key in self._keys
        )

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        end = 0
        for key in self._keys:
            end += key.cells
            if event.x < end:
                self.app.simulate_key(key.key)
                return
