"""The search bar: typing filters at once; a query that can't be read is explained under it.

The line to type in comes behind the first frame, which only draws it: it costs a fiftieth of the start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.actions import SkipAction
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input

from contacts_tui.app.drawable import drawable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.binding import BindingType

    from contacts_store.errors import QueryError
    from contacts_store.query.completing import Completion

_INDENT = 3
"""Cells in front of the text."""
_PLACEHOLDER = "Search names, numbers, addresses, notes, tags …"


class _Line(Input):
    """A line to type in of fixed size; Textual's lays the screen out again at every key."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", show=False)]
    virtual_size = Reactive(Size(0, 0))

    def __init__(self, completing: _Completing) -> None:
        super().__init__(
            placeholder=_PLACEHOLDER,
            suggester=completing,
            compact=True,
            id="search",
        )
        self._completing = completing

    def action_cursor_right(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 -- Textual's signature
        """Take the completion, or go right."""
        if select or not self._complete():
            super().action_cursor_right(select)

    def action_complete(self) -> None:
        """Take the completion; without any, leave the key to the screen."""
        if not self._complete():
            raise SkipAction

    def _complete(self) -> bool:
        completion = self._completing.first(self.value)
        if completion is None or not self.selection.is_empty or not self.cursor_at_end:
            return False
        self.value = completion.text
        self.action_end()
        return True


class _Completing(Suggester):
    """What may follow what was typed, drawn faintly behind it."""

    def __init__(self, tags: Callable[[], Iterable[str]]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._tags = tags

    def first(self, text: str) -> Completion | None:
        from contacts_store.query.completing import completions

        return next(completions(text, self._tags()), None)

    async def get_suggestion(self, value: str) -> str | None:
        completion = self.first(value)
        return value + completion.rest if completion else None


class SearchBar(Widget):
    """One line to type in behind a drawn sign, and a second one while there is something wrong with it."""

    DEFAULT_CSS = """
    SearchBar {
        height: 1;
        background: $surface;
        color: $muted;
        &:focus-within { color: $primary; text-style: bold; }
        &.-problem { height: 2; }
        #search { background: $surface; margin-left: 3; padding: 0; height: 1; border: none; }
    }
    """

    class Changed(Message):
        """Another text stands in the bar."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """The enter key: the person goes on to the results."""

    def __init__(self, tags: Callable[[], Iterable[str]]) -> None:
        """Take what tells the names of tags that can complete ``tag:``."""
        super().__init__()
        self._problem: QueryError | None = None
        self._line = _Line(_Completing(tags))

    def add_line(self) -> None:
        """Put the line to type in where it was only drawn, unless it is there."""
        if self._line.parent is None:
            self.mount(self._line)
            self.refresh()

    def render(self) -> Content:
        """Draw the sign in front of the line, and the problem below it."""
        if self._line.parent is None:
            return Content.assemble(" /".ljust(_INDENT), (_PLACEHOLDER, "$text-disabled"))
        if self._problem is None:
            return Content(" /")
        return Content.assemble(" /\n", self._explained(self._problem).stylize("not bold $text-error"))

    def _explained(self, problem: QueryError) -> Content:
        """Point at the character, and say what is wrong with it."""
        before = _INDENT + drawable(self.text[: problem.position]).cell_length
        reason = drawable(f"^ {problem.reason}")
        if before + reason.cell_length <= self.size.width:
            return reason.pad_left(before)
        return drawable(str(problem)).pad_left(_INDENT)

    @property
    def text(self) -> str:
        """What stands in the bar."""
        return self._line.value

    def clear(self) -> None:
        """Empty the bar."""
        self._line.value = ""

    def focus_input(self) -> None:
        """Begin to type, at once: the next key may be in the same burst, and ``focus()`` is deferred."""
        self.add_line()
        self.screen.set_focus(self._line)

    def explain(self, problem: QueryError | None) -> None:
        """Say what is wrong with the text; None when nothing is."""
        if problem is not self._problem:
            self._problem = problem
            self.set_class(problem is not None, "-problem")
            self.refresh()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass the text on."""
        event.stop()
        self.post_message(self.Changed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pass the enter key on."""
        event.stop()
        self.post_message(self.Left())
