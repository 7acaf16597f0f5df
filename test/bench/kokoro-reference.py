"""Says lines with kokoro-onnx, Kokoro's own Python package, as its users do: one call of `create` for each line.

    kokoro-reference.py MODEL STYLE TEXT WAV

STYLE is one voice as numbers ([510, 1, 256] float32). Pauses between lines are silence. Prints one line of JSON:
seconds of sound the model gave, seconds that the calls took, and the onnxruntime that computed them.
"""
import json
import os
import sys
import tempfile
import time
import wave

import numpy
import onnxruntime
from kokoro_onnx import Kokoro

RATE = 24_000
PAUSE_SECONDS = 0.35


def load(model, style):
    voices = os.path.join(tempfile.mkdtemp(), "voices.npz")
    numpy.savez(voices, voice=numpy.fromfile(style, dtype="<f4").reshape(510, 1, 256))
    return Kokoro(model, voices)


def main(model, style, text, wav):
    kokoro = load(model, style)
    with open(text, encoding="utf-8") as file:
        lines = [line.strip() for line in file if line.strip()]
    # The first call of a session pays for what is made once.
    kokoro.create(lines[0], voice="voice", lang="en-us")
    started = time.perf_counter()
    sounds = [kokoro.create(line, voice="voice", lang="en-us", trim=False)[0] for line in lines]
    seconds = time.perf_counter() - started
    pause = numpy.zeros(int(PAUSE_SECONDS * RATE), dtype=numpy.float32)
    whole = numpy.concatenate([part for sound in sounds for part in (sound, pause)])
    with wave.open(wav, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes((numpy.clip(whole, -1, 1) * 32767).astype("<i2").tobytes())
    audio = sum(len(sound) for sound in sounds) / RATE
    print(json.dumps({"audioSeconds": audio, "seconds": seconds, "onnxruntime": onnxruntime.__version__}))


main(*sys.argv[1:])
