import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from sqlalchemy import select

from db.actor import Actor
from db.engine import Store
from db.posters import PosterPrint
from desktop import cli
from desktop.errors import AppError
from desktop.paths import Paths
from desktop.posters import command
from desktop.words import Words
from tests.desktop.posters.conftest import CONTENT, QR


class Context:
    """A context whose answers are kept."""

    def __init__(self, store: Store, actor: Actor, paths: Paths) -> None:
        self._store, self.actor, self.words, self.paths = store, actor, Words("zh"), paths
        self.value: Any = None
        self.lines: list[str] = []
        self.told: list[str] = []

    def store(self) -> Store:
        return self._store

    def emit(self, value: Any, lines: Sequence[str] = ()) -> None:
        self.value, self.lines = value, list(lines)

    def progress(self, text: str) -> None:
        self.told.append(text)


@pytest.fixture
def context(coded: Store, lead: Actor, tmp_path: Path) -> Context:
    return Context(coded, lead, Paths(tmp_path / "data"))


def call(context: Context, *words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers())
    args = parser.parse_args(words)
    return args.run(args, context)


def test_a_piece_for_one_person(context: Context, tmp_path: Path):
    assert call(context, "posters", "--template", "tent-a4", "--staff", "liqian", "--out", str(tmp_path)) == 0
    (row,) = context.value
    assert list(row) == ["file", "staff", "template", "proof"]
    assert Path(row["file"]).read_bytes().startswith(b"%PDF")
    assert (row["staff"], row["template"]) == ("liqian", "tent-a4")
    assert list(row["proof"]) == ["passed", "reserve", "distance_m", "checks"]
    assert row["proof"]["passed"] is True
    assert context.told == ["城东支行-李倩-客户经理桌牌"]


def test_oneself_when_nobody_is_named_and_a_template_by_its_title(context: Context, tmp_path: Path):
    words = ["posters", "--template", "客户经理海报", "--theme", "jade", "--format", "png", "--out", str(tmp_path)]
    assert call(context, *words) == 0
    assert [row["staff"] for row in context.value] == ["wangmin"]
    assert context.value[0]["file"].endswith(".png")


def test_everybody_with_refusals_listed(context: Context, tmp_path: Path):
    assert call(context, "posters", "--template", "tent-a4", "--all", "--out", str(tmp_path)) == 1
    refused = [row for row in context.value if not row["proof"]["passed"]]
    assert {row["staff"] for row in refused} == {"chennan", "ouyangmingzhe"}
    assert all(row["file"] == "" and "还没有活码" in row["reason"] for row in refused)
    assert len(list(tmp_path.glob("*.pdf"))) == 2
    assert any("还没有活码" in line for line in context.lines)


def test_nobody_could_be_served(context: Context, tmp_path: Path):
    assert call(context, "posters", "--template", "tent-a4", "--staff", "chennan", "--out", str(tmp_path / "a")) == 1
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--template", "x"], "没有叫 x 的版式"),
        (["--template", "tent-a4", "--theme", "pink"], "pink"),
        (["--template", "tent-a4", "--staff", "nobody"], "nobody"),
    ],
)
def test_what_is_asked_wrongly_is_named(context: Context, tmp_path: Path, words: list[str], said: str):
    with pytest.raises(AppError, match=said):
        call(context, "posters", *words, "--out", str(tmp_path))


def test_check_qr_by_the_real_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    words = ["check-qr", str(QR / "王敏.png"), str(QR / "坏-空白.png"), "--json", "--data-dir", str(tmp_path)]
    assert cli.main(words) == 1
    good, bad = json.loads(capsys.readouterr().out)
    assert list(good) == ["file", "verdict", "kind", "reason", "content"]
    assert (good["verdict"], good["kind"], good["content"]) == ("ok", "contact_me", CONTENT)
    assert (bad["verdict"], bad["kind"], bad["content"]) == ("refuse", "none", "")
    assert "没有找到二维码" in bad["reason"]


def test_check_qr_of_a_folder_in_english(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert cli.main(["check-qr", str(QR), "--lang", "en", "--data-dir", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert len([line for line in said.splitlines() if line.startswith(("ok ", "warn ", "refuse "))]) == 16
    assert "group's code" in said


def test_check_qr_of_good_files_ends_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert cli.main(["check-qr", str(QR / "赵可.png"), "--data-dir", str(tmp_path)]) == 0
    assert "赵可.png" in capsys.readouterr().out


def test_several_templates_in_one_pdf_with_an_overview(context: Context, tmp_path: Path):
    words = ["posters", "--template", "badge", "--template", "圆贴纸", "--all", "--out", str(tmp_path)]
    assert call(context, *words, "--one-pdf", "--contact-sheet") == 1
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [".taika-batch.jsonl", "城东支行-2人-2种-4张-总览.pdf", "城东支行-2人-2种-4张.pdf"]
    with pikepdf.open(tmp_path / names[2]) as whole:
        assert len(whole.pages) == 4
    assert [row["template"] for row in context.value][-2:] == ["contact-sheet", "one-pdf"]


def test_a_second_run_makes_only_what_is_missing(context: Context, tmp_path: Path):
    words = ["posters", "--template", "sticker", "--all", "--out", str(tmp_path)]
    call(context, *words)
    call(context, *words)
    with context.store().session() as session:
        assert len(session.scalars(select(PosterPrint)).all()) == 2
    call(context, *words, "--again")
    with context.store().session() as session:
        assert len(session.scalars(select(PosterPrint)).all()) == 4


def test_ctrl_c_keeps_what_was_made(context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    produce = command.production.produce

    def interrupted(*args: Any, **keys: Any):
        yield next(iter(produce(*args, **keys)))
        raise KeyboardInterrupt

    monkeypatch.setattr(command.production, "produce", interrupted)
    call(context, "posters", "--template", "sticker", "--all", "--out", str(tmp_path))
    assert context.told[-1] == "停下了；再运行一次会接着做"
    assert len(context.value) == 1
