"""Writes down what a sound file says: a program for e2a that answers lines with lines.

    recogniser.py MODEL          a folder with a CTranslate2 Whisper model, or a name that faster-whisper knows

When the model is loaded it prints {"ready": true}. Each line of its input is {"path": "...", "language": "en" or null};
its answer is {"text": "..."}, or {"failed": "why"}. It ends with its input.
"""
import json
import sys

BEAM_SIZE = 5
THREADS = 1


def say(answer):
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def load(model):
    from faster_whisper import WhisperModel

    return WhisperModel(model, device="cpu", compute_type="int8", cpu_threads=THREADS, num_workers=1)


def transcribe(model, request):
    # One answer per sound, whatever was heard before: no temperature, no memory of the text so far.
    # A language it has no name for it finds out itself.
    language = request["language"] if request["language"] in model.supported_languages else None
    pieces, _ = model.transcribe(
        request["path"],
        language=language,
        beam_size=BEAM_SIZE,
        temperature=0,
        condition_on_previous_text=False,
    )
    return " ".join(piece.text.strip() for piece in pieces)


def main():
    try:
        model = load(sys.argv[1])
    except Exception as error:
        say({"failed": f"{type(error).__name__}: {error}"})
        return
    say({"ready": True})
    for line in sys.stdin:
        try:
            say({"text": transcribe(model, json.loads(line))})
        except Exception as error:
            say({"failed": f"{type(error).__name__}: {error}"})


main()
