"""The check of words before they are kept: by head office's rules, else the built-in ones."""

from sqlalchemy.orm import Session

from desktop import documents
from desktop.errors import AppError
from desktop.library.wording import Finding, Wording
from desktop.resources import resource


def wording(session: Session) -> Wording:
    """The rules that hold in this branch."""
    text = documents.content(session, "wording")
    return Wording(text=text) if text is not None else Wording(resource("wording", "rules.toml"))


def findings(rules: Wording, text: str, kind: str) -> list[Finding]:
    """What the rules say of a text about a kind of product ("" for none), the worst first."""
    found = rules.check(text)
    if kind and text and rules.lacking(text, [kind]):
        lack = AppError("说“{kind}”要有规定的风险提示", kind=kind)
        found.insert(0, Finding("block", "require", str(lack.message), kind, "", "理财非存款、产品有风险、投资须谨慎"))
    return found


def checked(session: Session, text: str, kind: str, note: str = "") -> None:
    """Raise AppError for words that block, that lack the line their product requires, or that need a reason."""
    rules = wording(session)
    if kind and text and rules.lacking(text, [kind]):
        raise AppError("说“{kind}”要有规定的风险提示", cure="在话里补上，例如“理财非存款、产品有风险、投资须谨慎”。",
                       kind=kind)  # fmt: skip
    for finding in rules.check(text):
        if finding.level == "block" or not note.strip():
            raise finding.error()
