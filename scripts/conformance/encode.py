"""Writes the records of a library as an index that can be read and values that are small.

`NAME.json` lists schedulers and curves. `NAME.values` holds the values of all curves in the order of
the index, each rounded to a multiple of 2^-48 of the power of two at or above the curve's maximum
(2^-28 for a source in float32), and written as differences of the index's `order`: order 1 stores what
is added to the last value, order 2 what is added to the last difference, and so on. Every number is a
variable-length integer: zigzag (0, -1, 1, -2 … as 0, 1, 2, 3 …), seven bits a byte, low bits first,
the high bit set on all bytes but the last. Before the first value there are zeros.
"""
import json
import math

BITS = {"double": 48, "float32": 28}


def write(folder, library, package, schedulers):
    data = bytearray()
    index = {"library": library, "package": package, "schedulers": []}
    for scheduler in schedulers:
        curves = []
        for curve in scheduler.curves:
            exponent, order, encoded = encode(curve.values, BITS[scheduler.precision])
            curves.append(
                {
                    "notation": curve.notation,
                    "steps": curve.steps,
                    "leftOut": curve.left_out,
                    "count": len(curve.values),
                    "exponent": exponent,
                    "order": order,
                }
            )
            data += encoded
        index["schedulers"].append(
            {
                "name": scheduler.name,
                "form": scheduler.form,
                "precision": scheduler.precision,
                "remark": scheduler.remark,
                "curves": curves,
            }
        )
    (folder / f"{library}.json").write_text(
        json.dumps(index, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    (folder / f"{library}.values").write_bytes(data)
    return len(data)


def encode(values, bits):
    """The values as multiples of 2^exponent, in the order of differences that takes the least room."""
    largest = max(abs(value) for value in values)
    exponent = math.frexp(largest)[1] - bits
    numbers = [round(math.ldexp(value, -exponent)) for value in values]
    best = None
    for order in range(8):
        encoded = b"".join(map(variable_length, numbers))
        if best is None or len(encoded) < len(best[1]):
            best = (order, encoded)
        numbers = [b - a for a, b in zip([0] + numbers, numbers)]
    return exponent, *best


def variable_length(number):
    zigzag = number * 2 if number >= 0 else -number * 2 - 1
    out = bytearray()
    while zigzag > 127:
        out.append(zigzag & 127 | 128)
        zigzag >>= 7
    out.append(zigzag)
    return bytes(out)
