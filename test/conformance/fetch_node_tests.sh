#!/usr/bin/env bash
# Unpacks the tests of Node.js 20 (the folder test/ and nothing else) from Debian's source package.
#
# usage: test/conformance/fetch_node_tests.sh FOLDER     to FOLDER/test/{parallel,common,...}
#
# The tests are fetched and never copied into this repository. Nothing is done when they are there.
# Package lists and downloads go to a private folder: no root, no change of the system.
set -euo pipefail
folder=${1:?usage: fetch_node_tests.sh FOLDER}
suite=${NODE_TESTS_SUITE:-trixie}

if [ -d "$folder/test/parallel" ]; then exit 0; fi
mkdir -p "$folder"
# Beside the folder's test/, so that the last step is a rename: all of it is there, or nothing.
work=$(mktemp -d "$folder/fetch.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/sources" "$work/lists/partial" "$work/cache/archives/partial"
: >"$work/status"

# The mirror that this machine uses for Debian, whatever the form of its source list.
mirror=$(sed -n 's/^URIs: *\([^ ]*\/debian\)\/* *.*$/\1/p; s/^deb [^#]*\(https\{0,1\}:[^ ]*\/debian\)\/* .*$/\1/p' \
  /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list 2>/dev/null | head -n 1 || true)
cat >"$work/sources/suite.sources" <<SOURCES
Types: deb-src
URIs: ${mirror:-http://deb.debian.org/debian}
Suites: $suite
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES

options=(
  -o Dir::Etc::SourceList=/dev/null -o "Dir::Etc::SourceParts=$work/sources"
  -o "Dir::State::Lists=$work/lists" -o "Dir::State::status=$work/status" -o "Dir::Cache=$work/cache"
  -o APT::Sandbox::User=root -o Acquire::Retries=3
)
echo "fetching the tests of Node.js from Debian $suite" >&2
apt-get -q -q "${options[@]}" update >/dev/null || true
# Only the tarball: what apt-get does after the download needs dpkg-dev, and is not wanted.
(cd "$work" && apt-get -q -q "${options[@]}" source --download-only nodejs) >/dev/null 2>&1 || true
tarball=$(find "$work" -maxdepth 1 -name 'nodejs_*.orig.tar.xz')
[ -n "$tarball" ] || {
  echo "fetch_node_tests.sh: the sources of nodejs could not be downloaded; check the network." >&2
  exit 1
}
mkdir "$work/unpacked"
tar -xf "$tarball" -C "$work/unpacked" --strip-components=1 --wildcards --no-wildcards-match-slash '*/test'
mv "$work/unpacked/test" "$folder/test"
echo "$folder/test/parallel: $(find "$folder/test/parallel" -name 'test-*' | wc -l) tests" >&2
