"""The Python environment of these scripts: `.venv-tables`, made with the pinned packages."""

import os
import subprocess
import sys
import venv

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "..", "..", ".venv-tables")
PYTHON = os.path.join(FOLDER, "bin", "python")
REQUIREMENTS = os.path.join(HERE, "requirements.txt")
INSTALLED = os.path.join(FOLDER, "installed.txt")


def enter():
    """Starts the running script again in the environment, which is made first if need be."""
    if os.path.realpath(sys.prefix) == os.path.realpath(FOLDER):
        return
    with open(REQUIREMENTS) as file:
        wanted = file.read()
    if not os.path.exists(INSTALLED) or open(INSTALLED).read() != wanted:
        venv.create(FOLDER, with_pip=True)
        # The list is complete; dependencies of packages of which only the data are read are not.
        subprocess.run(
            [PYTHON, "-m", "pip", "install", "--quiet", "--no-deps", "-r", REQUIREMENTS],
            check=True, stdout=sys.stderr)
        with open(INSTALLED, "w") as file:
            file.write(wanted)
    os.execv(PYTHON, [PYTHON, *sys.argv])
