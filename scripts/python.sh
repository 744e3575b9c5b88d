#!/bin/sh
# Print a Python of 3.11 or newer, or say what is missing.
for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11 python3.14 python; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        command -v "$candidate"
        exit 0
    fi
done
echo "Tron needs Python 3.11 or newer and found none (set PYTHON=/path/to/python3.11)." >&2
exit 1
