#!/usr/bin/env bash
# Asks LiveKit's own code about new tokens and compares its answers with the core's; see README.md in this folder.
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
  cargo build --quiet --locked --profile checks --example oracle
  "$TARGET/checks/examples/oracle" --programs "$PROGRAMS" "$@"
}

# Builds a program unless it was built from the same sources by the same Go.
program() { # .mod file without ending, package, Go
  local name=$1${3:+-$3} start=$SECONDS state
  local toolchain=${3:-$USUAL}
  state=$({ GOTOOLCHAIN=$toolchain go version; cat tests/oracle/go/{go.mod,"$1.mod","$1.sum",lines/lines.go,"$2/main.go"}; } | sha256sum)
  [ -x "$PROGRAMS/$name" ] && [ "$(cat "$PROGRAMS/$name.state" 2> /dev/null)" = "$state" ] && return
  say "Building tests/oracle/go/$2 as $name (some minutes where nothing is cached)"
  GOTOOLCHAIN=$toolchain GOFLAGS="${GOFLAGS:-} -mod=readonly" \
    go -C tests/oracle/go build -modfile="$1.mod" -trimpath -o "$PROGRAMS/$name" "./$2" ||
    { say "Could not build $name: it comes from the Go module registry (see go env GOPROXY)" >&2; exit 1; }
  echo "$state" > "$PROGRAMS/$name.state"
  say "Built $name in $((SECONDS - start)) s"
}

# Any Go from 1.21 on fetches the one that it is told to use; the middleware's go.mod and the texts of encoding/json need 1.26.
go_at_hand() {
  if ! go_fetches; then
    command -v apt-get > /dev/null || lacking "Go 1.21 or newer: https://go.dev/dl"
    say "Installing Go (golang-go)"
    local root=()
    [ "$(id -u)" = 0 ] || root=(sudo)
    "${root[@]}" apt-get update -qq
    "${root[@]}" apt-get install -qqy golang-go || lacking "Go 1.21 or newer: https://go.dev/dl"
    go_fetches || lacking "Go 1.21 or newer: https://go.dev/dl (this is $(GOTOOLCHAIN=local go version))"
  fi
  case "$(GOTOOLCHAIN=local go env GOVERSION)" in
    go1.26*) USUAL=local ;;
    *) USUAL=go1.26.8 ;;
  esac
}

go_fetches() {
  command -v go > /dev/null || return
  local version
  version=$(GOTOOLCHAIN=local go env GOVERSION | sed -n 's/^go1\.\([0-9]*\).*/\1/p')
  [ "${version:-0}" -ge 21 ]
}

lacking() { say "Please install $*" >&2; exit 1; }

say() { printf '%s\n' "$@"; }

main "$@"
