"""What a user can act on.  Every error carries a code, a message, the way out, and the exit code.

    ChatmineError
    ├── WrongCall        2  unknown option, format, platform; a query that can't be read
    ├── CannotWork       3  disk full, engine out of reach, workspace held by another writer
    └── Unreadable       -  one file, page or reply that is refused: recorded, the run goes on (exit 1)

Programming errors stay what they are.
"""


class ChatmineError(Exception):
    """A failure with a code for programs, a message for people, and the way out."""

    exit_code = 1

    def __init__(self, code: str, message: str, way_out: str = "") -> None:
        """`code` is a short snake_case word; `message` one line; `way_out` what to do about it."""
        # A path in it may hold bytes that are no text.
        message = message.encode("utf-8", "replace").decode("utf-8")
        # All three are the exception's arguments, so that it survives the way back from a worker process.
        super().__init__(code, message, way_out)
        self.code = code
        self.message = message
        self.way_out = way_out

    def __str__(self) -> str:
        return self.message

    def as_json(self) -> dict[str, str]:
        """`{"code", "message", "way_out"}`."""
        return {"code": self.code, "message": self.message, "way_out": self.way_out}


class WrongCall(ChatmineError):
    """Called with something that does not exist or can't be understood."""

    exit_code = 2


class CannotWork(ChatmineError):
    """Nothing could be done at all."""

    exit_code = 3


class Unreadable(ChatmineError):
    """One file, page or reply is refused; everything else goes on."""
