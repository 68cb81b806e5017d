#!/usr/bin/env python3
"""Writes Tests/MediaTests/Resources: pictures, sounds and a text, with what other programs make of them.

    python3 -m venv /tmp/media && /tmp/media/bin/pip install pillow==13.0.0 numpy==2.4.6 \\
        librosa==0.11.0 soundfile==0.14.0 tokenizers==0.23.3
    /tmp/media/bin/python scripts/media_reference.py

Pillow decodes and resizes, soundfile writes WAV files, librosa computes spectrograms, and Hugging Face's
tokenizers learns and applies merges. All content is random or made up here.
"""
import base64
import io
import json
import pathlib
import struct
import zlib

import librosa
import numpy as np
import soundfile
import tokenizers
from PIL import Image, ImageOps
from tokenizers import models, pre_tokenizers, trainers

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "Tests/MediaTests/Resources"
draw = np.random.default_rng(15)


def text(data):
    return base64.b64encode(bytes(data)).decode()


def planes(image):
    """The pixels channel after channel."""
    array = np.asarray(image)
    array = array[:, :, None] if array.ndim == 2 else array
    return array.transpose(2, 0, 1)


def saved(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def over_white(image):
    """Alpha composed over white in exact arithmetic, rounded to the nearest."""
    array = np.asarray(image.convert("RGBA")).astype(int)
    color, alpha = array[:, :, :3], array[:, :, 3:]
    return ((color * alpha + 255 * (255 - alpha)) / 255 + 0.5).astype(np.uint8)


def png(width, height, depth, color, rows, interlaced=False, extra=b""):
    """A PNG by hand, for what Pillow does not write."""
    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data
                + struct.pack(">I", zlib.crc32(kind + data)))
    header = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, int(interlaced))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def interlaced_rows(array):
    """The seven passes of Adam7 over bytes of shape height × width × channels."""
    rows = b""
    for y, x, down, across in [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2),
                               (0, 1, 2, 2), (1, 0, 2, 1)]:
        for row in array[y::down, x::across]:
            rows += b"\0" + row.tobytes() if row.size else b""
    return rows


def pictures():
    smooth = np.add.outer(np.arange(13) * 9, np.arange(17) * 7)[:, :, None] + np.array([0, 40, 90])
    color = Image.fromarray(((smooth + draw.integers(0, 12, smooth.shape)) % 256).astype(np.uint8))
    calm = Image.fromarray(np.clip(smooth, 0, 255).astype(np.uint8)).resize((34, 26))
    gray = color.convert("L")
    clear = color.copy()
    clear.putalpha(Image.fromarray(draw.integers(0, 256, (13, 17), dtype=np.uint8)))
    palette = color.quantize(11)
    bits = gray.convert("1")
    deep = draw.integers(0, 65536, (5, 7), dtype=np.uint16)
    deep_rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in deep)
    deep_bytes = np.array([[round(value * 255 / 65535) for value in row] for row in deep.tolist()])
    array = np.asarray(clear)
    cases = [
        ("gray.png", saved(gray, "PNG"), planes(gray), 0),
        ("color.png", saved(color, "PNG"), planes(color), 0),
        ("alpha.png", saved(clear, "PNG"), planes(over_white(clear)), 0),
        ("gray alpha.png", saved(clear.convert("LA"), "PNG"),
         planes(over_white(clear.convert("LA")))[:1], 0),
        ("palette.png", saved(palette, "PNG"), planes(palette.convert("RGB")), 0),
        ("palette with a clear entry.png", saved(palette, "PNG", transparency=3),
         planes(over_white(Image.open(io.BytesIO(saved(palette, "PNG", transparency=3))))), 0),
        ("one bit.png", saved(bits, "PNG"), planes(bits.convert("L")), 0),
        ("16 bits.png", png(7, 5, 16, 0, deep_rows), deep_bytes[None], 0),
        ("interlaced.png", png(17, 13, 8, 6, interlaced_rows(array), True),
         planes(over_white(clear)), 0),
    ]
    # Another version of libjpeg-turbo may round differently.
    for name, image, options in [
        ("gray.jpg", calm.convert("L"), {}), ("color.jpg", calm, {}),
        ("full color.jpg", calm, {"subsampling": 0}), ("progressive.jpg", calm, {"progressive": True}),
        ("ink.jpg", calm.convert("CMYK"), {}),
    ]:
        data = saved(image, "JPEG", quality=90, **options)
        decoded = Image.open(io.BytesIO(data))
        decoded = decoded.convert("RGB") if decoded.mode == "CMYK" else decoded
        cases.append((name, data, planes(decoded), 3))
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        data = saved(calm, "JPEG", quality=90, exif=exif)
        upright = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
        cases.append((f"orientation {orientation}.jpg", data, planes(upright), 3))
    resized = [
        {"height": height, "width": width,
         "pixels": text(planes(color.resize((width, height), Image.Resampling.BILINEAR)).tobytes())}
        for height, width in [(13, 5), (4, 17), (6, 8), (26, 34), (30, 9), (1, 1), (20, 20)]
    ]
    luma = planes(color.convert("L"))
    y, x = np.mgrid[0:1003, 0:1101]
    waves = np.stack([128 + 100 * np.sin(x / 60 + c) * np.cos(y / (40 + 9 * c)) for c in range(3)], 2)
    large = saved(Image.fromarray(waves.astype(np.uint8)), "JPEG", quality=30)
    small = Image.open(io.BytesIO(large)).resize((40, 30), Image.Resampling.BILINEAR)
    return {
        "decoded": [
            {"name": name, "file": text(data), "shape": list(pixels.shape), "tolerance": tolerance,
             "pixels": text(pixels.astype(np.uint8).tobytes())}
            for name, data, pixels, tolerance in cases
        ],
        "resized": resized, "luma": text(luma.tobytes()),
        "large": text(large), "shrunk": text(planes(small).tobytes()),
    }


def sounds():
    rate = 8000
    time = np.arange(1800) / rate
    sweep = 0.4 * np.sin(2 * np.pi * (200 * time + 6000 * time ** 2)) * np.hanning(1800)
    sweep = np.round((sweep + draw.normal(0, 0.01, 1800)) * 32768) / 32768
    files = []
    for subtype in ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE"]:
        for channels in [1, 2, 3]:
            signal = np.stack([sweep[800:840] * (c + 1) / 3 for c in range(channels)], 1)
            buffer = io.BytesIO()
            soundfile.write(buffer, signal, rate + channels, subtype, format="WAV")
            buffer.seek(0)
            mean = soundfile.read(buffer, dtype="float64", always_2d=True)[0].mean(1)
            data = bytearray(buffer.getvalue())
            if (peak := data.find(b"PEAK")) > 0:
                data[peak + 12:peak + 16] = bytes(4)  # the time of writing
            files.append({"name": f"{subtype} {channels}", "file": text(data),
                          "rate": rate + channels, "samples": mean.round(9).tolist()})
    pictures = []
    for window, hop, bands, frames, low, high in [(256, 96, 64, 24, 20, 4000), (128, 100, 20, 40, 60, 3800),
                                                  (256, 96, 40, 9, 0, 4000)]:
        length = (frames - 1) * hop
        missing = length - len(sweep)
        signal = (np.pad(sweep, (missing // 2, missing - missing // 2)) if missing > 0
                  else sweep[-missing // 2:][:length])
        power = librosa.feature.melspectrogram(
            y=signal, sr=rate, n_fft=2 * window, win_length=window, hop_length=hop, n_mels=bands, fmin=low,
            fmax=high, htk=True, norm=None, center=True, pad_mode="constant", power=2.0, dtype=np.float64)
        decibels = librosa.power_to_db(power, top_db=80, amin=1e-10)
        picture = (decibels - decibels.mean()) / decibels.std()
        assert picture.shape == (bands, frames), picture.shape
        pictures.append({"window": window, "hop": hop, "bands": bands, "frames": frames, "lowest": low,
                         "highest": high, "picture": text(picture.astype("<f4").tobytes())})
    return {"files": files, "rate": rate, "samples": (sweep * 32768).astype(int).tolist(),
            "pictures": pictures}


def byte_pairs():
    story = "\n".join(
        "It's the rate that falls, and they'll say it's the loss that's falling: 2,000 steps, "
        f"{i * 37} more.  We've seen {i} of them… über Nacht, naïve café № {i}\t({'=' * (i % 7)})."
        " 学習率は下がる。 Обучение идёт 👩‍🔬 fast!!  " for i in range(12)) + "   \n\n end"
    tokenizer = tokenizers.Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=420, min_frequency=2, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False)
    tokenizer.train_from_iterator([story], trainer)
    model = json.loads(tokenizer.to_str())["model"]
    vocabulary = model["vocab"]
    pairs = [pair if isinstance(pair, list) else pair.split(" ") for pair in model["merges"]]
    other = "Another text: the steps' rates, 12½ fallen cafés\n\n\t  and 学習 🔬 they'd'll x"
    return {"text": story, "size": 420,
            "merges": [[vocabulary[left], vocabulary[right]] for left, right in pairs],
            "tokens": tokenizer.encode(story).ids, "other": other,
            "other tokens": tokenizer.encode(other).ids}


FOLDER.mkdir(parents=True, exist_ok=True)
for name, content in [("pictures", pictures()), ("sounds", sounds()), ("byte-pairs", byte_pairs())]:
    (FOLDER / f"{name}.json").write_text(
        json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n")
