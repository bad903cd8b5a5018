"""Writing a file: a crash leaves the old bytes, the new bytes, or a named rescue copy."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from zlib import crc32

from awesomelint.errors import AwesomelintError
from awesomelint.reading import real

RESCUE = ".awesomelint-rescue"
LONGEST_NAME = 255  # bytes; what file systems take
_HASH_ROOM = 10
"""Characters that a hash and its hyphen may take in a name."""


class WriteError(OSError, AwesomelintError):
    """A file that was not written; the message says what happened, and what the file holds now."""


def replace_file(path: Path, old: bytes, new: bytes) -> None:
    """Make `path` hold `new` if it still holds `old`; raise `WriteError` otherwise.

    Symlinks are followed; mode and, where permitted, owner are kept. Nothing is written when
    nothing changed.
    """
    if old == new:
        return
    target = real(path)
    state = target.stat()
    if not state.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise WriteError(f"{path}: the file is read-only; nothing was written")
    if target.read_bytes() != old:
        raise WriteError(
            f"{path}: the file changed while it was being fixed; nothing was written, run again"
        )
    if state.st_nlink > 1:
        _overwrite(path, target, old, new)
        return
    try:
        temporary = _write_beside(target, new, state)
    except _UnkeptError:
        _overwrite(path, target, old, new)  # in place everything stays
        return
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            _overwrite(path, target, old, new)
            return
        raise WriteError(f"{path}: {error.strerror}; the file is as it was") from error
    try:
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        if error.errno in {errno.EBUSY, errno.EXDEV, errno.EPERM, errno.EACCES}:
            _overwrite(path, target, old, new)
            return
        raise WriteError(f"{path}: {error.strerror}; the file is as it was") from error
    _sync_folder(target.parent)


def rescue_of(path: Path) -> Path | None:
    """The rescue copy that an interrupted run left for `path`, if there is one."""
    target = real(path)
    is_writable = os.access(target.parent, os.W_OK)
    folder = target.parent if is_writable else _fallback_folder()
    copy = _rescue_path(target, folder)
    exists = os.path.isfile(copy)  # noqa: PTH113 - `is_file` raises in folders that cannot be read
    return copy if exists else None


def _write_beside(target: Path, new: bytes, state: os.stat_result) -> Path:
    """A synced temporary file in the folder of `target`, with its mode and owner."""
    temporary = target.with_name(f".awesomelint-{os.getpid()}-{_hash(target.name)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(new)
            file.flush()
            if (state.st_uid, state.st_gid) != (os.geteuid(), os.getegid()):
                _keep_owner(file.fileno(), state)
            os.fchmod(file.fileno(), stat.S_IMODE(state.st_mode))
            _keep_attributes(file.fileno(), target)
            os.fsync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


class _UnkeptError(Exception):
    """A new file cannot have all that the old one has."""


def _keep_attributes(descriptor: int, target: Path) -> None:
    """Copy ACLs and other extended attributes; raise `_UnkeptError` where one cannot be copied.

    An ACL narrows the rights that the mode shows, so a file without it may be read by more people.
    The folder may also have given the new file an ACL of its own, which goes.
    """
    if not hasattr(os, "listxattr"):
        return
    wanted = _attributes(target)
    given = _attributes(descriptor)
    try:
        for name in given.keys() - wanted.keys():
            os.removexattr(descriptor, name)
        for name, value in wanted.items():
            if given.get(name) != value:
                os.setxattr(descriptor, name, value)
    except OSError as error:
        raise _UnkeptError from error
    if _attributes(descriptor) != wanted:
        raise _UnkeptError


def _attributes(file: int | Path) -> dict[str, bytes]:
    """The extended attributes of a file by name, ACLs (`system.posix_acl_access`) among them."""
    try:
        return {name: os.getxattr(file, name) for name in os.listxattr(file)}
    except OSError as error:
        if error.errno == errno.ENOTSUP:
            return {}
        raise _UnkeptError from error


def _hash(text: str) -> str:
    return f"{crc32(os.fsencode(text)):08x}"


def _keep_owner(descriptor: int, state: os.stat_result) -> None:
    try:
        os.fchown(descriptor, state.st_uid, state.st_gid)
    except PermissionError:
        return  # only root may give files away; the mode is kept all the same


def _overwrite(path: Path, target: Path, old: bytes, new: bytes) -> None:
    """Write in place, where no replacement is possible (mounts, hard links).

    A rescue copy holds the old bytes meanwhile.
    """
    copy = _save_rescue(path, target, old)
    try:
        with target.open("r+b") as file:
            file.write(new)
            file.truncate()
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        if _restore(target, old):
            copy.unlink(missing_ok=True)
            raise WriteError(f"{path}: {error.strerror}; the file is as it was") from error
        raise WriteError(f"{path}: {error.strerror}; its old content is in {copy}") from error
    copy.unlink(missing_ok=True)


def _restore(target: Path, old: bytes) -> bool:
    """Whether `target` holds the old bytes again."""
    try:
        if target.read_bytes() == old:
            return True
        with target.open("r+b") as file:
            file.write(old)
            file.truncate()
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        return False
    return target.read_bytes() == old


def _save_rescue(path: Path, target: Path, old: bytes) -> Path:
    for folder in (target.parent, _fallback_folder()):
        copy = _rescue_path(target, folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with copy.open("xb") as file:
                file.write(old)
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            raise WriteError(
                f"{path}: {copy} is left from an interrupted run; compare it with the file, "
                "then delete it"
            ) from None
        except OSError:
            copy.unlink(missing_ok=True) if os.access(folder, os.W_OK) else None
            continue
        return copy
    raise WriteError(f"{path}: no place for a rescue copy of the file; nothing was written")


def _rescue_path(target: Path, folder: Path) -> Path:
    beside = folder == target.parent
    name = target.name if beside else str(target).strip("/").replace("/", "%")
    if len(os.fsencode(name + RESCUE)) > LONGEST_NAME:
        room = LONGEST_NAME - len(RESCUE) - _HASH_ROOM
        start = os.fsencode(name)[:room].decode("utf-8", "ignore")
        name = f"{start}-{_hash(name)}"
    return folder / (name + RESCUE)


def _fallback_folder() -> Path:
    import platformdirs  # noqa: PLC0415 - only where a file's own folder cannot be written

    return Path(platformdirs.user_state_dir("awesomelint"))


def _sync_folder(folder: Path) -> None:
    """Make the new name last; systems that cannot open folders do it by themselves."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
