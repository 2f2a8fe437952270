#!/usr/bin/env bash
# Installs what judges the exported files in tests/export: three calendar readers and a checker of
# accessibility from npm (into .tools/node); three calendar readers, a reader of PDF and a browser
# from the packages of Debian. What cannot be installed is named; its tests are then skipped, but
# fail where CI=true is set.
set -euo pipefail
cd "$(dirname "$0")/.."

NODE_SOURCE=tests/export/node
NODE_TARGET=.tools/node

say() { printf 'judges: %s\n' "$*" >&2; }

missing_packages() {
  command -v node >/dev/null && command -v npm >/dev/null || echo nodejs npm
  /usr/bin/python3 -c 'import gi; gi.require_version("ICalGLib", "3.0")' 2>/dev/null ||
    echo gir1.2-ical-3.0 python3-gi
  command -v php >/dev/null || echo php-cli
  [ -d /usr/share/php/Sabre/VObject ] || echo php-sabre-vobject
  [ -x /usr/bin/chromium ] || echo chromium
  command -v pdftotext >/dev/null || echo poppler-utils
  ruby -rstringio -e 'require "icalendar"' 2>/dev/null || echo ruby ruby-icalendar
}

install_packages() {
  local wanted
  mapfile -t wanted < <(missing_packages | tr ' ' '\n')
  [ "${#wanted[@]}" -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    say "missing: ${wanted[*]}. On Debian: sudo apt-get install ${wanted[*]}"
    return 0
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq || say "the package lists could not be refreshed"
  local package
  for package in "${wanted[@]}"; do
    apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1 ||
      say "$package could not be installed"
  done
}

install_node_modules() {
  command -v npm >/dev/null || return 0
  if cmp -s "$NODE_SOURCE/package-lock.json" "$NODE_TARGET/package-lock.json" &&
    [ -e "$NODE_TARGET/.installed" ]; then
    return 0
  fi
  mkdir -p "$NODE_TARGET"
  cp "$NODE_SOURCE/package.json" "$NODE_SOURCE/package-lock.json" "$NODE_TARGET/"
  rm -f "$NODE_TARGET/.installed"
  if (cd "$NODE_TARGET" && npm ci --silent --no-audit --no-fund --ignore-scripts); then
    touch "$NODE_TARGET/.installed"
  else
    say "the readers from npm could not be installed"
  fi
}

install_packages
install_node_modules
