"""What the product calendar proposes for today stands beside the list."""

from db.operation import Change, record
from desktop.changes import Changes

SOLD = {"name": "大额存单", "starts_on": "2026-03-12", "ends_on": "2026-03-31", "text": "大额存单今天开售。"}


def test_todays_product_leads_to_its_script_or_to_the_calendar(qtbot, page, scene_desk):
    assert not page.side.products.isVisible()
    scene_desk.store.write(lambda session: record(session, None, [Change("product", "p", SOLD)]))
    page.load()
    page.grab()
    (row,) = page.side.products.rows
    assert (row.row.name, row.row.text, row.row.time) == ("大额存单", "开售第一天", "09:30")
    with qtbot.waitSignal(page.navigate) as wish:
        row.click()
    assert wish.args == ["library", "products"]
    script = {"key": "CP-1", "title": "存单", "kind": "group", "text": "{产品}", "product": "p"}
    scene_desk.store.write(lambda session: record(session, None, [Change("script", "s", script)]))
    page.refresh(Changes.LIBRARY)
    with qtbot.waitSignal(page.navigate) as wish:
        page.side.products.rows[0].click()
    assert wish.args == ["library", "s"]
    with qtbot.waitSignal(page.navigate) as wish:
        page.side.products.section.link.click()
    assert wish.args == ["library", "products"]
