"""Which adds count as valid: head office's document `validity_rules`, else `resources/insights/validity.toml`."""

import json
from typing import Final

from sqlalchemy.orm import Session

from desktop import documents
from desktop.errors import AppError

KIND: Final = "validity_rules"
REASONS: Final = ("not_customer", "managed_elsewhere", "not_first", "out_of_region", "not_real_name")
VALID: Final = (
    "c.validity NOT IN (SELECT value FROM json_each(:not_valid)) AND (:unknown_counts = 1 OR c.validity <> '')"
)
"""Whether the add of a contact `c` is valid, with the parameters of `rules`."""


def rules(session: Session) -> dict[str, str | int]:
    """The parameters of VALID; AppError for rules of head office's that name no known reason, or say neither."""
    found = documents.table(session, KIND, "insights", "validity.toml")
    reasons, unknown = found.get("not_valid"), found.get("unknown_counts")
    if not isinstance(reasons, list) or set(map(str, reasons)) - set(REASONS):
        raise AppError(
            "有效新增的规则里 not_valid 要是这些里的几个：{known}", cure="请在规则里改好。", known=", ".join(REASONS)
        )
    if not isinstance(unknown, bool):
        raise AppError("有效新增的规则里 unknown_counts 要写 true 或 false", cure="请在规则里改好。")
    return {"not_valid": json.dumps(reasons), "unknown_counts": int(unknown)}
