"""What a machine tells of its limits, as files of the kinds that containers have."""

import os

import pytest

from mlp.runs import machine

GB = 2**30
UNLIMITED = 9223372036854771712  # what version 1 says where nothing was set


@pytest.fixture
def files(tmp_path):
    """Writes files of a machine below a folder, and returns the folder."""

    def write(texts):
        for name, text in texts.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(f"{text}\n")
        return tmp_path

    return write


@pytest.fixture(autouse=True)
def host(monkeypatch):
    """16 cores and 64 GB."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: set(range(16)), raising=False)
    monkeypatch.setattr(os, "sysconf", {"SC_PAGE_SIZE": 4096, "SC_PHYS_PAGES": 64 * GB // 4096}.__getitem__)


def test_without_limits_all_of_the_host(files):
    assert (machine.processors(files({})), machine.memory(files({}))) == (16, 64 * GB)


@pytest.mark.parametrize(
    ("limits", "processors"), [("max 100000", 16), ("400000 100000", 4), ("150000 100000", 1), ("10000 100000", 1)]
)
def test_a_container_of_version_2(files, limits, processors):
    own = {"proc/self/cgroup": "0::/", "sys/fs/cgroup/cpu.max": limits, "sys/fs/cgroup/memory.max": 2 * GB}
    assert (machine.processors(files(own)), machine.memory(files(own))) == (processors, 2 * GB)


def test_version_2_without_a_memory_limit(files):
    root = files({"proc/self/cgroup": "0::/", "sys/fs/cgroup/memory.max": "max"})
    assert machine.memory(root) == 64 * GB


def test_the_groups_around_bind_too(files):
    root = files(
        {
            "proc/self/cgroup": "0::/users/shell",
            "sys/fs/cgroup/users/shell/memory.max": "max",
            "sys/fs/cgroup/users/shell/cpu.max": "800000 100000",
            "sys/fs/cgroup/users/memory.max": 8 * GB,
            "sys/fs/cgroup/users/cpu.max": "300000 100000",
        }
    )
    assert (machine.processors(root), machine.memory(root)) == (3, 8 * GB)


@pytest.mark.parametrize("seen", ["sys/fs/cgroup/{}", "sys/fs/cgroup/{}/box/17"])
def test_a_container_of_version_1_sees_its_group_outermost_or_in_its_place(files, seen):
    cpu, memory = seen.format("cpu"), seen.format("memory")
    root = files(
        {
            "proc/self/cgroup": "4:memory:/box/17\n2:cpu,cpuacct:/box/17\n1:name=systemd:/\n0::/",
            f"{cpu}/cpu.cfs_quota_us": 250000,
            f"{cpu}/cpu.cfs_period_us": 100000,
            f"{memory}/memory.limit_in_bytes": 3 * GB,
        }
    )
    assert (machine.processors(root), machine.memory(root)) == (2, 3 * GB)


def test_version_1_without_limits(files):
    root = files(
        {
            "proc/self/cgroup": "4:memory:/\n2:cpu:/",
            "sys/fs/cgroup/cpu/cpu.cfs_quota_us": -1,
            "sys/fs/cgroup/cpu/cpu.cfs_period_us": 100000,
            "sys/fs/cgroup/memory/memory.limit_in_bytes": UNLIMITED,
        }
    )
    assert (machine.processors(root), machine.memory(root)) == (16, 64 * GB)


def test_the_cores_that_this_process_is_bound_to(files, monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {3, 5})
    assert machine.processors(files({})) == 2


def test_a_machine_that_tells_nothing(files, monkeypatch):
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.delattr(os, "sysconf")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert (machine.processors(files({})), machine.memory(files({}))) == (1, None)
