"""The command line: parse, call one function, print.

The only place that reads the environment and prints.
"""

from chatmine.cli.commands import main

__all__ = ["main"]
