"""One tree of errors; each tells a person what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


def N_(message: str) -> str:  # noqa: N802 - the name that translators know
    """Mark an English message for extraction; the web translates it when it is shown."""
    return message


class ApostilleError(Exception):
    """Anything this product raises on purpose. It travels between processes as it is."""

    def __reduce__(self) -> tuple[object, ...]:
        return _as_it_was, (type(self), self.args, self.__dict__)


def _as_it_was(
    kind: type[ApostilleError], args: tuple[object, ...], state: dict[str, object]
) -> ApostilleError:
    """Return an error again, without the work that its making does."""
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


@dataclass(frozen=True)
class Problem:
    """One thing wrong in our own content: where it is and how to mend it.

    ``rule`` is the name of the rule it breaks (docs/checks.md). ``line`` is 0 where it is not known.
    """

    path: str
    where: str
    message: str
    warning: bool = False
    rule: str = ""
    line: int = 0

    def __str__(self) -> str:
        path = f"{self.path}:{self.line}" if self.line else self.path
        place = f"{path}: {self.where}" if self.where else path
        return f"{place}: {'warning: ' if self.warning else ''}{self.message}"


class ContentError(ApostilleError):
    """Our own files are wrong; carries every problem found, not only the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class UnknownCampaign(ApostilleError):
    """No campaign has that name."""


@dataclass(frozen=True)
class InputProblem:
    """One thing to mend in what a person gave: the field, and a message that says what to do.

    ``message`` is an English message id with ``%(name)s`` places for ``params``.
    """

    field: str
    message: str
    params: Mapping[str, object]

    def __str__(self) -> str:
        return self.message % self.params


class InvalidInput(ApostilleError):
    """One field cannot be used as given."""

    def __init__(self, field_name: str, message: str, **params: object) -> None:
        self.problem = InputProblem(field_name, message, params)
        super().__init__(str(self.problem))


class InvalidRequest(ApostilleError):
    """A letter cannot be made from what was given; carries one problem for each field."""

    def __init__(self, problems: tuple[InputProblem, ...]) -> None:
        super().__init__("\n".join(f"{p.field}: {p}" for p in problems))
        self.problems = problems


class RenderingError(ApostilleError):
    """A letter could not be turned into bytes. Its message never holds the writer's words."""


class Overloaded(ApostilleError):
    """More is asked for than can be done now; ``retry_after`` says in how many seconds to come back."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"Come back in {retry_after} seconds.")
        self.retry_after = retry_after
