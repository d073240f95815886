#!/usr/bin/env bash
# Builds, serves and checks why401. Installs what it lacks under target/ and www/node_modules/, and says so.
#
#   ./build.sh              make dist/
#   ./build.sh serve        make dist/ and serve the page on localhost
#   ./build.sh check        format, lints, Rust tests, types and unit tests of the page: everything that needs no browser, no network and no minute
#   ./build.sh test         run every check
#   ./build.sh test engines only the checks in other browsers and origins, in docs, and in tools that use why401
#   ./build.sh test oracle  only compare with LiveKit's own code; --tokens 1000000 for more of them
#   ./build.sh test signatures  only compare signatures with OpenSSL; 10000 for so many of each algorithm, RS256 ES256 for these alone
#   ./build.sh release-check v1.13.12  compare with a new release of LiveKit, and say what the table of releases needs
#   ./build.sh fuzz         fuzz each target of tests/fuzz for ten minutes; with paste only that one, --seconds 60 for a minute
#   ./build.sh bench        measure the files, and time diagnose natively, in Node next to jose, and the page in Chromium; with the path of
#                           another why401.html, such as that of the last release, the times of both pages stand next to each other
#   ./build.sh bench peers  measure beside other libraries, from their registries, and write the table to www/docs/peers.md
#   ./build.sh coverage     which lines the Rust tests run
#   ./build.sh release 1.2.3  run every check, set this version, date the changelog, and write what is published to target/release-v1.2.3/;
#                           with --dry-run only write these files, of the tree as it is, and change nothing else
#   ./build.sh screenshots  write the pictures of README.md, and those of every state to target/screenshots/
set -euo pipefail
cd "$(dirname "$0")"

export CARGO_TARGET_DIR="$PWD/target"
export PATH="$PWD/target/tools/bin:$PWD/www/node_modules/.bin:$PATH:/usr/sbin"
WASM=wasm32-unknown-unknown
# The features that browsers of the last three years have; wasm-opt would use more. The newest of them are the vectors of 128 bits: Chrome 91,
# Firefox 89, Safari 16.4, Node.js 16.4.
FEATURES=(--enable-bulk-memory --enable-mutable-globals --enable-multivalue --enable-nontrapping-float-to-int --enable-reference-types --enable-sign-ext --enable-simd)

main() {
  case "${1:-build}" in
    build) build; say "Open dist/why401.html in a browser, or run ./build.sh serve." ;;
    serve) build; exec node www/serve.mjs ;;
    check) check; report ;;
    test)
      case "${2:-}" in
        oracle) exec tests/oracle/run.sh "${@:3}" ;;
        signatures) signatures "${@:3}" ;;
        engines) engines ;;
        *) tests ;;
      esac ;;
    fuzz) fuzz "${@:2}" ;;
    coverage) coverage ;;
    release) release "${@:2}" ;;
    release-check) exec tests/oracle/run.sh release "${@:2}" ;;
    bench)
      build
      debian chromium chromedriver=chromium-driver
      case "${2:-}" in
        peers) bench_peers ;;
        *) bench "${@:2}" ;;
      esac ;;
    screenshots) build; debian chromium chromedriver=chromium-driver; node tests/web/screenshots.mjs ;;
    *) sed -n '2,/^set/s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
}

build() {
  rust; packages; bindgen
  # Rounds of SHA-2 as loops instead of thousands of lines, and numbers of 32 bits, which WebAssembly multiplies in one step: smaller, and no slower
  # at this level.
  # Both at once: the last steps of the compiler and wasm-opt use one processor each.
  wasm page page '--cfg sha2_backend_soft="compact" --cfg cpubits="32"' &
  wasm npm release
  wait $!
  generate
  node www/pack.mjs
}

# The types of the report and the catalogue of findings, into target/generated/. A copy of the sources takes those of the original: Cargo
# cannot tell two copies in one target folder apart, and would go on with the tests of the first.
generate() {
  if [ -n "${WHY401_GENERATED:-}" ]; then mkdir -p target/generated && cp "$WHY401_GENERATED"/* target/generated
  else cargo test --quiet --locked --lib generated > /dev/null; fi
}

# The core for the page is small, and that for the package is fast.
wasm() { # folder of target/wasm/, profile of cargo, flags of rustc, options of cargo…
  # Paths of this machine would make builds differ. Those of our own sources are relative; a flag with their folder would make the
  # crates of two copies differ, which share them.
  RUSTFLAGS="-C target-feature=+simd128 --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=cargo ${3:-}" \
    cargo build --quiet --locked --profile "$2" --lib --target $WASM "${@:4}"
  wasm-bindgen --target web --experimental-reset-state-function --remove-name-section --remove-producers-section \
    --out-dir "target/wasm/$1" "target/$WASM/$2/why401.wasm"
  # The stack begins at address 0, so that nothing is kept at the lowest addresses.
  wasm-opt -Os --low-memory-unused "${FEATURES[@]}" "target/wasm/$1/why401_bg.wasm" -o "target/wasm/$1/why401_bg.wasm"
}

# --- The checks -----------------------------------------------------------------------------------------------------------

# The checks that every change needs at once. The first run fetches the crates and the npm packages.
check() {
  rust; packages
  begin
  part "format" files format
  part "clippy" targets lint
  part "reachable" crates reachable
  part "Rust" tests rust_tests
  part "types of the page" files types www
  part "units of the page" tests node --test --test-reporter=spec tests/web/unit/
}

tests() {
  check; build; browsers
  side_by_side programs pages
  # It looks for long tasks, which other parts would make longer.
  part "large paste" tests browser_tests waiting chromium:file
  report
}

# The parts that mostly compile and compute, and at the end what balances both lanes.
programs() {
  part "size" files size
  part "licenses, sources and advisories" checks supply
  part "packages" files publishable
  part "documentation of the crate" crates documentation
  part "fuzz targets" targets lint_fuzz
  part "LiveKit's own code" answers tests/oracle/run.sh
  part "OpenSSL" answers signatures 250
  part "code for each SDK" tokens sdk_tests
  part "JavaScript interface in a browser" tests interface_tests
  part "types of the package" files types tests/web
  part "npm package" tests node --test --test-reporter=spec tests/web/npm.test.mjs
  part "terminal" tests node --test --test-reporter=spec tests/web/cli.test.mjs
  part "same bytes from another folder" files reproduce
  part "error pages" tests browser_tests errors chromium:file
  part "documentation of the site" tests browser_tests docs chromium:file
}

# The parts that mostly wait for a browser.
pages() {
  part "page from disk" tests browser_tests page chromium:file firefox:file
  part "languages" tests browser_tests languages chromium:file
  part "hostile host" tests browser_tests host chromium:file firefox:file
  part "several pastes" tests browser_tests flows chromium:file firefox:file
  part "layout" tests browser_tests layout chromium:file
  part "time" tests browser_tests time chromium:file firefox:file
  part "form for tokens" tests browser_tests mint chromium:file firefox:file
  part "files and safe copies" tests browser_tests files chromium:file firefox:file
  part "canary secret" tests browser_tests canary chromium:file firefox:file
  part "signatures by public keys" tests browser_tests signatures chromium:file firefox:file
}

# The checks that take longer: the other engines and origins, docs that embed the page, and tools that use the package.
engines() {
  build; browsers
  begin
  debian WebKitWebDriver=webkit2gtk-driver Xvfb=xvfb nginx=nginx-light tcpdump ip=iproute2 \
    chronyd=chrony ntpdig=ntpsec-ntpdig ntpdate=ntpsec-ntpdate
  python3 -c "import ensurepip" 2> /dev/null || debian python3-venv
  part "page from localhost" tests browser_tests page chromium:localhost firefox:localhost
  part "several pastes elsewhere" tests browser_tests flows chromium:localhost webkit:file
  part "page in WebKitGTK" tests browser_tests page webkit:file webkit:localhost
  part "time elsewhere" tests browser_tests time chromium:localhost firefox:localhost webkit:file webkit:localhost
  part "files elsewhere" tests browser_tests files chromium:localhost webkit:file webkit:localhost
  part "signatures elsewhere" tests browser_tests signatures chromium:localhost webkit:file
  part "packets" tests in_own_network packets chromium firefox
  part "clock tools" tests in_own_network clocks none
  part "languages elsewhere" tests browser_tests languages firefox:file chromium:localhost
  part "hostile pastes" tests browser_tests hostile chromium:file firefox:file
  part "page that can be installed" tests browser_tests site chromium:localhost firefox:localhost webkit:localhost
  part "error pages" tests browser_tests errors firefox:localhost
  part "documentation of the site elsewhere" tests browser_tests docs firefox:file
  part "nginx of the image" tests node --test --test-reporter=spec tests/web/hosting.test.mjs
  part "docs that hold the page" tests embed_tests
  part "npm package elsewhere" tests tools_tests
  report
}

browsers() {
  debian chromium chromedriver=chromium-driver firefox-esr
  # Neither Selenium's packages nor Debian contain geckodriver.
  cargo_tool geckodriver 0.37.1 geckodriver 79f38cf1541aaf57f6f7eb270f691bcb702485a95dbaaefe740141a8ea46f0ef
  mkdir -p target/web
}

begin() { mkdir -p target && : > target/parts && rm -f target/failed; }

report() {
  say "" "All parts pass:"
  cat target/parts
}

# Runs one part, and fails if it ran nothing. Every part prints what it ran in its tool's format, or as `ran 3`, maybe after the
# codes of a color: Maven resets them even where none are asked for, and without a line's end.
part() { # name, what is counted, command…
  local name=$1 unit=$2 log="target/part${LANE:+-$LANE}.log" start=$SECONDS ran failure=""
  shift 2
  # The other lane has failed.
  [ ! -e target/failed ] || exit 1
  if [ -n "${LANE:-}" ]; then
    (say "" "== $name"; "$@") > "$log" 2>&1 || failure="FAILED: $name"
    cat "$log"
  else (say "" "== $name"; "$@") 2>&1 | tee "$log" || failure="FAILED: $name"; fi
  ran=$(awk '{ gsub(/\033\[[0-9;]*m/, "") } /^test result: ok/ { n += $4 } /^ℹ pass / { n += $3 } /^ran / { n += $2 } END { print n + 0 }' "$log")
  [ -n "$failure" ] || [ "$ran" -gt 0 ] || failure="FAILED: $name ran nothing"
  [ -z "$failure" ] || { say "" "$failure" | tee -a target/failed; exit 1; }
  printf '%7d %-8s %s (%d s)\n' "$ran" "$unit" "$name" $((SECONDS - start)) >> target/parts
}

# Runs lanes of parts at the same time. Each part says all at its end. After a failure the other lane ends with the part that it is in.
side_by_side() { # function of parts…
  local lane lanes=() failed=0
  # What runs in the background does not hear Ctrl-C.
  trap 'trap - INT; kill 0' INT
  for lane in "$@"; do
    (LANE=$lane; "$lane") &
    lanes+=($!)
  done
  for lane in "${lanes[@]}"; do wait "$lane" || failed=1; done
  trap - INT
  [ $failed = 0 ] || { cat target/failed; exit 1; }
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
  local copy=target/reachable used="diagnose, sanitize, |_: (Removed, Sanitized, file::Group, file::Row, file::Strip, file::TimeSlot, file::Margins, file::Vanished)| (), |overview: file::Overview| overview.delays, file::Reader::new, file::Reader::know, file::Reader::push, file::Reader::progress, file::Reader::settings, file::Reader::finish, file::Delays::vanished, file::Excerpt::new, file::Excerpt::push, file::Excerpt::finish, repair, repair_all, mint, NotMade::sentence, repair::LIFE, repair::panel::DevelopmentPair::new(std::iter::empty()), |_: (KeyPair, Change, Repair)| (), Search::start, Search::update, Search::panel, Sample::of_probe, finding::entries, server::answer, server::release::Release::contains, server::wording::fixed_texts, service::claim::meanings, service::opaque::kinds"
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

# As the tests are built, which is fast enough.
signatures() { # number for each algorithm, algorithm…
  cargo build --quiet --locked --example signatures && node tests/oracle/signatures.mjs "$@"
}

# Go is there after the part before.
sdk_tests() {
  debian javac=default-jdk-headless mvn=maven ruby php=php-cli mcs=mono-mcs mono=mono-runtime
  python3 -m pip --version > /dev/null 2>&1 || debian pip3=python3-pip
  tests/sdk/run.sh
}

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
      (cd $tools && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) &&
      cp tests/web/tools/package-lock.json $tools/node_modules/installed.json || return 1
  fi
  local modules=$PWD/$tools/node_modules runtime
  node --test --test-reporter=spec tests/web/tools.test.mjs || return 1
  for runtime in "[\"$(echo "$modules"/@deno/linux-*-glibc/deno)\", \"run\", \"--allow-read\", \"--allow-env\"]" "[\"$(echo "$modules"/@oven/bun-linux-*/bin/bun)\"]"; do
    WHY401_RUNTIME=$runtime node --test --test-reporter=spec tests/web/cli.test.mjs || return 1
  done
}

embed_tests() {
  cargo_tool mdbook 0.5.4 mdbook 5f68ffebcd0b9a4eb72aaacc4342bc94e1d63c01893b7c921437f6ef02443699 --no-default-features && tests/web/embed/build.sh &&
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
  # public keys, reads keys and tells other services weighs 153,000 of it, files and safe copies 66,000.
  weigh why401.html 728000 && weigh embed.js 2000
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
  duplicate "$copy" && WHY401_GENERATED="$PWD/target/generated" "$copy/build.sh" build && diff -r dist "$copy/dist" && find dist -type f | wc -l | sed 's/^ */ran /'
}

# Copies the sources, without Git, and lends the copy our tools and the crates of others, which are the same in both.
duplicate() { # folder
  local crates
  # With the times of the files, so that Cargo sees what has changed since the last copy.
  mkdir -p "$1/target" && rm -rf "$1/src" "$1/tests" "$1/www" "$1/dist" "$1/.github" &&
    cp -rp Cargo.toml Cargo.lock README.md LICENSE build.sh src tests .github "$1" && mkdir "$1/www" &&
    find www -mindepth 1 -maxdepth 1 ! -name node_modules -exec cp -rp {} "$1/www" \; &&
    ln -sfn "$PWD/www/node_modules" "$1/www/node_modules" && ln -sfn "$PWD/target/tools" "$1/target/tools" || return 1
  for crates in page release "$WASM/page" "$WASM/release"; do
    [ ! -d "$1/target/$crates" ] || continue
    mkdir -p "$1/target/$crates" &&
      tar -C "target/$crates" --exclude='*why401*' -cf - deps build .fingerprint | tar -C "$1/target/$crates" -xf - || return 1
  done
}

# Licenses, sources and doubles of the crates, by deny.toml; and known vulnerabilities, where their databases can be had.
supply() {
  cargo_tool cargo-deny 0.20.2 cargo-deny e528dfcbe739af7ce37a77d3d6df1b29dd6887b1c701d888820c0f16b864f737 --no-default-features --debug &&
    cargo deny --log-level error --locked check licenses bans sources && say "ran 3" || return 1
  if cargo deny --log-level error fetch db; then
    cargo deny --log-level error --locked check advisories && say "ran 1" || return 1
  else say "NOT CHECKED: advisories on crates; their database cannot be fetched here"; fi
  local audit=target/audit.json folder
  for folder in www tests/web/tools tests/bench/peers tests/sdk/node; do
    if npm audit --prefix $folder --audit-level=high --json > $audit; then say "ran 1"
    elif node -e 'process.exit("vulnerabilities" in JSON.parse(fs.readFileSync(process.argv[1])) ? 0 : 1)' $audit; then
      npm audit --prefix $folder --audit-level=high
      return 1
    else say "NOT CHECKED: advisories on the packages of $folder/package-lock.json; this registry has none"; fi
  done
}

# What the registries would get, without warnings: what is in it is listed in Cargo.toml and www/package.json.
publishable() {
  local crate=target/crate.log npm=target/npm.log
  # The tests are not in the crate, which Cargo notes for each of them. A crate that is withdrawn must not fail a commit that changed nothing.
  cargo package --locked --allow-dirty > $crate 2>&1 && ! grep '^warning' $crate | grep -vE 'is not included in the published package$|is yanked' &&
    sed -n 's/^ *Packaged \([0-9]* \)/ran \1/p' $crate || { cat $crate; return 1; }
  npm pack --dry-run --prefix dist/npm ./dist/npm > /dev/null 2> $npm && ! grep -E 'npm (warn|error)' $npm &&
    sed -n 's/.*total files: *\([0-9]*\)/ran \1/p' $npm || { cat $npm; return 1; }
}

# --- Releases -------------------------------------------------------------------------------------------------------------

# Writes the files of a release. They are made in a copy, so that the same sources give the same bytes, with and without --dry-run.
release() { # X.Y.Z, --dry-run
  local version=${1:-} copy="$PWD/target/copy" out="$PWD/target/release-v${1:-}" today
  [[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || { say "Which version? ./build.sh release 1.2.3" >&2; exit 2; }
  today=$(date -u +%F)
  rust; packages
  if [ "${2:-}" != --dry-run ]; then
    [ -z "$(git status --porcelain)" ] || { say "Commit or remove the changes of this tree first" >&2; exit 1; }
    tests
    node www/release.mjs version "$version" "$today"
  fi
  generate; duplicate "$copy"
  (cd "$copy" && node www/release.mjs version "$version" "$today" && WHY401_GENERATED="$OLDPWD/target/generated" ./build.sh build)
  rm -rf "$out" && mkdir -p "$out"
  cp "$copy"/dist/{why401*.html,embed.js,why401.cdx.json} "$out"
  (cd "$copy" && node www/release.mjs zip dist/site "$out/site.zip" && npm pack --silent --pack-destination "$out" ./dist/npm > /dev/null &&
    cargo package --quiet --locked --no-verify && cp "$CARGO_TARGET_DIR/package/why401-$version.crate" "$out")
  (cd "$out" && sha256sum -- * > SHA256SUMS && cat SHA256SUMS)
  say "" "These files are in ${out#"$PWD/"}."
  [ "${2:-}" = --dry-run ] || say "Look at git diff, then: git commit -am 'release: $version' && git tag v$version && git push --tags. CONTRIBUTING.md says how to publish."
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
  cargo_tool cargo-fuzz 0.13.2 cargo-fuzz 5acfd01930e49823e58c30dd8012d3338a620377d7c7d4cc140ca4b2169400e2
  # cargo-fuzz itself has no option --locked.
  cargo fetch --quiet --locked --manifest-path tests/fuzz/Cargo.toml
  for target in "${targets[@]}"; do
    say "" "== $target, $seconds seconds"
    mkdir -p "target/fuzz/$target"
    node tests/fuzz/dictionary.mjs > target/fuzz/words.dict
    # The core has no unsafe code for a sanitizer to check, and without a sanitizer a stable compiler is enough.
    cargo fuzz run --fuzz-dir tests/fuzz --sanitizer none "$target" "target/fuzz/$target" "tests/fuzz/seeds/$target" -- \
      -max_total_time="$seconds" -timeout=10 -dict=target/fuzz/words.dict
  done
}

bench() {
  node tests/bench/sizes.mjs
  cargo bench --quiet --locked --bench diagnose
  node tests/bench/wasm.mjs
  node tests/bench/page.mjs "$@"
}

# The peers of each language at the versions that their lock files say, into target/tools/peers/.
bench_peers() {
  local peers=tests/bench/peers tools="$PWD/target/tools/peers"
  have go || debian go=golang-go
  python3 -c "import ensurepip" 2> /dev/null || debian python3-venv
  mkdir -p "$tools" && cp $peers/package*.json "$tools"
  (cd "$tools" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
  [ -x "$tools/python/bin/python" ] || python3 -m venv "$tools/python"
  "$tools/python/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r $peers/requirements.txt
  GOFLAGS=-mod=readonly go -C $peers/go build -o "$tools/golang-jwt" .
  cargo build --quiet --locked --release --manifest-path $peers/rust/Cargo.toml --target-dir "$tools/rust"
  node $peers/run.mjs
}

coverage() {
  rust
  [ -f "$(rustc --print target-libdir)/../bin/llvm-cov" ] || rustup component add llvm-tools
  cargo_tool cargo-llvm-cov 0.9.1 cargo-llvm-cov 5e00647cc92940c4dd82249c480fe08fd3809767e89f056bcec46d8a7962ea5b
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
  cmp -s <(foreign www/package-lock.json) <(foreign www/node_modules/installed.json) && return
  say "Installing the npm packages of www/package-lock.json"
  npm ci --prefix www --ignore-scripts --no-audit --no-fund --loglevel=error
  cp www/package-lock.json www/node_modules/installed.json
}

# A lock file without our own version, which changes with a release.
foreign() { awk '/"name": "why401"/ { getline; next } { print }' "$1" 2> /dev/null; }

# The version comes from Cargo.lock; a new one needs its checksum here.
bindgen() {
  cargo_tool wasm-bindgen "$(sed -n '/^name = "wasm-bindgen"$/{n;s/version = "\(.*\)"/\1/p}' Cargo.lock)" wasm-bindgen-cli \
    c37f6904387d19a319525c74af274c73912f3871c35555aa49f3ea64ebb2fc7a
}

# The checksum is that of the crate, which holds the lock file of the tool and so the checksums of all crates that it is built from.
cargo_tool() { # command, version, crate, SHA-256, options of cargo…
  case "$("$1" --version 2>&1)" in "$1 $2" | "$1 $2 "* | "$1 $2"$'\n'* | "$1 v$2") return ;; esac
  local install=(cargo install --quiet --root target/tools --target-dir target/tools/build --version "$2" "${@:5}" "$3") file
  # This downloads the crate, which is then looked at before anything of it runs.
  cargo info --quiet "$3@$2" > /dev/null
  for file in "${CARGO_HOME:-$HOME/.cargo}"/registry/cache/*/"$3-$2.crate"; do
    sha256sum --check --status <<< "$4  $file" || { say "$file does not have the checksum $4 of build.sh" >&2; exit 1; }
  done
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
