#!/bin/sh
# apt.sh MADE WORK VERSION: installs the packages in MADE with apt, in two ways.
#
#   1. Into an empty Debian, as a simulation: that what they depend on is there and goes together. Needs the lists of
#      packages of this machine, and no rights.
#   2. For real, into a clean root, and away again. Needs root, a network, and a minimal Debian 12 to begin with in the
#      folder $TEXTMILL_CLEAN_ROOT, which is copied: debootstrap --variant=minbase bookworm FOLDER
#
# Ends with 77, "skipped", if nothing could be tried.
set -eu
made=$1 work=$2 version=$3
root=$work/root
fail() { echo "apt: $*" >&2; exit 1; }
tried=no

rm -rf "$work" && mkdir -p "$work/state/lists/partial" "$work/cache"
: >"$work/state/status"
if ! command -v apt-get >/dev/null || ! ls /var/lib/apt/lists/*Packages* >/dev/null 2>&1; then
  echo "not simulated: this machine has no lists of packages; apt-get update gets them"
else
  apt-get -o Dir::State="$work/state" -o Dir::State::status="$work/state/status" -o Dir::State::lists=/var/lib/apt/lists \
    -o Dir::Cache="$work/cache" -o Debug::NoLocking=1 --simulate --no-install-recommends install \
    "$made"/*_"$version"_*.deb >"$work/simulated" 2>&1 || { cat "$work/simulated"; fail "they cannot be installed"; }
  for name in textmill textmill-plugins textmill-dev; do
    grep -q "^Conf $name (" "$work/simulated" || fail "$name would not be configured"
  done
  echo "simulated: with $(grep -c '^Inst' "$work/simulated") packages in all"
  tried=yes
fi

if [ "$(id -u)" -ne 0 ]; then
  echo "not installed: only root can change its root"
elif [ ! -x "${TEXTMILL_CLEAN_ROOT:-/nowhere}/usr/bin/dpkg" ]; then
  echo "not installed: TEXTMILL_CLEAN_ROOT names no minimal Debian (debootstrap --variant=minbase bookworm FOLDER)"
else
  cp -a --reflink=auto "$TEXTMILL_CLEAN_ROOT" "$root"
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  cp "$made"/*_"$version"_*.deb "$root/tmp/"
  # With a /proc that is gone with the command.
  inside() {
    unshare --mount sh -c 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"' "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin \
      HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
  }
  if ! inside true 2>"$work/refused"; then
    echo "not installed: a root cannot be made: $(cat "$work/refused")"
  elif ! inside apt-get update -qq >"$work/update" 2>&1; then
    echo "not installed: there is no network: $(tail -1 "$work/update")"
  else
    inside sh -c 'apt-get install -y -qq --no-install-recommends /tmp/textmill*.deb' >"$work/installed" 2>&1 ||
      { tail -20 "$work/installed"; fail "apt does not install them"; }
    echo "Maria Olsen of Northgate Trust paid 4.5 million dollars." >"$root/root/in.txt"
    inside textmill run article-audit /root/in.txt --format jsonl >"$work/out.jsonl" 2>"$work/run.log" ||
      { cat "$work/run.log"; fail "the installed textmill does not run"; }
    grep -q '"entities":\[{' "$work/out.jsonl" || fail "the installed pipeline finds no entity"
    inside sh -c 'textmill validate segmenter --strictness 2' >"$work/validate" 2>&1 || { cat "$work/validate"; fail "a plugin is not valid there"; }
    inside sh -c 'ldconfig -p | grep -q libtextmill.so.0' || fail "the system does not find libtextmill"
    inside sh -c 'cd /root && textmill new plugin mine' >/dev/null || fail "the templates are not there"
    inside apt-get purge -y -qq textmill textmill-plugins textmill-dev >"$work/purged" 2>&1 ||
      { tail -20 "$work/purged"; fail "apt does not remove them"; }
    find "$root/usr" "$root/etc" "$root/var/lib/textmill" -name '*textmill*' -not -path "$root/var/lib/*" 2>/dev/null |
      grep . && fail "this is left behind"
    echo "installed and removed again"
    tried=yes
  fi
  rm -rf "$root"
fi
[ "$tried" = yes ] || exit 77
