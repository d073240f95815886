#!/usr/bin/env bash
# Asks LiveKit's own code about fresh tokens and compares its answers with the core's; see README.md beside it.
#
#   tests/oracle/run.sh [--tokens N]     ORACLE_SEED=… repeats a run
set -euo pipefail
cd "$(dirname "$0")/../.."

TARGET=${CARGO_TARGET_DIR:-$PWD/target}
PROGRAMS=$TARGET/oracle
# The .mod file, the package built against it, and the Go that builds it if it is not the one at hand.
ERAS=(
  "protocol-v1.5.0 verifier"
  "protocol-v1.34.0 verifier"
  "protocol-v1.46.0 verifier"
  "protocol-v1.50.4 verifier"
  "protocol-v1.53.0 verifier"
  "protocol-v1.53.0 verifier go1.27.3"
  "server-v1.13.5 middleware"
)

main() {
  go_at_hand
  mkdir -p "$PROGRAMS"
  local era
  # shellcheck disable=SC2086 # The words of an era are the arguments.
  for era in "${ERAS[@]}"; do program $era; done
  cargo build --quiet --profile checks --example oracle
  "$TARGET/checks/examples/oracle" --programs "$PROGRAMS" "$@"
}

# Builds a program unless it was built from the same sources by the same Go.
program() { # .mod file without ending, package, Go
  local name=$1${3:+-$3} start=$SECONDS state
  local toolchain=${3:-local}
  state=$({ echo "$toolchain"; go version; cat tests/oracle/go/{go.mod,"$1.mod","$1.sum",lines/lines.go,"$2/main.go"}; } | sha256sum)
  [ -x "$PROGRAMS/$name" ] && [ "$(cat "$PROGRAMS/$name.state" 2> /dev/null)" = "$state" ] && return
  say "Building tests/oracle/go/$2 as $name (some minutes where nothing is cached)"
  GOTOOLCHAIN=$toolchain GOFLAGS="${GOFLAGS:-} -mod=readonly" \
    go -C tests/oracle/go build -modfile="$1.mod" -trimpath -o "$PROGRAMS/$name" "./$2" ||
    lacking "what go build names above: the programs are built from the Go module registry (GOPROXY)"
  echo "$state" > "$PROGRAMS/$name.state"
  say "Built $name in $((SECONDS - start)) s"
}

# Go 1.26: 1.27 words the errors of encoding/json otherwise, and older ones do not read the go.mod files.
go_at_hand() {
  is_1_26 && return
  # Where a package manager installs it beside an older one.
  PATH=/usr/lib/go-1.26/bin:$PATH
  is_1_26 && return
  command -v apt-get > /dev/null || lacking "Go 1.26: https://go.dev/dl"
  say "Installing golang-1.26-go"
  local root=()
  [ "$(id -u)" = 0 ] || root=(sudo)
  "${root[@]}" apt-get update -qq
  "${root[@]}" apt-get install -qqy golang-1.26-go || lacking "Go 1.26: https://go.dev/dl"
  is_1_26 || lacking "Go 1.26: https://go.dev/dl"
}

is_1_26() { command -v go > /dev/null && [[ $(GOTOOLCHAIN=local go env GOVERSION) == go1.26* ]]; }

lacking() { say "Please install $*" >&2; exit 1; }

say() { printf '%s\n' "$@"; }

main "$@"
