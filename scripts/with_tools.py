"""Run a script of the checkout in its private environment, with the test tools.

`with_tools.py SCRIPT [ARG…]`.
"""

import sys

from environment import python_with, run

if __name__ == "__main__":
    sys.exit(run([python_with(dev=True), *sys.argv[1:]]))
