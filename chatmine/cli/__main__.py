"""`python -m chatmine.cli`."""

from chatmine.cli import main

main()
