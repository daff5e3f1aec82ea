"""The page 客户: conditions at the left, the table, and one contact in full at the right."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget
from sqlalchemy.orm import Session

from db.actor import Role
from desktop.changes import Changes, Done
from desktop.contacts import filters, search
from desktop.contacts.filters import MOST_FILTERS, STANDINGS, ContactQuery, SavedFilter
from desktop.contacts.search import ContactRow, FacetCounts
from desktop.contacts.stages import STAGES
from desktop.errors import AppError
from desktop.security.roles import Permission, allowed, scope
from ui.contacts.conditions import ConditionBar
from ui.contacts.facets import FacetPane
from ui.contacts.more import MoreWindows
from ui.contacts.reading import Later, Shown, in_place, read_best, read_list, read_shown
from ui.contacts.saved_bar import FilterNameDialog, SavedBar
from ui.contacts.table import ContactModel, ContactTable
from ui.desk import Desk
from ui.page import Command, Hint, Page, Status
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState
from ui.widgets.field import SearchField
from ui.widgets.pane import Pane

if TYPE_CHECKING:
    from desktop.contacts.follow_ups import Punctuality
    from ui.contacts.acts import Acts
    from ui.contacts.erasing import Erasing
    from ui.contacts.panel import ContactPanel
    from ui.contacts.records import Records

T = TypeVar("T")
DEBOUNCE_MS: Final = 80
WITH_OTHERS: Final = frozenset("RFCDP")
"""What one may do with a customer whom one only stands in for: talk, plan, finish, and note it."""
PATIENCE_MS: Final = 250
"""How long the rest waits for the first rows to be painted; for a page that is not on the screen."""
SHOWN: Final = 20
"""Events that show before 全部 is pressed."""
MORE_EVENTS: Final = 50
"""Events that are read on at a time, when the timeline is scrolled to its end."""
SIDE: Final = 340
SEARCH_WIDTH: Final = 400
WIDE: Final = 1180
"""Page width from which all three panes show; below it the conditions are folded away, below NARROW the contact."""
NARROW: Final = 860


class ContactsPage(Page):
    """/ searches, ↑↓ choose, ↵ opens in full, R F C T act, 1–4 set the stage, Space marks."""

    name = "contacts"
    concerned = Changes.CONTACTS | Changes.TAGS | Changes.FOLLOW_UPS | Changes.INTERACTIONS | Changes.STAFF

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.query = ContactQuery(view="branch" if desk.actor.role is Role.LEAD else "mine")
        self.counts: FacetCounts | None = None
        self._panel: ContactPanel | None = None
        self._acts: Acts | None = None
        self._erasing: Erasing | None = None
        self._records: Records | None = None
        self._asked = 0
        self._choose: int | None = None
        self._punctuality: Punctuality | None = None
        self._events = SHOWN
        self._facets_open = False
        self._build()
        self._wire()
        self.more = MoreWindows(self)
        self._rest_timer = QTimer(self)
        self._rest_timer.setSingleShot(True)
        self._rest_timer.timeout.connect(self._read_rest)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self.search_now)

    # ------------------------------------------------------------------------------------------ page

    def title(self) -> str:
        return self.tr("客户")

    def hints(self) -> list[Hint]:
        return [
            Hint("↑↓", self.tr("选人")),
            Hint("/", self.tr("搜索")),
            Hint("R", self.tr("记互动")),
            Hint("F", self.tr("约跟进")),
            Hint("P", self.tr("改期")),
            Hint("T", self.tr("标签")),
            Hint("C", self.tr("话术")),
            Hint("E", self.tr("改资料")),
            Hint("1–4", self.tr("改阶段")),
            Hint("L", self.tr("记录分类")),
            Hint("Space", self.tr("勾选")),
        ]

    def top_bar_search(self) -> QWidget | None:
        return self.field

    def top_bar_widgets(self) -> list[QWidget]:
        return [self.manage, self.take_in] if allowed(self.desk.actor, Permission.IMPORT) else [self.manage]

    def status(self) -> list[Status]:
        found = self._punctuality
        if found is None or not found.due:
            return []
        text = self.tr("近 30 天跟进按时 {share}（{on_time}/{due}）")
        share = f"{found.on_time / found.due:.0%}"
        return [Status("calendar-check", text.format(share=share, on_time=found.on_time, due=found.due))]

    def panes(self) -> list[QWidget]:
        return [self.table if self.model.ids else self.field, self.side, self.facets.first_focus()]

    def commands(self) -> list[Command]:
        return [
            Command(self.tr("清除条件"), "", self.clear),
            Command(self.tr("导入企微导出的表"), "", self._on_take_in),
            Command(self.tr("标签管理"), "Ctrl T", self.manage_tags),
            Command(self.tr("导出客户表"), "Ctrl E", self._on_export),
            Command(self.tr("存为筛选"), "Ctrl S", self._on_save_filter),
            Command(self.tr("改资料"), "E", partial(self._on_letter, "E")),
            Command(self.tr("修改记录"), "H", partial(self._on_letter, "H")),
            *self._privacy_commands(),
            *self.more.commands(),
            *self._view_commands(),
            *self._filter_commands(),
        ]

    def _privacy_commands(self) -> list[Command]:
        """Only for who may erase."""
        if not allowed(self.desk.actor, Permission.ERASE):
            return []
        return [
            Command(self.tr("客户要求删除或仅存储"), "X", self._on_erase),
            Command(self.tr("删除和仅存储登记"), "", self._on_register),
        ]

    def open(self, argument: object) -> None:
        """Show the contact with this id, outside the conditions if need be; or what a query finds."""
        if isinstance(argument, ContactQuery):
            self.set_query(argument)
        elif isinstance(argument, str):
            actor = self.desk.actor
            self.read(lambda session: search.way_to(session, actor, argument), self._on_way)

    def refresh(self, changes: Changes) -> None:
        self._load()
        if self.counts is not None:
            self._read_filters()

    # ------------------------------------------------------------------------------------------ building

    def _build(self) -> None:
        theme = self.theme
        self.field = SearchField(theme, self.tr("姓名、拼音首字母、手机尾号，如 zxl 或 4821"), "/", self)
        self.field.setFixedWidth(theme.px(SEARCH_WIDTH))
        self.field.installEventFilter(self)
        self.manage = Button(theme, self.tr("标签管理"), "ghost", "tags", parent=self)
        self.manage.setToolTip(self.tr("标签管理 Ctrl T"))
        self.take_in = Button(theme, self.tr("导入"), "ghost", "file-input", parent=self)
        self.facets = FacetPane(theme, self)
        self.facets.views["branch"].setVisible(scope(self.desk.actor) == "branch")
        self.bar = ConditionBar(theme, self)
        self.saved = SavedBar(theme, self)
        self.model = ContactModel(theme, self._rows, self._now, self)
        self.table = ContactTable(theme, self.model, self)
        self.bar.set_titles({column.key: column.title for column in self.model.columns})
        self.clear_button = Button(theme, self.tr("清除条件"), icon="search-x", parent=self)
        self.none = EmptyState(theme, "search-x", self.tr("没有符合的客户"), "", [self.clear_button], self)
        self.import_button = Button(theme, self.tr("导入企微导出的表"), "primary", "file-input", parent=self)
        self.first_run = EmptyState(
            theme, "users", self.tr("还没有客户"), self.tr("按 Ctrl N 登记第一位，或导入企业微信导出的表"),
            [self.import_button], self,
        )  # fmt: skip
        self.import_button.setVisible(allowed(self.desk.actor, Permission.IMPORT))
        self.denied = EmptyState(
            theme,
            "shield",
            self.tr("您的角色不看单个客户"),
            self.tr("总行只看汇总的数字，客户只在网点里看得到"),
            (),
            self,
        )
        self.stack = QStackedWidget(self)
        for widget in (self.table, self.none, self.first_run, self.denied):
            self.stack.addWidget(widget)
        middle = Pane(theme, "surface", parent=self)
        middle.body.addWidget(self.bar)
        middle.body.addWidget(self.saved)
        middle.body.addWidget(self.stack, 1)
        self.side = Pane(theme, "surface", SIDE, "left", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.facets)
        row.addWidget(middle, 1)
        row.addWidget(self.side)
        self.setFocusProxy(self.table)

    def _wire(self) -> None:
        self.field.textChanged.connect(self._on_text)
        self.take_in.clicked.connect(self._on_take_in)
        self.manage.clicked.connect(self.manage_tags)
        for keys, slot in (("Ctrl+T", self.manage_tags), ("Ctrl+S", self._on_save_filter), ("Ctrl+E", self._on_export)):
            QShortcut(QKeySequence(keys), self, slot)
        for number in range(1, MOST_FILTERS + 1):
            QShortcut(QKeySequence(f"Alt+{number}"), self, partial(self.saved.choose, number))
        self.import_button.clicked.connect(self._on_take_in)
        self.clear_button.clicked.connect(self.clear)
        self.facets.query_changed.connect(self.set_query)
        self.bar.query_changed.connect(self.set_query)
        self.bar.add_clicked.connect(self._on_add_condition)
        self.bar.facets_clicked.connect(self._on_fold)
        self.bar.save_clicked.connect(self._on_save_filter)
        self.bar.export_clicked.connect(self._on_export)
        self.saved.chosen.connect(self._on_saved_filter)
        self.saved.removed.connect(self._on_remove_filter)
        self.bar.columns_changed.connect(self.table.set_hidden)
        self.model.sort_requested.connect(self._on_sort)
        self.table.current_changed.connect(self._on_current)
        self.table.selection_changed.connect(self._on_selection)
        self.table.activated_id.connect(self._on_activated)
        self.table.letter.connect(self._on_letter)
        self.table.searched.connect(self._focus_search)
        self.table.rows_painted.connect(self._on_rows_painted)

    @property
    def panel(self) -> "ContactPanel":
        """The contact in full, made once the first rows have been painted."""
        if self._panel is None:
            from ui.contacts.panel import ContactPanel

            self._panel = ContactPanel(self.theme, self.side, self.desk.words.language)
            self.side.body.addWidget(self._panel)
            self.side.setFocusProxy(self._panel.record)
            self._panel.command.connect(self._on_letter)
            self._panel.stage_wanted.connect(self._on_stage)
            self._panel.logged.connect(self._on_logged)
            self._panel.all_wanted.connect(self._on_all)
            self._panel.more_wanted.connect(self._on_all)
            self._panel.group_wanted.connect(self._on_group)
            self._panel.copy_wanted.connect(self._on_copy)
            self._panel.left.connect(self._focus_table)
            self._panel.may_erase = allowed(self.desk.actor, Permission.ERASE)
        return self._panel

    @property
    def erasing(self) -> "Erasing":
        """The windows for what customers want erased, made when first needed."""
        if self._erasing is None:
            from ui.contacts.erasing import Erasing

            self._erasing = Erasing(self)
        return self._erasing

    @property
    def records(self) -> "Records":
        """The form of a contact's record and the history of its fields, made when first needed."""
        if self._records is None:
            from ui.contacts.records import Records

            self._records = Records(self)
        return self._records

    @property
    def acts(self) -> "Acts":
        """What is done with contacts, made when first needed."""
        if self._acts is None:
            from ui.contacts.acts import Acts

            self._acts = Acts(self, self._focus_table)
        return self._acts

    # ------------------------------------------------------------------------------------------ reading

    def _now(self) -> datetime:
        return self.desk.clock.now()

    def _rows(self, numbers: Sequence[int]) -> list[ContactRow | None]:
        """The rows of a block, each in its place; what has gone meanwhile is None."""
        with self.desk.store.session() as session:
            return in_place(session, self.desk.actor, numbers)

    @Slot(object)
    def set_query(self, query: ContactQuery) -> None:
        self.query = query
        self._load()

    @Slot()
    def search_now(self) -> None:
        """Search for what stands in the field, at once."""
        self._timer.stop()
        if self.field.text().strip() != self.query.text:
            self.set_query(replace(self.query, text=self.field.text().strip()))

    @Slot()
    def clear(self) -> None:
        """No conditions but the view."""
        self.field.clear()
        self.set_query(ContactQuery(view=self.query.view, sort=self.query.sort, descending=self.query.descending))
        self._focus_table()

    def _load(self) -> None:
        """The ids first, so that rows can be painted; then the counts; then the contact."""
        self._asked += 1
        asked, query, actor = self._asked, self.query, self.desk.actor
        self.facets.show_query(query)
        self.bar.show_query(query, self._names())
        self._mark_filter()
        if scope(actor) not in {"own", "branch"}:
            self.facets.hide()
            self.bar.hide()
            self.stack.setCurrentWidget(self.denied)
            return
        if filters.by_fitness(query):
            self.read(lambda session: (asked, *read_best(session, actor, query)), self._on_best)
        else:
            self.read(lambda session: (asked, *read_list(session, actor, query)), self._on_ids)
        if self.counts is not None:
            self._read_counts()

    def _on_best(self, answer: tuple[int, "array[int]", list[ContactRow | None]]) -> None:
        """The best of a search stand there at once; when there are more, everybody follows."""
        asked, ids, _ = answer
        self._on_ids(answer)
        if asked == self._asked and len(ids) == search.FIRST:
            query, actor = self.query, self.desk.actor
            self._read_later(lambda session: (asked, *read_list(session, actor, query)), self._on_ids)

    def _read_later(self, work: Callable[[Session], T], then: Callable[[T], object]) -> None:
        """Read what nobody waits for beside the rest, unless something else is asked for by then."""
        asked, store = self._asked, self.desk.store

        def unless_stale() -> T | None:
            if asked != self._asked:
                return None
            with store.session() as session:
                return work(session)

        self.desk.jobs.long.run(self, unless_stale, Later(then), self._on_failed)

    @Slot()
    def _on_rows_painted(self) -> None:
        if self._rest_timer.isActive():
            self._rest_timer.start(0)

    @Slot()
    def _read_rest(self) -> None:
        """What the first rows did not wait for."""
        assert self.panel is not None  # noqa: S101 - made here, so that the contact is read
        self._read_current()
        self._read_counts()
        self._read_filters()

    def _read_counts(self) -> None:
        asked, query, actor = self._asked, self.query, self.desk.actor
        read = self._read_later if filters.by_fitness(query) else self.read
        read(lambda session: (asked, search.counts(session, actor, query)), self._on_counts)

    def _on_ids(self, answer: tuple[int, "array[int]", list[ContactRow | None]]) -> None:
        asked, ids, rows = answer
        if asked != self._asked:
            return
        before = self.table.current_id()
        self.model.set_ids(ids)
        self.model.take_first(rows)
        wanted, self._choose = self._choose, None
        if len(ids):
            self.stack.setCurrentWidget(self.table)
            if not self.table.select_id(wanted) and self.table.current_id() is None:
                self.table.select_id(ids[0])
            if self.table.current_id() == before:
                self._read_current()
        else:
            if self._panel is not None:
                self._panel.show_nobody()
            self._show_empty()
        self._on_selection()
        if self.counts is None:  # the first rows are painted before anything is counted
            self._rest_timer.start(PATIENCE_MS if len(ids) else 0)

    def _on_counts(self, answer: tuple[int, FacetCounts]) -> None:
        asked, counts = answer
        if asked != self._asked:
            return
        self.counts = counts
        self.model.quiet_days = counts.quiet_days
        self.facets.show_counts(counts)
        self.bar.show_query(self.query, self._names())
        if not len(self.model.ids):
            self._show_empty()

    def _show_empty(self) -> None:
        """Nobody fits, or there is nobody at all."""
        if self.counts is not None:
            anybody = any(self.counts.views[view] for view in ("mine", "branch"))
            self.none.set("search-x", self._why_none())
            self.stack.setCurrentWidget(self.none if anybody else self.first_run)

    def _why_none(self) -> str:
        plain = self.query == ContactQuery(view=self.query.view, sort=self.query.sort, descending=self.query.descending)
        self.clear_button.setVisible(not plain)
        return self.tr("这里没有客户") if plain else self.tr("没有符合的客户")

    def _names(self) -> dict[str, str]:
        """Ids of tags and owners → what they are called."""
        if self.counts is None:
            return {}
        return {facet.key: facet.label for facet in (*self.counts.tags, *self.counts.owners)}

    def _read_current(self) -> None:
        number, actor = self.table.current_id(), self.desk.actor
        if self._panel is None:
            return
        if number is None:
            self.panel.show_nobody()
            return
        limit, group = self._events, self.panel.groups.group
        self.read(lambda session: (number, read_shown(session, actor, number, limit, group)), self._on_shown)

    def _on_shown(self, answer: tuple[int, Shown | None]) -> None:
        number, shown = answer
        if number != self.table.current_id():
            return
        if shown is None:
            self.panel.show_nobody()
        else:
            self.panel.show_contact(shown, self._now())

    def _on_way(self, way: tuple[int | None, str]) -> None:
        number, view = way
        if number is None:
            self.error.emit(AppError("找不到这位客户", cure="可能已被撤销导入，或不在您名下。"))
        elif not self.table.select_id(number):
            self._choose = number
            self.field.clear()
            self.set_query(ContactQuery(view=view, sort=self.query.sort, descending=self.query.descending))

    # ------------------------------------------------------------------------------------------ the list

    @Slot(str)
    def _on_text(self, _text: str) -> None:
        self._timer.start()

    @Slot(str, bool)
    def _on_sort(self, key: str, descending: bool) -> None:
        self.set_query(replace(self.query, sort=key, descending=descending))

    @Slot(object)
    def _on_current(self, _number: object) -> None:
        self._events = SHOWN
        self._read_current()

    @Slot()
    def _on_selection(self) -> None:
        self.bar.show_count(len(self.model.ids), self.table.marked())

    @Slot(object)
    def _on_activated(self, _number: object) -> None:
        """Open in full: on a narrow window the panel takes the place of the conditions; all events are read."""
        self._events += MORE_EVENTS
        self.side.show()
        self._read_current()
        self.panel.timeline.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _on_all(self) -> None:
        self._events += MORE_EVENTS
        self._read_current()

    @Slot(str)
    def _on_group(self, _group: str) -> None:
        self._events = SHOWN
        self._read_current()

    @Slot()
    def _focus_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _focus_search(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    # ------------------------------------------------------------------------------------------ commands

    @Slot(str)
    def _on_letter(self, letter: str) -> None:
        shown = self.panel.shown
        if letter == "T" and self.table.current_id() is not None:
            self.acts.tag(self.chosen_numbers())
        elif letter in STANDINGS and shown is not None:
            self.acts.stand(self.chosen_numbers(), letter)
        elif letter == "F" and self.table.marked() > 1:
            self.acts.plan_many(self.chosen_numbers(), self._proposal())
        elif letter in set("1234") and self.table.current_id() is not None:
            self.acts.stage(self.chosen_numbers(), STAGES[int(letter) - 1])
        elif shown is not None:
            self._on_shown_letter(letter, shown)

    def _on_shown_letter(self, letter: str, shown: Shown) -> None:
        if letter == "X":
            self._on_erase()
        elif letter == "L":
            self.panel.groups.next()
        elif letter == "H":
            self.records.history(shown.detail.row.id, shown.detail.row.name)
        elif letter == "derive":
            self.acts.derive_stage(shown.detail.row.id)
        elif shown.detail.editable or (shown.detail.standing_in and letter in WITH_OTHERS):
            self._on_own_letter(letter)

    @Slot()
    def _on_erase(self) -> None:
        if self.panel.shown is not None and allowed(self.desk.actor, Permission.ERASE):
            self.erasing.ask(self.panel.shown.detail.row.id)

    @Slot()
    def _on_register(self) -> None:
        self.erasing.register()

    def _proposal(self) -> str:
        """What a view is worked through for."""
        return {
            "quiet": self.tr("唤醒：问候近况"),
            "lost": self.tr("挽回：问问原因"),
            "suspected": self.tr("挽回：问问原因"),
            "birthdays": self.tr("生日祝福"),
            "maturities": self.tr("到期前问续存"),
        }.get(self.query.view, "")

    def _on_own_letter(self, letter: str) -> None:
        shown = self.panel.shown
        assert shown is not None  # noqa: S101 - asked before
        if letter == "R":
            self.side.show()
            self.panel.log_line.open_line()
        elif letter == "F":
            self.acts.plan(shown.detail, self._proposal())
        elif letter == "C":
            self.acts.script(shown.detail)
        elif letter == "D":
            self.acts.finish(shown.detail)
        elif letter == "P":
            self.acts.postpone(shown.detail)
        elif letter == "B":
            self.acts.dates(shown.detail)
        elif letter == "E":
            self.records.edit(shown.detail.row.id)

    def chosen_numbers(self) -> list[int]:
        """The marked rows, or the one at hand."""
        return self.table.selected_ids() or [one for one in [self.table.current_id()] if one is not None]

    @Slot(str)
    def _on_stage(self, letter: str) -> None:
        self._on_letter(str("AIPL".index(letter) + 1))

    @Slot(str, str)
    def _on_logged(self, kind: str, text: str) -> None:
        if self.panel.shown is not None:
            self.acts.record(self.panel.shown.detail.row.id, kind, text, self._on_recorded)

    def _on_recorded(self, _done: Done) -> None:
        self.panel.log_line.clear()
        self.panel.log_line.close_line()

    @Slot()
    def _on_copy(self) -> None:
        if self.panel.shown is not None:
            row = self.panel.shown.detail.row
            QGuiApplication.clipboard().setText(f"{row.name}\t{row.phone}")

    @Slot()
    def _on_take_in(self) -> None:
        from ui.exchange.import_dialog import ImportDialog

        self.import_dialog = ImportDialog(self.desk, self)
        self.import_dialog.taken.connect(self.changed)
        self.import_dialog.pack_met.connect(self._on_pack)
        self.import_dialog.begin()

    @Slot(object)
    def _on_pack(self, path: object) -> None:
        self.navigate.emit("exchange", path)

    @Slot()
    def manage_tags(self) -> None:
        """The dictionary of tags in a window of its own."""
        from ui.contacts.tag_window import TagWindow

        self.acts.show(TagWindow(self))

    # ------------------------------------------------------------------------------------------ saved filters, export

    def _read_filters(self) -> None:
        """The saved filters with their counts, and how punctual the follow-ups are."""
        from desktop.contacts import saved_filters
        from desktop.contacts.follow_ups import punctuality

        actor = self.desk.actor
        self.read(lambda session: punctuality(session, actor), self._on_punctuality)
        self.read(lambda session: saved_filters.load(session, actor), self._on_filters)

    def _on_filters(self, filters: list[SavedFilter]) -> None:
        self.saved.show_filters(filters)
        self._mark_filter()

    def _on_punctuality(self, found: "Punctuality") -> None:
        self._punctuality = found
        self.state_changed.emit()

    def _mark_filter(self) -> None:
        self.saved.mark(next((one for one in self.saved.filters if one.query == self.query), None))

    def _view_commands(self) -> list[Command]:
        rows = [(name, row) for name, row in self.facets.views.items() if name in self.shown_views()]
        return [Command(row.text(), "", partial(self._take_view, name)) for name, row in rows]

    def shown_views(self) -> list[str]:
        """The views that this person may choose."""
        return [name for name in self.facets.views if name != "branch" or scope(self.desk.actor) == "branch"]

    def _take_view(self, name: str) -> None:
        self.set_query(replace(self.query, view=name))
        self._focus_table()

    def _filter_commands(self) -> list[Command]:
        words_ = self.tr("筛选：{name}")
        return [
            Command(words_.format(name=one.name), f"Alt {number}", partial(self.saved.choose, number))
            for number, one in enumerate(self.saved.filters, 1)
        ]

    @Slot(object)
    def _on_saved_filter(self, chosen: SavedFilter) -> None:
        """Take its words into the field too; the timer that they start finds nothing new."""
        self.field.setText(chosen.query.text)
        self.model.set_sort(chosen.query.sort, descending=chosen.query.descending)
        self.set_query(chosen.query)
        self._focus_table()

    @Slot()
    def _on_save_filter(self) -> None:
        self.search_now()
        proposal = self.bar.chips[0].text().split(self.tr("："))[-1] if self.bar.chips else self.query.text
        dialog = FilterNameDialog(self.theme, proposal, self)
        dialog.named.connect(self._on_filter_named)
        self.acts.show(dialog)

    @Slot(str)
    def _on_filter_named(self, name: str) -> None:
        from desktop.contacts import saved_filters

        actor, query = self.desk.actor, self.query
        self.write(lambda session: saved_filters.keep(session, actor, name, query), self._on_filters_changed)

    @Slot(str)
    def _on_remove_filter(self, name: str) -> None:
        from desktop.contacts import saved_filters

        actor = self.desk.actor
        self.write(lambda session: saved_filters.remove(session, actor, name), self._on_filters_changed)

    def _on_filters_changed(self, _done: Done) -> None:
        self._read_filters()

    @Slot()
    def _on_export(self) -> None:
        """The marked contacts, or all that the list shows, into a workbook."""
        numbers = self.table.selected_ids() if self.table.marked() > 1 else list(self.model.ids)
        if not numbers:
            self.error.emit(AppError("没有可以导出的客户", cure="请先选几位。"))
            return
        self.acts.export(numbers)

    @Slot()
    def _on_add_condition(self) -> None:
        from ui.contacts.condition_dialog import ConditionDialog, chosen, offered

        dialog = ConditionDialog(self.theme, offered(self.counts), chosen(self.query), self)
        dialog.applied.connect(self._on_conditions)
        self.acts.show(dialog)

    @Slot(object)
    def _on_conditions(self, picked: list[tuple[str, str]]) -> None:
        from ui.contacts.condition_dialog import with_conditions

        self.set_query(with_conditions(self.query, picked))
        self._focus_table()

    # ------------------------------------------------------------------------------------------ room

    @Slot()
    def _on_fold(self) -> None:
        self._facets_open = not self._facets_open
        self._fit()

    def _fit(self) -> None:
        """Give the table room on a small window: conditions fold away first."""
        wide = self.width() >= WIDE
        self.bar.facets.setVisible(not wide)
        self.facets.setVisible(wide or self._facets_open)
        self.side.setVisible(self.width() >= NARROW and (wide or not self._facets_open))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search field: Enter and ↓ search at once and go to the list, Esc takes the words away."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
                self.search_now()
                self._focus_table()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.field.clear()
                self.search_now()
                self._focus_table()
                return True
        return super().eventFilter(watched, event)
