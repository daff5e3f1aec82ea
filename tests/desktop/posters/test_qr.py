from pathlib import Path

import pytest
import qrcode
import zxingcpp
from PIL import Image, ImageDraw

from desktop.errors import AppError
from desktop.pictures import gate
from desktop.pictures.decoding import Decoder
from desktop.posters import qr
from desktop.resources import resource
from desktop.words import catalogue

QR = Path(__file__).parents[2] / "data" / "qr"
KINDS = qr.Kinds(resource("posters", "codes.toml"))
BASE = "https://work.weixin.qq.com"

SAMPLES = {
    "吴桐.png": ("ok", "contact_me"),
    "周扬.png": ("ok", "contact_me"),
    "孙立.png": ("ok", "contact_me"),
    "李倩.png": ("ok", "contact_me"),
    "王敏.png": ("ok", "contact_me"),
    "赵可.png": ("ok", "staff_card"),
    "郑好.png": ("ok", "contact_me"),
    "陈楠.png": ("ok", "contact_me"),
    "陈楠-手机翻拍.jpg": ("ok", "contact_me"),
    "坏-两个码.png": ("refuse", "several"),
    "坏-个人微信.png": ("refuse", "personal"),
    "坏-图片地址.png": ("refuse", "picture_address"),
    "坏-图片接口地址.png": ("refuse", "picture_address"),
    "坏-头像过大.png": ("refuse", "damaged"),
    "坏-客户群码.png": ("warn", "group"),
    "坏-空白.png": ("refuse", "none"),
}


def test_every_sample_is_listed_here():
    assert {path.name for path in QR.iterdir()} == set(SAMPLES)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_treated_as_its_name_says(name: str, decoder: Decoder):
    answer = qr.check_file(QR / name, KINDS, decoder)
    assert (answer.verdict, answer.kind) == SAMPLES[name]
    assert (answer.remark is not None) == (answer.verdict != "ok" or answer.reserve < qr.ADVISE_RESERVE)


def test_the_photograph_says_the_same_as_the_picture(decoder: Decoder):
    photo, picture = (qr.check_file(QR / name, KINDS, decoder) for name in ("陈楠-手机翻拍.jpg", "陈楠.png"))
    assert photo.content == picture.content


@pytest.mark.parametrize(
    ("content", "kind", "verdict"),
    [
        (f"{BASE}/u/vc0123456789abcdef", "staff_card", "ok"),
        (f"{BASE}/u/vc0123456789abcdef?v=4.1", "staff_card", "ok"),
        (f"{BASE}/u/vc0123", "wecom_other", "warn"),
        (f"{BASE}/ct/wcde{'0a' * 16}", "contact_me", "ok"),
        (f"{BASE}/ca/cawcdeAbC_-9?customer_channel=c3", "acquisition_link", "ok"),
        (f"{BASE}/gm/{'0a' * 16}", "group", "warn"),
        (f"{BASE}/kfid/kfc123", "customer_service", "warn"),
        (f"{BASE}/join/abc", "join_company", "refuse"),
        (f"{BASE}/wework_admin/join?x=1", "join_company", "refuse"),
        (f"{BASE}/zz", "wecom_other", "warn"),
        ("https://wework.qpic.cn/wwpic/1/0", "picture_address", "refuse"),
        ("https://open.work.weixin.qq.com/wwopen/userQRCode?vcode=1", "picture_address", "refuse"),
        ("https://u.wechat.com/abc", "personal", "refuse"),
        ("https://weixin.qq.com/g/abc", "personal", "refuse"),
        ("http://weixin.qq.com/r/abc", "official_account", "refuse"),
        ("https://weixin.qq.com/q/abc", "official_account", "refuse"),
        ("wxp://f2f0abc", "payment", "refuse"),
        ("HTTPS://QR.ALIPAY.COM/abc", "payment", "refuse"),
        ("https://example.cn/a", "other_link", "warn"),
        ("https://work.weixin.qq.com@example.cn/ct/wcde", "text", "refuse"),
        ("https://work.weixin.qq.com.example.cn/u/vc0123456789abcdef", "other_link", "warn"),
        ("两行\n文字", "text", "refuse"),
        ("", "text", "refuse"),
    ],
)
def test_what_a_text_opens(content: str, kind: str, verdict: str):
    answer = KINDS.classify(content)
    assert (answer.kind, answer.verdict) == (kind, verdict)


def test_an_unknown_host_is_named():
    assert "example.cn" in str(KINDS.classify("https://example.cn/a").remark)


def test_a_kind_has_a_name():
    assert KINDS.label("contact_me") == "联系我（渠道活码）"
    assert KINDS.label("none") == "none"


def test_every_reason_is_translated():
    english = catalogue("en")
    for kind in KINDS._kinds:
        for text in (kind.label, kind.reason, kind.cure):
            assert not text or text in english, text


def test_a_link_without_its_query_makes_codes_the_same():
    assert qr.token(f"{BASE}/u/vc01?v=1") == qr.token("https://WORK.weixin.qq.com/u/vc01?v=2")
    assert qr.token(f"{BASE}/u/vc01") != qr.token(f"{BASE}/u/vc02")
    assert qr.token(" 只是文字 ") == "只是文字"


def picture(matrix: qr.Matrix, pitch: int = 8, quiet: int = 4) -> Image.Image:
    side = (len(matrix) + 2 * quiet) * pitch
    image = Image.new("L", (side, side), 255)
    draw = ImageDraw.Draw(image)
    for row, cells in enumerate(matrix):
        for column, dark in enumerate(cells):
            if dark:
                x, y = (column + quiet) * pitch, (row + quiet) * pitch
                draw.rectangle((x, y, x + pitch - 1, y + pitch - 1), fill=0)
    return image


def test_redrawn_it_says_the_same_at_level_q(decoder: Decoder):
    link = qr.check_file(QR / "王敏.png", KINDS, decoder).content
    (code,) = zxingcpp.read_barcodes(picture(qr.matrix(link)))
    assert (code.text, code.ec_level) == (link, "Q")


def test_a_text_too_long_for_a_code_is_refused():
    with pytest.raises(AppError, match="太长"):
        qr.matrix("x" * 5000)


def test_a_code_half_covered_by_an_avatar_is_refused_though_it_reads():
    image = picture(qr.matrix(f"{BASE}/ct/wcde{'0a' * 16}", "M"))
    middle, half = image.width // 2, round(image.width * 0.125)
    ImageDraw.Draw(image).rectangle((middle - half, middle - half, middle + half, middle + half), fill=255)
    answer = qr.check(image, KINDS)
    assert (answer.verdict, answer.kind) == ("refuse", "contact_me")
    assert "余量" in str(answer.remark)


def test_a_code_on_transparent_ground_is_read(tmp_path: Path, decoder: Decoder):
    dark = picture(qr.matrix(f"{BASE}/gm/abc")).point(lambda level: 255 - level)
    image = Image.new("RGBA", dark.size, (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), mask=dark)
    image.save(tmp_path / "a.png")
    assert qr.check_file(tmp_path / "a.png", KINDS, decoder).kind == "group"


def test_a_picture_that_was_held_sideways_is_turned(tmp_path: Path, decoder: Decoder):
    image = Image.new("L", (40, 20), 255)
    exif = Image.Exif()
    exif[0x0112] = 6
    image.save(tmp_path / "a.jpg", exif=exif)
    assert qr.open_picture(tmp_path / "a.jpg", decoder).size == (20, 40)


def test_no_picture_is_refused(tmp_path: Path, decoder: Decoder):
    (tmp_path / "a.png").write_bytes(b"no picture")
    for name in ("a.png", "missing.png"):
        answer = qr.check_file(tmp_path / name, KINDS, decoder)
        assert (answer.verdict, answer.kind) == ("refuse", "unreadable")
        assert name in str(answer.remark)


def test_huge_pictures_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, decoder: Decoder):
    path = tmp_path / "a.png"
    Image.new("L", (5000, 4001)).save(path, compress_level=1)
    assert "像素太多" in str(qr.check_file(path, KINDS, decoder).remark)
    monkeypatch.setattr(gate, "LARGEST_FILE", 10)
    assert "太大" in str(qr.check_file(path, KINDS, decoder).remark)


def test_a_small_code_in_a_large_picture_is_found():
    code = picture(qr.matrix(f"{BASE}/gm/abc"), pitch=3)
    page = Image.new("L", (3400, 3400), 255)
    page.paste(code, (1500, 2000))
    assert [symbol.text for symbol in qr.read(page) if symbol.valid] == [f"{BASE}/gm/abc"]


def test_a_code_without_quiet_zone_is_found():
    image = picture(qr.matrix(f"{BASE}/gm/abc"), quiet=0)
    assert qr.check(image, KINDS).kind == "group"


def test_the_library_still_offers_what_we_use():
    assert set(qr.LEVELS) == set("LMQH")
    assert qr.LEVELS["Q"] == qrcode.constants.ERROR_CORRECT_Q
