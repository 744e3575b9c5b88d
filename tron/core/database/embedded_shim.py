"""Becomes the user that Postgres runs as, asks to end with the supervisor, then becomes the program itself.

    python -I -S embedded_shim.py PARENT SIGNAL UID GID INSIDE FOLDER PROGRAM [ARGUMENT ...]

PARENT is the supervisor's pid and SIGNAL what the program gets when it dies. UID and GID are changed to where they
differ. INSIDE is a user id to appear as in a user namespace of our own, or -1: Postgres refuses to run as uid 0, and
in the namespace root is somebody else while its files stay root's. Run as a file, so it imports nothing of Tron.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
REFUSED = 70  # exit status: the user cannot be changed to, or may not read what it needs


def change_user(uid: int, gid: int) -> None:
    if uid != os.geteuid():
        os.setgroups([gid])
        os.setgid(gid)
        os.setuid(uid)


def enter_namespace(libc: ctypes.CDLL, inside: int) -> None:
    uid, gid = os.geteuid(), os.getegid()
    libc.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)  # else a changed user may not write the maps of its own
    if libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "no user namespace: " + os.strerror(ctypes.get_errno()))
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/uid_map").write_text(f"{inside} {uid} 1", encoding="ascii")
    Path("/proc/self/gid_map").write_text(f"{inside} {gid} 1", encoding="ascii")


def main() -> None:
    parent, signal, uid, gid, inside = (int(value) for value in sys.argv[1:6])
    folder, command = sys.argv[6], sys.argv[7:]
    libc = ctypes.CDLL(None, use_errno=True)
    try:
        change_user(uid, gid)
        if inside >= 0:
            enter_namespace(libc, inside)
        os.chdir(folder)
        if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            raise PermissionError(13, f"may not use {folder}")
        # Last, because a change of user clears it.
        if sys.platform == "linux":
            libc.prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0)
            if os.getppid() != parent:
                sys.exit(REFUSED)
        os.umask(0o077)
        os.execve(command[0], command, os.environ)
    except OSError as error:
        print(f"cannot run {os.path.basename(command[0])} as user {uid}: {error}", file=sys.stderr)
        sys.exit(REFUSED)


if __name__ == "__main__":
    main()
