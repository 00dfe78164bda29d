"""What can go wrong, each kind with the exit code that scripts rely on."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit statuses of the command line."""

    DONE = 0
    UNEXPECTED = 1
    BAD_VALUE = 2
    BAD_DATA = 3
    NOT_FOUND = 4
    AMBIGUOUS = 5
    CONFLICT = 6
    BUSY = 7
    NO_DATABASE = 8
    INPUT_OUTPUT = 9
    CONDITION_HOLDS = 10
    INTERRUPTED = 130


class SalesopsError(Exception):
    """Something the user must know: one sentence on what and where, and a hint on what to do next."""

    exit_code = ExitCode.UNEXPECTED

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    @property
    def kind(self) -> str:
        """The stable name of this kind of error in JSON, such as `not_found`."""
        return self.exit_code.name.lower()


class BadValue(SalesopsError):
    """A value or a use of options that cannot be taken."""

    exit_code = ExitCode.BAD_VALUE


class BadData(SalesopsError):
    """A file whose contents cannot be taken."""

    exit_code = ExitCode.BAD_DATA


class NotFound(SalesopsError):
    """No record answers to the name."""

    exit_code = ExitCode.NOT_FOUND


class Ambiguous(SalesopsError):
    """Several records answer to the name; `matches` holds their ids and names."""

    exit_code = ExitCode.AMBIGUOUS

    def __init__(self, message: str, hint: str = "", matches: tuple[tuple[int, str], ...] = ()) -> None:
        super().__init__(message, hint)
        self.matches = matches


class Conflict(SalesopsError):
    """The record exists already, or has changed since."""

    exit_code = ExitCode.CONFLICT


class Busy(SalesopsError):
    """Somebody else holds the database; trying again helps."""

    exit_code = ExitCode.BUSY


class NoDatabase(SalesopsError):
    """The database is missing or is not one of ours."""

    exit_code = ExitCode.NO_DATABASE


class InputOutput(SalesopsError):
    """The disk is full, a file may not be read or written."""

    exit_code = ExitCode.INPUT_OUTPUT


class ConditionHolds(SalesopsError):
    """A condition asked for with a `--fail-…` option holds."""

    exit_code = ExitCode.CONDITION_HOLDS
