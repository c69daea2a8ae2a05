"""Business and corporate numbers with right check digits and prefixes that nobody was ever issued."""


def business_number(serial: int) -> str:
    """999-xx-xxxxx: the office code 999 was never issued."""
    digits = f"999{serial % 90 + 10:02d}{serial * 7 % 10000:04d}"
    numbers = [int(digit) for digit in digits]
    total = sum(w * d for w, d in zip((1, 3, 7, 1, 3, 7, 1, 3, 5), numbers, strict=True)) + 5 * numbers[8] // 10
    return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}{(10 - total % 10) % 10}"


def corporate_number(serial: int) -> str:
    """999911-xxxxxxx: the registry code 9999 was never issued; 11 stands for a stock company."""
    digits = f"999911{serial * 37 % 1000000:06d}"
    total = sum((1, 2)[at % 2] * int(digit) for at, digit in enumerate(digits))
    return f"{digits[:6]}-{digits[6:]}{(10 - total % 10) % 10}"
