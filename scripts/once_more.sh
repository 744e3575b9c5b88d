#!/usr/bin/env bash
# The tests that just failed, once more and one after the other: once_more.sh STATUS PYTEST-COMMAND...
# Only failed tests get a second look: a broken run, or more than a few failures, stays what it is.
set -eu
FEW=8
status=$1
shift
failed=.pytest_cache/v/cache/lastfailed
[ "$status" -eq 1 ] && [ -s "$failed" ] || exit "$status"
count=$(grep -c '::' "$failed")
[ "$count" -le "$FEW" ] || exit "$status"
echo "== Failed in company, tried once more alone:"
grep '::' "$failed"
exec "$@" --last-failed --last-failed-no-failures none -v
