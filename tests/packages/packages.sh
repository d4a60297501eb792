#!/bin/sh
# packages.sh CPACK CONFIG WORK VERSION CC SOURCES: makes the packages, unpacks them into an empty root, and does there
# what users do.
set -eu
cpack=$1 config=$2 work=$3 version=$4 cc=$5 sources=$6
root=$work/root
fail() { echo "packages: $*" >&2; exit 1; }

rm -rf "$work" && mkdir -p "$root"
"$cpack" --config "$config" -B "$work/made" >"$work/cpack.log" 2>&1 || { cat "$work/cpack.log"; exit 1; }

for name in textmill textmill-plugins textmill-dev; do
  package=$(ls "$work"/made/"$name"_"$version"*.deb) || fail "there is no package $name"
  [ "$(dpkg-deb -f "$package" Package)" = "$name" ] || fail "$package has another name"
  dpkg-deb -f "$package" Description | grep -q "text" || fail "$name does not say what it is"
  case $name in
    textmill) wanted="libc6" ;;
    *) wanted="textmill (= $version)" ;;
  esac
  dpkg-deb -f "$package" Depends | grep -qF "$wanted" || fail "$name does not depend on $wanted"
  dpkg-deb --fsys-tarfile "$package" | tar -t | grep -v '/$' >>"$work/files"
  dpkg-deb -x "$package" "$root"
done
sort "$work/files" | uniq -d | grep . && fail "these files are in two packages"
grep -v '^\./usr/' "$work/files" && fail "these files are not below /usr"

PATH=$root/usr/bin:$PATH
export XDG_CACHE_HOME="$work/cache"
cd "$work"
[ "$(command -v textmill)" = "$root/usr/bin/textmill" ] || fail "the unpacked textmill is not the one that is run"
for stage in segmenter keyword-density entity-tagger summarizer; do
  textmill describe "$stage" >/dev/null || fail "$stage is not found"
done
echo "The harbour wall broke in March. Maria Olsen of Northgate Trust paid 4.5 million dollars for a new one." >in.txt
textmill run article-audit in.txt --format jsonl >out.jsonl || fail "the pipeline article-audit does not run"
grep -q '"entities":\[{' out.jsonl || fail "the pipeline found no entity"
for page in textmill textmill-run textmill-new-plugin; do
  [ -s "$root/usr/share/man/man1/$page.1" ] || fail "there is no page $page(1)"
done
for script in bash-completion/completions/textmill zsh/vendor-completions/_textmill fish/vendor_completions.d/textmill.fish; do
  [ -s "$root/usr/share/$script" ] || fail "there is no completion script $script"
done

# A plugin without CMake: only what pkg-config says.
libdir=$(dirname "$(cd "$root" && ls -d usr/lib/pkgconfig usr/lib/*/pkgconfig 2>/dev/null | head -1)")
export PKG_CONFIG_PATH="$root/$libdir/pkgconfig"
[ "$(pkg-config --modversion textmill)" = "$version" ] || fail "pkg-config says another version"
pkg-config --exists textmill-text || fail "pkg-config does not know textmill-text"
cp "$sources/counter.c" "$sources/counter.yaml" .
"$cc" -std=gnu11 $(pkg-config --cflags textmill) $(pkg-config --variable=plugin_cflags textmill) \
  $(pkg-config --variable=plugin_ldflags textmill) counter.c -o counter.so
textmill validate ./counter.so --strictness 7 >validate.txt || { cat validate.txt; exit 1; }
mkdir -p "$(pkg-config --variable=plugindir textmill)"
cp counter.so "$(pkg-config --variable=plugindir textmill)"
textmill plugins | grep -q counter || fail "a plugin in plugindir is not found"

# A program with the library, as docs/embedding.md shows it, and the example in Python.
sed -n '/^```c$/,/^```$/p' "$sources/../../docs/embedding.md" | sed '1d;$d' >audit.c
"$cc" audit.c $(pkg-config --cflags --libs textmill-engine) -o audit
LD_LIBRARY_PATH="$root/$libdir" ./audit | grep -qx "Maria Olsen" || fail "the program of docs/embedding.md finds nobody"
TEXTMILL_LIBRARY="$root/$libdir/libtextmill.so.0" python3 "$sources/../../sdk/examples/python/textmill_test.py" 2>python.log ||
  { cat python.log; fail "the example in Python fails"; }
echo "packages: all is well"
