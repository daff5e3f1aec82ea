import pickle
from dataclasses import replace
from pathlib import Path

import cv2
import pikepdf
import pytest

from desktop.errors import AppError
from desktop.posters import contact, pdf, pieces, production
from desktop.resources import resource
from tests.desktop.posters.conftest import TODAY, order_of

RESOURCES = resource()


@pytest.fixture(autouse=True)
def one_studio(studio: pieces.Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fonts are read already."""
    monkeypatch.setattr(production, "_studio", lambda _resources: studio)


def orders(studio: pieces.Studio, *names: str, key: str = "sticker") -> list[pieces.Order]:
    return [order_of(studio, key, "navy", name=name) for name in names]


def never() -> bool:
    return False


def test_a_batch_is_made_and_goes_on_where_it_stopped(studio: pieces.Studio, tmp_path: Path):
    wanted = production.tasks(orders(studio, "王敏", "李倩", "陈楠"), "pdf", tmp_path, TODAY)
    made = list(production.produce(RESOURCES, wanted, lambda: len(list(tmp_path.glob("*.pdf"))) >= 2))
    assert [slip.file.name for slip in made] == ["城东支行-王敏-圆贴纸.pdf", "城东支行-李倩-圆贴纸.pdf"]
    assert all(slip.passed and slip.thumb.startswith(b"\x89PNG") for slip in made)
    (tmp_path / "城东支行-李倩-圆贴纸.pdf").unlink()  # somebody has thrown it away
    again = list(production.produce(RESOURCES, wanted, never))
    assert [(slip.order.values["name"], slip.again) for slip in again] == [
        ("王敏", True), ("李倩", False), ("陈楠", False),
    ]  # fmt: skip
    anew = list(production.produce(RESOURCES, wanted[:1], never, resume=False))
    assert [slip.again for slip in anew] == [False]


def test_what_was_changed_is_made_again(studio: pieces.Studio, tmp_path: Path):
    (order,) = orders(studio, "王敏")
    list(production.produce(RESOURCES, production.tasks([order], "pdf", tmp_path, TODAY), never))
    changed = replace(order, filled={"prompt": "扫一扫"})
    (slip,) = production.produce(RESOURCES, production.tasks([changed], "pdf", tmp_path, TODAY), never)
    assert not slip.again


def test_a_broken_journal_only_costs_time(studio: pieces.Studio, tmp_path: Path):
    (tmp_path / production.JOURNAL).write_text('{"mark": 1\n[]\n{"file": "a"}\n', encoding="utf-8")
    (slip,) = production.produce(
        RESOURCES, production.tasks(orders(studio, "王敏"), "png", tmp_path, TODAY), never
    )  # fmt: skip
    assert slip.file.suffix == ".png"


def test_a_refused_piece_has_its_reason_and_no_file(studio: pieces.Studio, tmp_path: Path):
    (order,) = orders(studio, "王敏")
    wanted = production.tasks([replace(order, filled={"prompt": "稳赚"})], "pdf", tmp_path, TODAY)
    (slip,) = production.produce(RESOURCES, wanted, never)
    assert not slip.passed
    assert "稳赚" in str(slip.problems[0])
    assert not wanted[0].file.exists()


def test_namesakes_get_files_of_their_own(studio: pieces.Studio, tmp_path: Path):
    first, other = orders(studio, "王敏", "王敏")
    other = replace(other, record=other.record._replace(account="wangmin/2"))
    stems = [task.stem for task in production.tasks([first, other], "pdf", tmp_path, TODAY)]
    assert stems == ["城东支行-王敏-圆贴纸-wangmin", "城东支行-王敏-圆贴纸-wangmin_2"]


def test_a_folder_that_cannot_be_written_is_said(studio: pieces.Studio, tmp_path: Path):
    (tmp_path / "file").touch()
    wanted = production.tasks(orders(studio, "王敏"), "pdf", tmp_path / "file", TODAY)
    with pytest.raises(AppError, match="不是文件夹"):
        list(production.produce(RESOURCES, wanted, never))


def test_a_task_travels_to_another_process(studio: pieces.Studio, tmp_path: Path):
    (task,) = production.tasks(orders(studio, "王敏"), "pdf", tmp_path, TODAY)
    again = pickle.loads(pickle.dumps(task))
    assert again == task
    slip = production.make(RESOURCES, again)
    assert str(pickle.loads(pickle.dumps(slip))) == str(slip)


def test_two_processes_make_and_stop(studio: pieces.Studio, tmp_path: Path):
    """Real workers: what was begun is finished, the rest is left."""
    names = [f"员工{number}" for number in range(12)]
    wanted = production.tasks(orders(studio, *names), "pdf", tmp_path, TODAY)
    made = list(production.produce(RESOURCES, wanted, lambda: any(tmp_path.glob("*.pdf")), workers=2))
    assert 1 <= len(made) <= 6
    assert all(slip.passed for slip in made)
    assert {slip.file for slip in made} == set(tmp_path.glob("*.pdf"))


def _die(*_args: object) -> None:
    import os

    os._exit(3)


def test_workers_that_die_are_said(studio: pieces.Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(production, "_made", _die)
    wanted = production.tasks(orders(studio, "王敏"), "pdf", tmp_path, TODAY)
    with pytest.raises(AppError, match="出图中断了"):
        list(production.produce(RESOURCES, wanted, never, workers=2))


def test_few_pieces_need_no_processes():
    assert production._workers(3) == 1
    assert 1 <= production._workers(100) <= production.MOST_WORKERS


def test_many_files_become_one(studio: pieces.Studio, tmp_path: Path):
    wanted = [
        *production.tasks(orders(studio, "王敏"), "pdf", tmp_path, TODAY),
        *production.tasks(orders(studio, "王敏", key="badge"), "pdf", tmp_path, TODAY),
    ]
    slips = list(production.produce(RESOURCES, wanted, never))
    pdf.merge([slip.file for slip in slips], tmp_path / "all.pdf")
    with pikepdf.open(tmp_path / "all.pdf") as whole:
        widths = [float(page.TrimBox[2] - page.TrimBox[0]) / 72 * 25.4 for page in whole.pages]
    assert widths == pytest.approx([60, 54], abs=0.01)
    with pytest.raises(AppError, match="不是文件夹"):
        pdf.merge([slips[0].file], tmp_path / "all.pdf" / "all.pdf")
    with pytest.raises(AppError, match=r"打不开 gone\.pdf"):
        pdf.merge([tmp_path / "gone.pdf"], tmp_path / "none.pdf")
    assert not (tmp_path / "none.pdf").exists()


def test_the_contact_sheet_shows_every_piece(studio: pieces.Studio, tmp_path: Path):
    sheet = pieces.lay_out(studio, order_of(studio, "poster-a4", "jade"))
    picture = studio.painter.thumbnail(sheet, production.THUMB)
    entries = [contact.Entry(picture, sheet.page, f"员工{number}", "客户经理海报" * 4) for number in range(23)]
    pages = contact.sheets(entries, "城东支行", studio.painter.measure)
    assert [sum(item.element == "piece" for item in page.items) for page in pages] == [20, 3]
    for line in (line for page in pages for line in page.lines):
        assert line.x + studio.painter.measure(line.text, "sans", line.weight, line.size) <= 200
    path = contact.write(studio.painter, entries, "城东支行", tmp_path / "总览.pdf")
    with pikepdf.open(path) as document:
        assert len(document.pages) == 2
    assert list(tmp_path.iterdir()) == [path]
    image = studio.painter.raster(pages[1], 60)
    assert image.save(str(tmp_path / "a.png"))
    assert cv2.imread(str(tmp_path / "a.png")).std() > 10
