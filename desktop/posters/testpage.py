"""The page that shows whether a printer keeps to size and place: rules of 100 mm, and the rim of an A4 sheet."""

from functools import partial

from desktop.posters import breaking
from desktop.posters.layout import Area, Item, Line, Measure, Sheet
from desktop.words import N_, Words

INK = "#1B2028"
RULE = 100
LEFT, TOP = 55.0, 120.0
RIM = 10.0
WIDE = 166.0


def make(measure: Measure, words: Words, printer: str, offset: tuple[float, float]) -> Sheet:
    """An A4 page with two rules of 100 mm and a frame 10 mm inside the paper; `offset` is said, not applied."""
    items: list[Item] = [_frame()]
    for number in range(RULE + 1):
        long = 6.0 if number % 10 == 0 else 4.0 if number % 5 == 0 else 2.5
        items.append(_stroke(LEFT + number, TOP - long, 0, long))
        items.append(_stroke(LEFT - long, TOP + number, long, 0))
    for number in range(0, RULE + 1, 10):
        said = str(number)
        wide = measure(said, "sans", 400, 3.2)
        items.append(_line(said, LEFT + number - wide / 2, TOP - 8, 3.2))
        if number:
            items.append(_line(said, LEFT - 8 - wide, TOP + number + 1.1, 3.2))
    items += [_stroke(LEFT, TOP, RULE, 0), _stroke(LEFT, TOP, 0, RULE)]
    x, y = (f"{value:+g}" for value in offset)
    head = [
        (N_("打印测试页"), 7.0, 30.0, 700),
        (N_("打印机：{name}　偏移 {x}，{y} mm", name=printer, x=x, y=y), 4.0, 40.0, 400),
        (N_("1. 用尺量两条刻度，都应是 100 mm。短了或长了：把缩放改成“实际大小”，关掉“适合页面”。"), 4.0, 54.0, 400),
        (N_("2. 四周的框离纸边都应是 10 mm。左边多出几毫米，就把横向偏移减去几毫米；上边同理。"), 4.0, 68.0, 400),
        (N_("3. 量好后在打印窗口里填偏移，再打一张看。"), 4.0, 82.0, 400),
    ]
    for text, size, baseline, weight in head:
        broken = breaking.lines(words.text(text), WIDE, partial(_width, measure, size, weight))
        items += [_line(line, 22.0, baseline + n * 1.35 * size, size, weight) for n, line in enumerate(broken)]
    return Sheet("test-page", (210.0, 297.0), 0.0, 0.0, (), tuple(items))


def _width(measure: Measure, size: float, weight: int, text: str) -> float:
    return measure(text, "sans", weight, size)


def _frame() -> Area:
    box = (RIM, RIM, 210 - 2 * RIM, 297 - 2 * RIM)
    return Area("frame", box, None, "rect", "", (), 0, INK, 0.2, 0, 0)


def _stroke(x: float, y: float, width: float, height: float) -> Area:
    return Area("rule", (x, y, width, height), None, "line", "", (), 0, INK, 0.15, 0, 0)


def _line(text: str, x: float, baseline: float, size: float, weight: int = 400) -> Line:
    return Line("words", (x, baseline - size, 170, size), None, text, x, baseline, size, "sans", weight, INK, 0.0)
