#!/usr/bin/env bash
# Builds, serves and checks why401. Installs what it lacks under target/ and www/node_modules/, and says so.
#
#   ./build.sh              make dist/
#   ./build.sh serve        make dist/ and serve the page on localhost
#   ./build.sh test         run every check
#   ./build.sh bench        time diagnose natively and in Node, beside jose
#   ./build.sh screenshots  write the pictures of README.md
set -euo pipefail
cd "$(dirname "$0")"

export CARGO_TARGET_DIR="$PWD/target"
export PATH="$PWD/target/tools/bin:$PWD/www/node_modules/.bin:$PATH"
WASM=wasm32-unknown-unknown
# What browsers of the last three years understand. Never --all-features: that makes wasm which they refuse.
FEATURES=(--enable-bulk-memory --enable-mutable-globals --enable-multivalue --enable-nontrapping-float-to-int --enable-reference-types --enable-sign-ext)

main() {
  case "${1:-build}" in
    build) build; say "Open dist/why401.html in a browser, or run ./build.sh serve." ;;
    serve) build; exec node www/serve.mjs ;;
    test) tests ;;
    bench) build; bench ;;
    screenshots) build; chromium; node tests/web/screenshots.mjs ;;
    *) sed -n '2,/^set/s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
}

build() {
  rust; packages; bindgen
  # Paths of this machine would differ from one build to the next.
  RUSTFLAGS="--remap-path-prefix=$PWD=why401 --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=cargo" \
    cargo build --quiet --release --lib --target $WASM
  wasm-bindgen --target web --experimental-reset-state-function --remove-name-section --remove-producers-section \
    --out-dir target/wasm target/$WASM/release/why401.wasm
  wasm-opt -O3 "${FEATURES[@]}" target/wasm/why401_bg.wasm -o target/wasm/why401_bg.wasm
  node www/pack.mjs
}

# --- What the build and the checks need ---------------------------------------------------------------------------------

rust() {
  have cargo || lacking "Rust: https://rustup.rs"
  [ -d "$(rustc --print target-libdir --target $WASM)" ] && return
  have rustup || lacking "the Rust target $WASM"
  say "Installing the Rust target $WASM"
  rustup target add $WASM
}

packages() {
  have npm || lacking "Node.js 20 or newer: https://nodejs.org"
  [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || lacking "Node.js 20 or newer (this is $(node --version))"
  cmp -s www/package-lock.json www/node_modules/installed.json && return
  say "Installing the npm packages of www/package-lock.json"
  npm ci --prefix www --ignore-scripts --no-audit --no-fund --loglevel=error
  cp www/package-lock.json www/node_modules/installed.json
}

bindgen() {
  local version
  version=$(sed -n '/^name = "wasm-bindgen"$/{n;s/version = "\(.*\)"/\1/p}' Cargo.lock)
  [ "$(wasm-bindgen --version 2>&1)" = "wasm-bindgen $version" ] && return
  say "Installing wasm-bindgen $version, the one of Cargo.lock (some minutes, once)"
  cargo install --quiet --root target/tools --target-dir target/tools/build --version "$version" wasm-bindgen-cli
  rm -rf target/tools/build
}

chromium() {
  have chromium && have chromedriver && return
  have apt-get || lacking "Chromium and ChromeDriver, as chromium and chromedriver on the PATH"
  say "Installing chromium and chromium-driver"
  local root=()
  [ "$(id -u)" = 0 ] || root=(sudo)
  "${root[@]}" apt-get update -qq
  "${root[@]}" apt-get install -qqy chromium chromium-driver || lacking "Chromium and ChromeDriver: the packages chromium and chromium-driver"
}

have() { command -v "$1" > /dev/null; }

lacking() { say "Please install $*" >&2; exit 1; }

say() { printf '%s\n' "$*"; }

main "$@"
