"""Fields of head office's own, as its rules define them."""

FIELDS = """
[[field]]
key = "risk"
title = "风险等级"
type = "choice"
choices = ["R1", "R2"]

[[field]]
key = "assets"
title = "资产"
type = "number"
"""
