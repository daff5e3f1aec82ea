"""Runs functions off the GUI thread, one at a time, and hands each result back to it."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid
from sqlalchemy.orm import Session

from db.engine import Store

T = TypeVar("T")
Then = Callable[[T], object]


class Delivery(NamedTuple):
    """A finished future, and who wants its result."""

    done: Future[object]
    owner: QObject
    then: Callable[[object], object] | None
    failed: Callable[[BaseException], object] | None


class Jobs(QObject):
    """`then` and `failed` are called on the GUI thread, unless `owner` has gone by the time the work is ready.

    Work without `failed` tells its error by the signal of that name. `long` is a second runner for long work.
    """

    failed = Signal(object)
    busy = Signal(bool)
    _finished = Signal(object)

    def __init__(self, store: Store, parent: QObject | None = None, *, with_long: bool = True) -> None:
        super().__init__(parent)
        self._store = store
        self._waiting = 0
        self._closed = False
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="jobs" if with_long else "long")
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self.long = Jobs(store, self, with_long=False) if with_long else self
        if with_long:
            self.long.failed.connect(self.failed)

    def run(
        self, owner: QObject, work: Callable[[], T], then: Then[T] | None = None,
        failed: Callable[[BaseException], object] | None = None,
    ) -> None:  # fmt: skip
        """Call `then` with the result of `work`; nothing any more once closed: a window's timer may still ask."""
        if self._closed:
            return
        self._waiting += 1
        if self._waiting == 1:
            self.busy.emit(True)
        self._executor.submit(work).add_done_callback(
            lambda done: self._finished.emit(Delivery(done, owner, then, failed))
        )

    def read(
        self, owner: QObject, work: Callable[[Session], T], then: Then[T] | None = None,
        failed: Callable[[BaseException], object] | None = None,
    ) -> None:  # fmt: skip
        """`work` gets a session of its own thread."""
        self.run(owner, lambda: self._read(work), then, failed)

    def write(
        self, owner: QObject, work: Callable[[Session], T], then: Then[T] | None = None,
        failed: Callable[[BaseException], object] | None = None,
    ) -> None:  # fmt: skip
        """`work` is one transaction: all of it or nothing."""
        self.run(owner, lambda: self._store.write(work), then, failed)

    def idle(self) -> bool:
        """Nothing runs and nothing waits to be handed over."""
        return self._waiting == 0 and (self.long is self or self.long.idle())

    def close(self) -> None:
        """Finish what runs, forget what waits."""
        self._closed = True
        if self.long is not self:
            self.long.close()
        self._executor.shutdown(cancel_futures=True)

    def _read(self, work: Callable[[Session], T]) -> T:
        with self._store.session() as session:
            return work(session)

    @Slot(object)
    def _deliver(self, delivery: Delivery) -> None:
        self._waiting -= 1
        if self._waiting == 0:
            self.busy.emit(False)
        if delivery.done.cancelled():
            return
        hand_over(self, delivery.owner, delivery.done.exception(), delivery)


def hand_over(jobs: Jobs, owner: QObject, error: BaseException | None, delivery: Delivery) -> None:
    """The result to `then`, an error to `failed` or to the signal; nothing to an owner that has gone."""
    if error is not None and (delivery.failed is None or not isValid(owner)):
        jobs.failed.emit(error)
    elif not isValid(owner):
        return
    elif error is not None and delivery.failed is not None:
        delivery.failed(error)
    elif delivery.then is not None:
        delivery.then(delivery.done.result())


class InlineJobs(Jobs):
    """Does the work at once on the caller's thread; for tests and for pictures of the pages."""

    def __init__(self, store: Store, parent: QObject | None = None, *, with_long: bool = False) -> None:
        super().__init__(store, parent, with_long=False)

    def run(
        self, owner: QObject, work: Callable[[], T], then: Then[T] | None = None,
        failed: Callable[[BaseException], object] | None = None,
    ) -> None:  # fmt: skip
        done: Future[object] = Future()
        try:
            done.set_result(work())
        except Exception as error:  # noqa: BLE001 - it is handed over like any other
            done.set_exception(error)
        hand_over(self, owner, done.exception(), Delivery(done, owner, then, failed))
