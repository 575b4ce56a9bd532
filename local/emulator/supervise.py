"""python supervise.py FOLDER MODULE [ARG ...]: runs MODULE as `python -m` would, and never outlives the process that started it.
MODULE may also be the path of a Python file.

The starter holds the other end of standard input and never writes to it. When it ends, by whatever signal, the pipe closes:
then this whole process group is killed (the caller made it a group of its own) and FOLDER, its private folder, is removed.
FOLDER is `-` where there is nothing to remove.
"""

import os
import runpy
import select
import shutil
import signal
import sys
import threading

STARTER = os.dup(0)  # the module may close or replace standard input


def end_with_starter(folder):
    while os.read(STARTER, 1024):
        pass
    if folder != "-":
        shutil.rmtree(folder, ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


def main():
    folder, module = sys.argv[1], sys.argv[2]
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    threading.Thread(target=end_with_starter, args=(folder,), daemon=True).start()
    sys.argv = sys.argv[2:]
    try:
        if module.endswith(".py"):
            runpy.run_path(module, run_name="__main__")
        else:
            runpy.run_module(module, run_name="__main__", alter_sys=True)
    finally:
        # The starter may have asked the module to end, and then have died itself.
        if select.select([STARTER], [], [], 0)[0]:
            end_with_starter(folder)


main()
