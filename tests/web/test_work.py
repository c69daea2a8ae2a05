"""Work that outlives a run: what it tells while it lasts, and how it is ended."""

import threading

import pytest

from texts import say
from web.work import Work


class Running:
    """An act that can be ended until it says that it is too late."""

    def __init__(self) -> None:
        self.may_cancel, self.was_asked = True, threading.Event()

    def cancel(self) -> bool:
        self.was_asked.set()
        return self.may_cancel


def begun(running: Running, go_on: threading.Event) -> Work:
    def act(on_phase):
        on_phase.hold(running)
        on_phase.count(1_000_000)
        on_phase("read")
        go_on.wait(10)
        return "done"

    return Work(act)


@pytest.mark.parametrize(("may_cancel", "told"), [(True, "upload.cancel"), (False, "upload.too_late")])
def test_the_button_stands_as_long_as_the_act_can_be_ended(monkeypatch, may_cancel, told):
    shown: list[str] = []
    monkeypatch.setattr("web.work.st", FakeStreamlit(shown))
    running, go_on = Running(), threading.Event()
    running.may_cancel = may_cancel
    work = begun(running, go_on)
    threading.Timer(0.5, go_on.set).start()
    work.wait("ko")
    assert say("ko", told) in shown and work.outcome() == "done"
    assert any(line.startswith(f"{say('ko', 'cli.phase_read')} · 1,000,000행") for line in shown)


def test_an_end_that_is_asked_for_before_the_act_began_reaches_it():
    running, go_on, may_begin = Running(), threading.Event(), threading.Event()

    def act(on_phase):
        may_begin.wait(10)
        on_phase.hold(running)

    work = Work(act)
    work.cancel()
    may_begin.set()
    assert running.was_asked.wait(10)
    go_on.set()


class FakeStreamlit:
    """Notes what is shown; every place is itself."""

    def __init__(self, shown: list[str]) -> None:
        self._shown = shown

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def status(self, label, **_):
        self._shown.append(label)
        return self

    def update(self, label):
        self._shown.append(label)

    def empty(self):
        return self

    def container(self, **_):
        return self

    def button(self, label, **_):
        self._shown.append(label)

    def caption(self, text):
        self._shown.append(text)
