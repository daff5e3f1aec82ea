"""A mobile number as it is typed or pasted: full-width digits, blanks and signs, the country's prefix."""

from typing import Final

PHONE_DIGITS: Final = 11
COUNTRY: Final = ("0086", "86")
_PLAIN: Final = str.maketrans("０１２３４５６７８９", "0123456789")


def digits_of(typed: str) -> str:
    """The digits 0–9 in it, full-width ones too; nothing else that a font draws like a digit."""
    return "".join(one for one in typed.translate(_PLAIN) if "0" <= one <= "9")


def national(typed: str) -> str:
    """Its digits without the prefix of the country, where eleven are left without it."""
    digits = digits_of(typed)
    for prefix in COUNTRY:
        if digits.startswith(prefix) and len(digits) == PHONE_DIGITS + len(prefix):
            return digits.removeprefix(prefix)
    return digits
