"""What tests of the page of posters do often."""

from ui.posters.page import PostersPage


def prove(page: PostersPage) -> None:
    page._proof_timer.stop()
    page._prove()


def choose(page: PostersPage, name: str) -> None:
    box = page.form.staff
    box.setCurrentIndex(box.findText(name))
    prove(page)


def errors_of(page: PostersPage) -> list[str]:
    said: list[str] = []
    page.error.connect(lambda error: said.append(str(error)))
    return said
