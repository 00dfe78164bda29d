"""The shells that ask for completion: how they tell what is typed, and what they understand.

The scripts are Typer's, the answers ours: Typer's would import Rich to clean a help of markup that it does not have.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import typer
from typer.core import TyperOption

from salesops.commands._offers import Offer
from salesops.core.errors import BadValue
from salesops.core.i18n import _

VARIABLE = "_SALESOPS_COMPLETE"  # set by the scripts, to `complete_` and the name of the shell
_END = "|"  # put behind what is typed, so that the last word is the unfinished one, though it may be empty
_SPECIAL = " \t\"'\\$`&|;<>()*?[]{}!#~"  # what a shell does not take for a letter
# In bash, by the quote that is open, if any: what stands for a sign that would mean something else.
_ESCAPES = {
    "": {sign: f"\\{sign}" for sign in _SPECIAL},
    '"': {sign: f"\\{sign}" for sign in '"\\$`'},
    "'": {"'": "'\\''"},
}


class Typed(NamedTuple):
    """A line as far as it is typed: the words before the one at the cursor, that one, and the quote it is in."""

    words: list[str]
    unfinished: str
    quote: str = ""


def answer(offers: Callable[[Sequence[str], str], Sequence[Offer]], environment: Mapping[str, str]) -> None:
    """Print what may complete the line that the shell tells in its environment.

    `offers` gets the words before the one at the cursor, and that one.
    """
    _complete, _underscore, shell = environment[VARIABLE].partition("_")
    typed = _TYPED.get(shell, _typed)(environment)
    offered = offers(typed.words, typed.unfinished)
    if environment.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        raise typer.Exit(0 if offered else 1)
    sys.stdout.write(_ANSWERS.get(shell, _bash)(offered, typed))


def _typed(environment: Mapping[str, str]) -> Typed:
    *words, last = _split(environment.get("_TYPER_COMPLETE_ARGS", "") + _END)
    return Typed(words[1:], last.removesuffix(_END))


def _typed_in_bash(environment: Mapping[str, str]) -> Typed:
    place = int(environment.get("COMP_CWORD", "0"))
    raw = environment.get("COMP_WORDS", "").split("\n")
    last = raw[place] if place < len(raw) else ""
    words = [
        "".join(_split(word)) for word in raw[1:place] if word != "="
    ]  # bash takes --rep=Ada for three words
    return Typed(
        words, "" if last == "=" else "".join(_split(last)), last[:1] if last[:1] in ("'", '"') else ""
    )


def _typed_in_powershell(environment: Mapping[str, str]) -> Typed:
    words = _split(environment.get("_TYPER_COMPLETE_ARGS", ""))[1:]
    unfinished = environment.get("_TYPER_COMPLETE_WORD_TO_COMPLETE", "")
    return Typed(words[:-1] if unfinished else words, unfinished)


def _split(line: str) -> list[str]:
    """The words of a line whose last quote may still be open."""
    import shlex

    lexer = shlex.shlex(line, posix=True)
    lexer.whitespace_split, lexer.commenters = True, ""
    words: list[str] = []
    try:
        words.extend(lexer)
    except ValueError:
        words.append(lexer.token)
    return words


def _bash(offers: Iterable[Offer], typed: Typed) -> str:
    escaped = str.maketrans(_ESCAPES[typed.quote])
    return "\n".join(offer.word.translate(escaped) for offer in offers)


def _zsh(offers: Sequence[Offer], _typed: Typed) -> str:
    """What zsh is to run: it quotes the words itself, and `-M` lets Acme stand for acme."""
    import shlex

    def described(offer: Offer) -> str:
        word = offer.word.replace("\\", "\\\\").replace(":", "\\:")
        return shlex.quote(f"{word}:{offer.about}" if offer.about else word)

    if not offers:
        return "_files"
    words = " ".join(map(described, offers))
    return f"local -a offers; offers=({words}); _describe salesops offers -M 'm:{{a-zA-Z}}={{A-Za-z}}'"


def _fish(offers: Iterable[Offer], _typed: Typed) -> str:
    return "\n".join(f"{offer.word}\t{offer.about}" if offer.about else offer.word for offer in offers)


def _powershell(offers: Iterable[Offer], _typed: Typed) -> str:
    return "\n".join(f"{offer.word}:::{offer.about or ' '}" for offer in offers)


_TYPED = {"bash": _typed_in_bash, "powershell": _typed_in_powershell, "pwsh": _typed_in_powershell}
_ANSWERS = {"bash": _bash, "zsh": _zsh, "fish": _fish, "powershell": _powershell, "pwsh": _powershell}


def _install(_context: typer.Context, _option: Any, wanted: bool) -> None:  # noqa: ANN401 - Typer's own
    if wanted:
        from typer.completion import install  # type: ignore[attr-defined]

        shell, path = install(_your_shell(), "salesops", VARIABLE)
        sys.stdout.write(
            _("Completion for {shell} is installed in {path}; it works from the next terminal on.").format(
                shell=shell, path=path
            )
            + "\n"
        )
        raise typer.Exit


def _show(_context: typer.Context, _option: Any, wanted: bool) -> None:  # noqa: ANN401 - Typer's own
    if wanted:
        from typer.completion import get_completion_script  # type: ignore[attr-defined]

        script = get_completion_script(prog_name="salesops", complete_var=VARIABLE, shell=_your_shell())
        sys.stdout.write(script + "\n")
        raise typer.Exit


def _your_shell() -> str:
    """The name of the shell that called us. Raises BadValue when it is none of those that can be served."""
    import shellingham

    try:
        name: str = shellingham.detect_shell()[0]
    except (shellingham.ShellDetectionFailure, RuntimeError):
        name = os.path.basename(os.environ.get("SHELL", ""))
    if name not in _ANSWERS:
        raise BadValue(
            _("There is no completion for this shell."), _("There is for bash, zsh, fish, PowerShell.")
        )
    return name


COMPLETION_OPTIONS = (
    TyperOption(
        param_decls=["--install-completion"],
        is_flag=True,
        expose_value=False,
        callback=_install,
        help=_("Install completion for your shell."),
    ),
    TyperOption(
        param_decls=["--show-completion"],
        is_flag=True,
        expose_value=False,
        callback=_show,
        help=_("Show the script that does it."),
    ),
)
