import sys

from bench import doors, echoes, feed, language, links, live, notices, photos, ripple, search, truth, voice, weight

COMMANDS = {
    "feed": feed.main,
    "doors": doors.main,
    "echoes": echoes.main,
    "weight": weight.main,
    "language": language.main,
    "voice": voice.main,
    "links": links.main,
    "photos": photos.main,
    "notices": notices.main,
    "ripple": ripple.main,
    "live": live.main,
    "search": search.main,
    "truth": truth.main,
}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        print(f"bin/bench {'|'.join(COMMANDS)} [options]; see bench/README.md", file=sys.stderr)
        sys.exit(2)
    sys.exit(COMMANDS[sys.argv[1]](sys.argv[2:]))
