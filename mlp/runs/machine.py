"""What this process may use of its machine: a container's quota counts, not the host's size.

Linux tells the quota in files, below /proc/self/cgroup (which group this is) and /sys/fs/cgroup (what each group may
use): https://docs.kernel.org/admin-guide/cgroup-v2.html, and cgroup-v1/memory.html and scheduler/sched-bwc.html there.
A group is bound by the limits of all groups around it; a container sees its own group as the outermost.
"""

import os
from pathlib import Path


def processors(root="/"):
    """How many processor cores this process may keep busy, at least 1; a part of a core is left to others."""
    return max(1, int(min([_cores(), *_processor_quotas(Path(root))])))


def memory(root="/"):
    """How many bytes this process and its children may fill together; None where the machine does not tell."""
    return min([*_physical_memory(), *_memory_limits(Path(root))], default=None)


def _cores():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _physical_memory():
    try:
        return [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")]
    except (AttributeError, ValueError, OSError):
        return []


def _processor_quotas(root):
    """The quota of each group around this process that has one, in cores."""
    told = [*_texts(root, "", "cpu.max"), *_texts(root, "cpu", "cpu.cfs_quota_us", "cpu.cfs_period_us")]
    pairs = [[int(word) for word in text.split() if word.isdigit()] for text in told]
    return [pair[0] / pair[1] for pair in pairs if len(pair) == 2]


def _memory_limits(root):
    """The limit of each group around this process that has one, in bytes."""
    told = [*_texts(root, "", "memory.max"), *_texts(root, "memory", "memory.limit_in_bytes")]
    return [int(text) for text in told if text.isdigit()]


def _texts(root, controller, *names):
    """What the files of these names say, for each group around this process."""
    return [" ".join(_text(folder / name) for name in names) for folder in _folders(root, controller)]


def _folders(root, controller):
    """The folders of the groups around this process, innermost first: version 2's without a controller's name."""
    for line in _text(root / "proc/self/cgroup").splitlines():
        _number, controllers, path = line.split(":", 2)
        if controller in controllers.split(","):
            outermost = root / "sys/fs/cgroup" / controller
            group = outermost / path.lstrip("/")
            return [group, *(folder for folder in group.parents if folder.is_relative_to(outermost))]
    return []


def _text(path):
    """What a file says; nothing if it cannot be read."""
    try:
        return path.read_text().strip()
    except OSError:
        return ""
