"""The `chatmine` program: its commands in the order of the pipeline, and what happens to errors."""

import logging
import sys
from typing import Any

import click

from chatmine.cli import data, find, gather, work
from chatmine.cli.output import fail, say
from chatmine.errors import CannotWork, ChatmineError, WrongCall

GUIDE = """Mine shared screenshots and short videos of chatbot conversations.

\b
From pictures on your disk to a dataset, five commands:
  chatmine import ~/screenshots        take pictures, videos, folders
  chatmine run                         read, pair and index what is new
  chatmine search "鸡兔同笼"           find questions and answers
  chatmine serve                       the same as a web page
  chatmine export sharegpt --out data  a dataset that trainers load

\b
To see what chatmine makes of one picture:
  chatmine show shot.png --draw seen.png

Everything lives in one folder, the workspace (./chatmine-workspace, or --workspace, or
CHATMINE_WORKSPACE).  Stopping at any moment is safe; running again does only what is left.

\b
Exit codes: 0 done · 1 done, but something failed (see the output and chatmine status)
            2 called wrongly · 3 could not work · 130 interrupted
"""


class Pipeline(click.Group):
    """Lists its commands in the order of the pipeline, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands as they were added."""
        return list(self.commands)


@click.group(
    cls=Pipeline,
    help=GUIDE,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(package_name="chatmine")
@click.option("-v", "--verbose", is_flag=True, help="Say more on stderr.")
def program(verbose: bool) -> None:
    """Set up logging for the command that follows."""
    level = logging.INFO if verbose else logging.WARNING
    logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)


for command in (
    gather.crawl,
    gather.crawls,
    gather.import_files,
    work.read,
    work.pair,
    work.index,
    work.run,
    work.status,
    work.show,
    find.search,
    find.serve,
    data.export,
    data.takedown,
):
    program.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """Run the program; every outcome becomes an exit code."""
    as_json = "--json" in (sys.argv[1:] if arguments is None else arguments)
    try:
        outcome: Any = program.main(arguments, prog_name="chatmine", standalone_mode=False)
    except click.UsageError as error:
        _called_wrongly(error, as_json)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except (click.Abort, KeyboardInterrupt):
        say("\nInterrupted; what was finished is kept, and running again does what is left.")
        sys.exit(130)
    except ChatmineError as error:
        fail(error, as_json=as_json)
    except OSError as error:  # of a reader that has gone (head), click has taken care
        fail(CannotWork("system", str(error), "see to it, then run this again"), as_json=as_json)
    sys.exit(outcome if isinstance(outcome, int) else 0)


def _called_wrongly(error: click.UsageError, as_json: bool) -> None:
    where = error.ctx.command_path if error.ctx else "chatmine"
    fail(WrongCall("usage", error.format_message(), f"{where} --help"), as_json=as_json)
