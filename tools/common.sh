# What the other tools share; sourced by bash, not run. Defines $root (the source tree) and
# functions.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '\033[1m== %s\033[0m\n' "$*" >&2; }
if [ ! -t 2 ]; then say() { printf '== %s\n' "$*" >&2; }; fi

die() {
  printf 'error: %s\n' "$1" >&2
  shift
  for line in "$@"; do printf '       %s\n' "$line" >&2; done
  exit 1
}

# Fails for anything but a preset's name.
check_preset() {
  case "$1" in
    release | debug | asan | stress) ;;
    *) die "there is no preset $1." 'Presets: release, debug, asan, stress.' ;;
  esac
}

# Whether anything that the build reads is newer than its last success. Folders count too: their
# time changes when a file is added or removed.
is_built() {
  local stamp="$root/build/$1/.built"
  [ -e "$stamp" ] && [ -x "$root/build/$1/bin/gyre" ] &&
    [ -z "$(cd "$root" && find CMakeLists.txt CMakePresets.json deps src lib test/CMakeLists.txt test/cpp \
      -newer "$stamp" -print -quit)" ]
}

# Configures and builds a preset, with progress on stderr. CI=true: warnings are errors.
build_preset() {
  local preset=$1 folder="$root/build/$1" options=()
  check_preset "$preset"
  [ "${CI:-}" != true ] || options+=(-DGYRE_WERROR=ON)
  cd "$root"
  if [ ! -e "$folder/build.ninja" ] || { [ "${CI:-}" = true ] && [ ! -e "$folder/.ci" ]; }; then
    say "configuring $preset"
    cmake --preset "$preset" "${options[@]}" >&2 ||
      die 'the configuration failed; the reason stands above.' \
        "After mending it run this again; \`rm -r build/$preset\` starts afresh."
    [ "${CI:-}" != true ] || touch "$folder/.ci"
  fi
  say "building $preset"
  local started
  started=$(mktemp -p "$folder")
  ninja -C "$folder" >&2 || {
    rm -f "$started"
    die 'the build failed; the first error stands above.'
  }
  mv "$started" "$folder/.built"
}
