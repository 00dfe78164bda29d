"""Asking at the keyboard: one key, or one line with editing that knows wide characters. All of it goes to stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent


def key(question: str, keys: Collection[str], *, end: str) -> str:
    """The first of `keys` that is pressed, whatever else is; `end` when the user wants out (Ctrl-C, Ctrl-D)."""
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.keys import Keys

    bindings = KeyBindings()

    def answering(answer: str) -> Callable[[KeyPressEvent], None]:
        return lambda event: event.app.exit(result=answer)

    for one in keys:
        bindings.add(one)(answering(one))
        bindings.add(one.upper())(answering(one))
    for out in ("c-c", "c-d"):
        bindings.add(out)(answering(end))
    for other in (Keys.Any, Keys.BracketedPaste, Keys.Enter):
        bindings.add(other)(lambda _event: None)
    return _session(bindings).prompt(question)


def line(question: str) -> str | None:
    """A line of text, trimmed; None when the user takes the question back (Ctrl-C, Ctrl-D)."""
    try:
        return _session().prompt(question).strip()
    except (KeyboardInterrupt, EOFError):
        return None


def _session(bindings: KeyBindings | None = None) -> PromptSession[str]:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.output import create_output

    return PromptSession(key_bindings=bindings, output=create_output(stdout=sys.stderr))
