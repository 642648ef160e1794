#!/usr/bin/env bash
# Unpacks Debian's build of V8 (libnode-dev and the libnodeN it depends on) into a private folder.
#
# usage: deps/v8/fetch.sh FOLDER
#
# Afterwards FOLDER/current is a symbolic link to FOLDER/<package and version>/, which holds the
# packages' own usr/ tree. Nothing is done when that is already there; remove FOLDER to fetch anew.
# The packages are unpacked and not installed, because a nodejs package of another vendor makes
# libnode-dev uninstallable, and because this way neither root nor a system change is needed.
#
# environment: GYRE_APT_SOURCES  a folder of apt source files to use instead of the machine's own
#              (e.g. to build against another Debian release's V8).
set -euo pipefail

folder=${1:?usage: deps/v8/fetch.sh FOLDER}

die() {
  printf 'fetch.sh: %s\n' "$1" >&2
  shift
  for line in "$@"; do printf '          %s\n' "$line" >&2; done
  exit 1
}

for tool in apt-get apt-cache dpkg flock; do
  command -v "$tool" >/dev/null ||
    die "$tool is missing." 'V8 comes from Debian packages; on another system unpack libnode-dev and libnodeN' \
      'yourself and configure with -DGYRE_V8_ROOT=<folder that holds usr/>.'
done

mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

# Several presets may be configured at once, and all of them share this folder.
exec 9>"$folder/.lock"
flock 9

if [ -e "$folder/current/usr/include/nodejs/deps/v8/include/v8.h" ]; then
  exit 0
fi

work=$(mktemp -d "$folder/.work.XXXXXX")
trap 'rm -rf "$work"' EXIT

# Only Debian's own packages count, whatever the machine pins. (Pins of the system are left out by
# pointing apt at this file and at no folder of preferences.)
mkdir -p "$work/no-preferences"
printf 'Package: libnode*\nPin: release o=Debian\nPin-Priority: 1001\n' >"$work/preferences"
apt_options=(
  -o "Dir::Etc::Preferences=$work/preferences"
  -o "Dir::Etc::PreferencesParts=$work/no-preferences"
  -o APT::Sandbox::User=root
)

# Package lists of our own: for a user on a machine whose lists are missing or out of date.
use_private_lists() {
  mkdir -p "$work/apt/lists/partial" "$work/apt/cache/archives/partial"
  apt_options+=(
    -o "Dir::State::Lists=$work/apt/lists"
    -o "Dir::Cache=$work/apt/cache"
  )
  if [ -n "${GYRE_APT_SOURCES:-}" ]; then
    : >"$work/apt/status"
    apt_options+=(
      -o Dir::Etc::SourceList=/dev/null
      -o "Dir::Etc::SourceParts=$GYRE_APT_SOURCES"
      -o "Dir::State::status=$work/apt/status"
    )
  fi
  printf 'fetch.sh: reading the package lists\n' >&2
  apt-get -q -q "${apt_options[@]}" update >"$work/update.log" 2>&1 || true
}

# Sets version and library; fails where apt knows no libnode-dev.
find_packages() {
  version=$(apt-cache "${apt_options[@]}" policy libnode-dev 2>/dev/null |
    awk '$1 == "Candidate:" && $2 != "(none)" { print $2 }')
  [ -n "$version" ] || return 1
  library=$(apt-cache "${apt_options[@]}" show "libnode-dev=$version" 2>/dev/null |
    sed -n 's/^Depends:.*\b\(libnode[0-9][0-9]*[a-z0-9]*\) (=.*/\1/p' | head -n 1)
  [ -n "$library" ]
}

download() {
  printf 'fetch.sh: downloading libnode-dev and %s %s\n' "$library" "$version" >&2
  (cd "$work" && apt-get -q -q "${apt_options[@]}" download "libnode-dev=$version" "$library=$version") \
    >"$work/download.log" 2>&1
}

[ -z "${GYRE_APT_SOURCES:-}" ] || use_private_lists
if ! { find_packages && download; }; then
  use_private_lists
  find_packages ||
    die 'apt knows no package libnode-dev of Debian.' "$(tail -n 3 "$work/update.log")" \
      'Check the network, and that /etc/apt/sources.list.d/ names a Debian release of 12 or later (main).'
  download || die 'the download failed:' "$(tail -n 5 "$work/download.log")" 'Check the network and try again.'
fi

for package in "$work"/*.deb; do
  dpkg -x "$package" "$work/root"
done
name="${library}_$(printf '%s' "$version" | tr -c 'A-Za-z0-9.' '-')"
rm -rf "${folder:?}/$name"
mv "$work/root" "$folder/$name"
ln -sfn "$name" "$folder/current"
printf 'fetch.sh: unpacked into %s\n' "$folder/$name" >&2
