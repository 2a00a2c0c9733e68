"""The demo, `make demo`: from shared screenshots and a video to a page of answers and a dataset.

It starts the demo's server (`serving.py`), then types the commands that a user would type, one after the
other, in ./demo-workspace and ./demo-dataset.  Off a terminal, or with DEMO_SERVE=0, it ends by itself.
"""

import os
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

ROOT = Path(__file__).resolve().parent.parent
CHATMINE = Path(os.path.relpath(Path(sys.executable).with_name("chatmine"), ROOT))
SERVER = ROOT / "demo" / "serving.py"
DATASET = "demo-dataset"
SETTINGS = {
    "CHATMINE_WORKSPACE": "demo-workspace",
    "CHATMINE_CONTACT": "demo@chat.example",
    "CHATMINE_ASR_MODEL": "demo/whisper-fixture/model",
}


def tell(text: str = "") -> None:
    """Prints at once, so that it stands in order with what the commands print."""
    print(text, flush=True)


@contextmanager
def server(command: list[str], environment: dict[str, str]) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Runs a server that prints its address first; gives the address and the process, and ends it afterwards.

    It gets a session of its own: Ctrl-C is for us, and we end the server.
    """
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        address = process.stdout.readline().strip() if process.stdout else ""
        if not address:
            sys.exit(process.wait() or 3)
        yield address, process
    finally:
        process.terminate()
        process.wait()


def chatmine(environment: dict[str, str], why: str, *arguments: str) -> bool:
    """Says why, shows the command and runs it; False where a part failed.  Where all did, the demo ends."""
    tell(f"\n# {why}\n$ {shlex.join([str(CHATMINE), *arguments])}")
    process = subprocess.Popen([CHATMINE, *arguments], cwd=ROOT, env=environment)
    try:
        code = process.wait()
    except KeyboardInterrupt:
        # Ctrl-C reached it as well: it has a moment to say how far it came.
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=30)
        raise
    if code > 1:
        sys.exit(code)
    return code == 0


def mine(environment: dict[str, str]) -> bool:
    """The pipeline, command by command; whether every part of it went well."""
    with server([sys.executable, str(SERVER)], environment) as (address, _):
        tell("\n# Our own posts, served as by a Mastodon server; the crawler is told where")
        tell(f"$ export CHATMINE_REPLAY={address}")
        went_well = chatmine(
            environment | {"CHATMINE_REPLAY": address},
            "Gather what was shared under a hashtag: one request a second, as for any server (half a minute)",
            *("crawl", "mastodon", "--source", "chat.example", "--tag", "ChatGPT"),
        )
    steps = (
        (
            "Read the pictures, hear the video, pair questions with answers, index them (a minute or two)",
            "run",
        ),
        ("What is there now", "status"),
        ("Two assistants on one puzzle", "search", "鸡兔同笼", "--limit", "2"),
        ("Answers with code in them", "search", "has:code python", "--limit", "1"),
        ("A dataset that trainers load", "export", "sharegpt", "--out", DATASET, "--overwrite"),
    )
    return all([went_well, *(chatmine(environment, why, *arguments) for why, *arguments in steps)])


def list_dataset() -> None:
    """The files of the dataset and their sizes."""
    for path in sorted((ROOT / DATASET).rglob("*")):
        if path.is_file():
            tell(f"  {path.relative_to(ROOT)}  {path.stat().st_size:,} bytes")


def free_port(wanted: int = 8765) -> int:
    """`wanted`, or 0 where something else listens on it already."""
    try:
        socket.create_server(("127.0.0.1", wanted)).close()
    except OSError:
        return 0
    return wanted


def serve(environment: dict[str, str], stay: bool) -> None:
    """The web page, until Ctrl-C; or, if not to `stay`, only until it has answered once."""
    arguments = ["serve", "--port", str(free_port())]
    tell(f"\n# The same as a web page\n$ {shlex.join([str(CHATMINE), *arguments])}")
    with server([str(CHATMINE), *arguments], environment) as (address, process):
        build_opener(ProxyHandler({})).open(f"{address.rstrip('/')}/healthz", timeout=60).close()
        if not stay:
            tell(f"It answered at {address} and ends now. The lines after $ bring it back.")
            return
        tell(f"Open {address} in a browser. Ctrl-C ends it.")
        with suppress(KeyboardInterrupt):
            process.wait()
        tell("\nThe page is closed. The lines after $ bring it back.")


def main() -> int:
    """The whole demo; the exit code."""
    stay = sys.stdout.isatty() and os.environ.get("DEMO_SERVE") != "0"
    started = time.monotonic()
    environment = os.environ | SETTINGS
    tell("chatmine's demo. Each line after $ is one that you can type, too; first the settings:")
    for name, value in SETTINGS.items():
        tell(f"$ export {name}={shlex.quote(value)}")
    try:
        went_well = mine(environment)
        list_dataset()
        tell(f"\nAll in {time.monotonic() - started:.0f} s.")
        serve(environment, stay)
    except KeyboardInterrupt:
        tell("\nStopped. What was finished is kept; make demo goes on from there.")
        return 130
    return 0 if went_well else 1


if __name__ == "__main__":
    sys.exit(main())
