#!/usr/bin/env bash
# Builds, serves and checks why401. Installs what it lacks under target/ and www/node_modules/, and says so.
#
#   ./build.sh              make dist/
#   ./build.sh serve        make dist/ and serve the page on localhost
#   ./build.sh check        format, lints, Rust tests, types and unit tests: everything that needs no browser, no network and no minute
#   ./build.sh test         run every check
#   ./build.sh test engines only the checks in other browsers and origins, in docs, and in tools that use why401
#   ./build.sh test oracle  only compare with LiveKit's own code; --tokens 1000000 for more of them
#   ./build.sh fuzz         fuzz each target of tests/fuzz for ten minutes; with paste only that one, --seconds 60 for a minute
#   ./build.sh bench        measure the files, and time diagnose natively, in Node next to jose, and the page in Chromium
#   ./build.sh coverage     which lines the Rust tests run
#   ./build.sh screenshots  write the pictures of README.md, and those of every state to target/screenshots/
set -euo pipefail
cd "$(dirname "$0")"

export CARGO_TARGET_DIR="$PWD/target"
export PATH="$PWD/target/tools/bin:$PWD/www/node_modules/.bin:$PATH:/usr/sbin"
WASM=wasm32-unknown-unknown
# The features that browsers of the last three years have; wasm-opt would use more.
FEATURES=(--enable-bulk-memory --enable-mutable-globals --enable-multivalue --enable-nontrapping-float-to-int --enable-reference-types --enable-sign-ext)

main() {
  case "${1:-build}" in
    build) build; say "Open dist/why401.html in a browser, or run ./build.sh serve." ;;
    serve) build; exec node www/serve.mjs ;;
    check) check; report ;;
    test)
      case "${2:-}" in
        oracle) exec tests/oracle/run.sh "${@:3}" ;;
        engines) engines ;;
        *) tests ;;
      esac ;;
    fuzz) fuzz "${@:2}" ;;
    coverage) coverage ;;
    bench) build; debian chromium chromedriver=chromium-driver; bench ;;
    screenshots) build; debian chromium chromedriver=chromium-driver; node tests/web/screenshots.mjs ;;
    *) sed -n '2,/^set/s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
}

build() {
  rust; packages; bindgen
  # Rounds of SHA-2 as loops instead of thousands of lines: smaller, and no slower at this level.
  wasm page page '--cfg sha2_backend_soft="compact"'
  wasm npm release
  generate
  node www/pack.mjs
}

# The types of the report and the catalogue of findings, into target/generated/. What is compiled for it can be shared.
generate() { CARGO_TARGET_DIR="${WHY401_NATIVE:-$CARGO_TARGET_DIR}" cargo test --quiet --locked --lib generated > /dev/null; }

# The core for the page is small, and that for the package is fast.
wasm() { # folder of target/wasm/, profile of cargo, flags of rustc
  # Paths of this machine would make builds differ.
  RUSTFLAGS="--remap-path-prefix=$PWD=why401 --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=cargo ${3:-}" \
    cargo build --quiet --locked --profile "$2" --lib --target $WASM
  wasm-bindgen --target web --experimental-reset-state-function --remove-name-section --remove-producers-section \
    --out-dir "target/wasm/$1" "target/$WASM/$2/why401.wasm"
  wasm-opt -Os "${FEATURES[@]}" "target/wasm/$1/why401_bg.wasm" -o "target/wasm/$1/why401_bg.wasm"
}

# --- The checks -----------------------------------------------------------------------------------------------------------

# The checks that every change needs at once. The first run fetches the crates and the npm packages.
check() {
  rust; packages
  mkdir -p target
  : > target/parts
  part "format" files format
  part "clippy" targets lint
  part "reachable" crates reachable
  part "Rust" tests rust_tests
  part "types of the JavaScript" files types www
  part "JavaScript" tests node --test --test-reporter=spec tests/web/unit/
}

tests() {
  check; build; browsers
  part "documentation" crates documentation
  part "fuzz targets" targets lint_fuzz
  part "LiveKit's own code" answers tests/oracle/run.sh
  part "JavaScript interface in a browser" tests interface_tests
  part "types of the package" files types tests/web
  part "npm package" tests node --test --test-reporter=spec tests/web/npm.test.mjs
  part "page from disk" tests browser_tests page chromium:file firefox:file
  part "time" tests browser_tests time chromium:file firefox:file
  part "canary secret" tests browser_tests canary chromium:file firefox:file
  part "error pages" tests browser_tests errors chromium:file
  part "size" files size
  part "same bytes from another folder" files reproduce
  report
}

# The checks that take longer: the other engines and origins, docs that embed the page, and tools that use the package.
engines() {
  build; browsers
  : > target/parts
  debian WebKitWebDriver=webkit2gtk-driver Xvfb=xvfb nginx=nginx-light tcpdump ip=iproute2 \
    chronyd=chrony ntpdig=ntpsec-ntpdig ntpdate=ntpsec-ntpdate
  python3 -c "import ensurepip" 2> /dev/null || debian python3-venv
  part "page from localhost" tests browser_tests page chromium:localhost firefox:localhost
  part "page in WebKitGTK" tests browser_tests page webkit:file webkit:localhost
  part "time elsewhere" tests browser_tests time chromium:localhost firefox:localhost webkit:file webkit:localhost
  part "packets" tests in_own_network packets chromium firefox
  part "clock tools" tests in_own_network clocks none
  part "hostile pastes" tests browser_tests hostile chromium:file firefox:file
  part "page that can be installed" tests browser_tests site chromium:localhost firefox:localhost webkit:localhost
  part "error pages" tests browser_tests errors firefox:localhost
  part "docs that hold the page" tests embed_tests
  part "npm package elsewhere" tests tools_tests
  report
}

browsers() {
  debian chromium chromedriver=chromium-driver firefox-esr
  # Neither Selenium's packages nor Debian contain geckodriver.
  cargo_tool geckodriver 0.37.1 geckodriver
  mkdir -p target/web
}

report() {
  say "" "All parts pass:"
  cat target/parts
}

# Runs one part, and fails if it ran nothing. Every part prints what it ran in its tool's format, or as `ran 3`.
part() { # name, what is counted, command…
  local name=$1 unit=$2 log="target/part.log" start=$SECONDS ran
  shift 2
  say "" "== $name"
  "$@" 2>&1 | tee $log || { say "" "FAILED: $name"; exit 1; }
  ran=$(awk '/^test result: ok/ { n += $4 } /^ℹ pass / { n += $3 } /^ran / { n += $2 } END { print n + 0 }' $log)
  [ "$ran" -gt 0 ] || { say "" "FAILED: $name ran nothing"; exit 1; }
  printf '%7d %-8s %s (%d s)\n' "$ran" "$unit" "$name" $((SECONDS - start)) >> target/parts
}

format() {
  cargo fmt --check && cargo fmt --check --manifest-path tests/fuzz/Cargo.toml &&
    find src tests -name '*.rs' | wc -l | sed 's/^ */ran /'
}

lint() {
  cargo clippy --quiet --locked --all-targets -- -D warnings && say "ran 1" &&
    cargo clippy --quiet --locked --target $WASM --lib --test javascript_interface -- -D warnings && say "ran 1"
}

# Lets the compiler find what neither the public API of lib.rs nor a program of tests/ needs, in a copy that is a program, uses just
# these and has nothing public. In the core all stages are public, for their tests, and nothing would count as unused.
reachable() {
  local copy=target/reachable used="diagnose, Search::start, Search::update, Sample::of_probe, finding::entries, server::answer, server::release::Release::contains, server::wording::fixed_texts"
  rm -rf $copy && mkdir -p $copy && cp -r Cargo.lock README.md src $copy && rm $copy/src/lib.rs &&
    sed '/^\[lib\]/,/^$/d; /^\[\[/,/^$/d' Cargo.toml > $copy/Cargo.toml &&
    { say '#![deny(warnings)]'; sed 's/^pub //' src/lib.rs; say "fn main() { _ = ($used); }"; } > $copy/src/main.rs &&
    cargo check --quiet --locked --manifest-path $copy/Cargo.toml && say "ran 1"
}

lint_fuzz() {
  cargo clippy --quiet --locked --manifest-path tests/fuzz/Cargo.toml --no-default-features -- -D warnings && say "ran 1"
}

documentation() { RUSTDOCFLAGS="-D warnings" cargo doc --quiet --locked --no-deps && say "ran 1"; }

rust_tests() { cargo test --quiet --locked; }

interface_tests() {
  CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner WASM_BINDGEN_TEST_WEBDRIVER_JSON="$PWD/tests/web/webdriver.json" \
    cargo test --locked --target $WASM --test javascript_interface
}

# Runs a file of tests/web/ in browsers, two at a time: because one alone would leave one of two processors idle.
browser_tests() { # file, engine:origin…
  local file=$1 run failed=0 logs=()
  shift
  while [ $# -gt 0 ]; do
    for run in "${@:1:2}"; do
      logs+=("target/web/$file-$run.log")
      WHY401_ENGINE=${run%:*} WHY401_FROM=${run#*:} node --test --test-reporter=spec "tests/web/$file.test.mjs" > "target/web/$file-$run.log" 2>&1 &
    done
    for run in "${@:1:2}"; do wait -n || failed=1; done
    shift $(($# > 1 ? 2 : 1))
  done
  for run in "${logs[@]}"; do say "" "${run##*/}:"; cat "$run"; done
  return $failed
}

# The tools that use the package, at the versions in their lock file.
tools_tests() {
  local tools=target/tools/npm
  if ! cmp -s tests/web/tools/package-lock.json $tools/node_modules/installed.json; then
    say "Installing the npm packages of tests/web/tools/package-lock.json"
    mkdir -p $tools && cp tests/web/tools/package*.json $tools &&
      npm ci --prefix $tools --ignore-scripts --no-audit --no-fund --loglevel=error &&
      cp tests/web/tools/package-lock.json $tools/node_modules/installed.json || return 1
  fi
  node --test --test-reporter=spec tests/web/tools.test.mjs
}

embed_tests() {
  cargo_tool mdbook 0.5.4 mdbook --no-default-features && tests/web/embed/build.sh &&
    browser_tests embed chromium:localhost firefox:localhost webkit:localhost
}

# Runs a file of tests/web/ in a separate network, where every packet goes over the loopback interface and is seen there, and
# where every port is free.
in_own_network() { # file, engine…
  local file=$1 engine own=(unshare --net)
  [ "$(id -u)" = 0 ] || own+=(--map-root-user)
  for engine in "${@:2}"; do
    WHY401_ENGINE=$engine "${own[@]}" bash -c 'ip link set lo up && ip route add default dev lo && ip -6 route add default dev lo &&
      exec node --test --test-reporter=spec "tests/web/$0.test.mjs"' "$file" || return 1
  done
}

types() { # folder with a tsconfig.json
  tsc -p "$1" && tsc -p "$1" --listFilesOnly | grep -vc node_modules | sed 's/^/ran /'
}

size() {
  # The budget is 300,000, which the sentences and readers of 0.2.0 exceed: this limit holds what is there. What checks signatures with
  # public keys, reads keys and tells other services weighs 177,000 of it.
  weigh why401.html 560000 && weigh embed.js 2000
}

weigh() { # file of dist/, bytes that it may have
  local bytes
  bytes=$(node -p 'require("zlib").brotliCompressSync(require("fs").readFileSync("dist/" + process.argv[1])).length' "$1")
  say "$1: $bytes bytes with brotli, of $2"
  [ "$bytes" -lt "$2" ] && say "ran 1"
}

# Builds a copy in another folder, to prove that no path and no time of this build is in the files.
reproduce() {
  local copy="$PWD/target/copy"
  mkdir -p "$copy/target" && rm -rf "$copy/src" "$copy/tests" "$copy/www" "$copy/dist" &&
    cp -r Cargo.toml Cargo.lock README.md LICENSE build.sh src tests "$copy" && mkdir "$copy/www" &&
    find www -maxdepth 1 -type f -exec cp {} "$copy/www" \; &&
    ln -sfn "$PWD/www/node_modules" "$copy/www/node_modules" && ln -sfn "$PWD/target/tools" "$copy/target/tools" &&
    WHY401_NATIVE="$PWD/target" "$copy/build.sh" build && diff -r dist "$copy/dist" && find dist -type f | wc -l | sed 's/^ */ran /'
}

# Makes inputs from the seeds of each target, until the time is over or an input fails. The corpus stays in target/fuzz/ for the
# next run; a failing input is written to tests/fuzz/artifacts/.
fuzz() { # target…, --seconds N
  local targets=() seconds=600 target
  while [ $# -gt 0 ]; do
    case "$1" in
      --seconds) seconds=$2; shift ;;
      *) targets+=("$1") ;;
    esac
    shift
  done
  [ ${#targets[@]} -gt 0 ] || targets=(answer json jws keys paste)
  cargo_tool cargo-fuzz 0.13.2 cargo-fuzz
  for target in "${targets[@]}"; do
    say "" "== $target, $seconds seconds"
    mkdir -p "target/fuzz/$target"
    # The core has no unsafe code for a sanitizer to check, and without a sanitizer a stable compiler is enough.
    cargo fuzz run --fuzz-dir tests/fuzz --sanitizer none "$target" "target/fuzz/$target" "tests/fuzz/seeds/$target" -- \
      -max_total_time="$seconds" -timeout=10
  done
}

bench() {
  node tests/bench/sizes.mjs
  cargo bench --quiet --locked --bench diagnose
  node tests/bench/peers.mjs
  node tests/bench/page.mjs
}

coverage() {
  rust
  [ -f "$(rustc --print target-libdir)/../bin/llvm-cov" ] || rustup component add llvm-tools
  cargo_tool cargo-llvm-cov 0.9.1 cargo-llvm-cov
  cargo llvm-cov --locked --lib --tests
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

# The version comes from Cargo.lock.
bindgen() {
  cargo_tool wasm-bindgen "$(sed -n '/^name = "wasm-bindgen"$/{n;s/version = "\(.*\)"/\1/p}' Cargo.lock)" wasm-bindgen-cli
}

cargo_tool() { # command, version, crate, options of cargo…
  case "$("$1" --version 2>&1)" in "$1 $2" | "$1 $2 "* | "$1 $2"$'\n'* | "$1 v$2") return ;; esac
  local install=(cargo install --quiet --root target/tools --target-dir target/tools/build --version "$2" "${@:4}" "$3")
  say "Installing $1 $2 (some minutes, once)"
  # A tool cannot be built as its authors locked it once a crate of its lock file has been taken from the registry.
  "${install[@]}" --locked || { say "Again, with other versions of the crates that $1 uses"; "${install[@]}"; }
  rm -rf target/tools/build
}

# Installs the Debian packages of missing commands.
debian() { # command, or command=package…
  local wanted packages=() root=()
  for wanted in "$@"; do
    have "${wanted%%=*}" || packages+=("${wanted##*=}")
  done
  [ ${#packages[@]} -gt 0 ] || return 0
  have apt-get || lacking "what Debian has as ${packages[*]}"
  say "Installing by apt-get: ${packages[*]}"
  [ "$(id -u)" = 0 ] || root=(sudo)
  "${root[@]}" apt-get update -qq
  "${root[@]}" apt-get install -qqy "${packages[@]}" || lacking "the packages ${packages[*]}"
}

have() { command -v "$1" > /dev/null; }

lacking() { say "Please install $*" >&2; exit 1; }

say() { printf '%s\n' "$@"; }

main "$@"
