"""What stays from one person to the next, and how it is chosen: source, next step, what came of it."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal, Slot

from desktop.contacts.capture import RESULTS
from desktop.posters.ways import Place
from ui.capture.counter import CHANNELS, DECLINED, NEXT_DAYS
from ui.capture.frame import CaptureFrame
from ui.capture.kept_draft import KeptDraft
from ui.contacts.words import channel_name
from ui.widgets.dialog import Dialog, ReasonDialog


class Choices(QObject):
    """Shows the draft's choices in the frame; `changed` after each, `placed` when the source may be another code's."""

    changed = Signal()
    placed = Signal(str)

    def __init__(self, frame: CaptureFrame, keeper: KeptDraft, show: Callable[[Dialog], None]) -> None:
        super().__init__(frame)
        self.frame, self.keeper = frame, keeper
        self.places: dict[str, str] = {}
        self._show_dialog = show
        self._offered: list[tuple[str, str]] = []

    def set_places(self, places: Iterable[Place]) -> None:
        self.places = {place.id: place.name for place in places}

    def show(self) -> None:
        """As the draft says."""
        draft, form = self.keeper.draft, self.frame.form
        if draft.placement not in self.places:
            draft.placement = ""
        form.source.set_value(self.places.get(draft.placement) or channel_name(draft.channel))
        form.next.set_value(self.next_name(draft.next))
        self.frame.result.setText(self._result_name(draft.result))
        spoken = self.tr("结果：{result} F6").format(result=self._result_name(draft.result))
        self.frame.result.setAccessibleName(spoken)

    def _result_name(self, key: str) -> str:
        return {
            "added": self.tr("已加上"),
            "waiting": self.tr("等通过"),
            "already": self.tr("早就加了"),
            DECLINED: self.tr("没加"),
        }[key]

    def next_name(self, key: str) -> str:
        """A next step in words."""
        return {
            "": self.tr("不约"),
            "d1": self.tr("明天 D1 绑卡"),
            "d3": self.tr("三天后 D3 首次权益"),
            "d7": self.tr("一周后 D7 聊需求"),
        }[key]

    def step_title(self, key: str) -> str:
        """What the step is called on the day it is due, when tomorrow is today."""
        return {"d1": self.tr("D1 绑卡"), "d3": self.tr("D3 首次权益"), "d7": self.tr("D7 聊需求")}.get(key, "")

    @Slot()
    def next_result(self) -> None:
        """What came of it in WeCom: the next of the four."""
        results = (*RESULTS, DECLINED)
        draft = self.keeper.draft
        draft.result = results[(results.index(draft.result) + 1) % len(results)]
        self._tell()

    @Slot()
    def choose_source(self) -> None:
        offered = [*self.places.items(), *((channel, channel_name(channel)) for channel in CHANNELS)]
        self._choose(self.tr("从哪里来？"), offered, self._on_source)

    @Slot()
    def choose_next(self) -> None:
        self._choose(self.tr("下一步"), [(key, self.next_name(key)) for key in NEXT_DAYS], self._on_next)

    def _choose(self, title: str, offered: list[tuple[str, str]], then: Callable[[], object]) -> None:
        self._offered = offered
        dialog = ReasonDialog(self.frame.theme, title, "", [name for _, name in offered], parent=self.frame)
        dialog.accepted.connect(then)
        self._show_dialog(dialog)

    def _chosen(self) -> str:
        reason = self.sender().reason()
        return next(key for key, name in self._offered if name == reason)

    @Slot()
    def _on_source(self) -> None:
        key, draft = self._chosen(), self.keeper.draft
        draft.placement = key if key in self.places else ""
        draft.channel = "lobby" if key in self.places else key
        self._tell()
        self.placed.emit(draft.placement)

    @Slot()
    def _on_next(self) -> None:
        self.keeper.draft.next = self._chosen()
        self._tell()

    def _tell(self) -> None:
        self.show()
        self.keeper.later()
        self.changed.emit()
