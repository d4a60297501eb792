#!/bin/sh
# rust.sh CARGO CRATE WORK TEXTMILL: builds and tests the example in Rust, and runs it as a plugin.
set -eu
cargo=$1 crate=$2 work=$3 textmill=$4
export CARGO_TARGET_DIR="$work/target" XDG_CACHE_HOME="$work/cache"
mkdir -p "$work"
cd "$crate"
"$cargo" test --release --offline --locked --quiet
"$cargo" build --release --offline --locked --quiet
plugin=$CARGO_TARGET_DIR/release/libshouting.so
"$textmill" validate "$plugin" --strictness 9
printf 'textmill: 1\nstages: [{use: shouting}]\n' >"$work/p.yaml"
printf 'STOP it, ÜBER us' >"$work/in.txt"
"$textmill" run --plugin "$plugin" "$work/p.yaml" "$work/in.txt" --format jsonl --isolation process |
  grep -q '"shouting":\[{"begin":0,"end":4,"score":4.*"begin":9,"end":14,"score":4'
