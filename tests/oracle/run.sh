#!/usr/bin/env bash
# Asks LiveKit's own code about new tokens and compares its answers with the core's; see README.md in this folder.
#
#   tests/oracle/run.sh [--tokens N]            ORACLE_SEED=… repeats a run
#   tests/oracle/run.sh release v1.13.11        asks one release, which may be newer than the table of releases
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
  if [ "${1:-}" = release ]; then
    release "${@:2}"
    return
  fi
  local era
  # shellcheck disable=SC2086 # The words of an era are the arguments.
  for era in "${ERAS[@]}"; do program $era; done
  compare "$@"
}

compare() { # options
  # As the tests are built: the questions take less time than another build of all crates.
  cargo build --quiet --locked --example oracle
  "$TARGET/debug/examples/oracle" --programs "$PROGRAMS" "$@"
}

# Asks the verifier and the server of a release what was recorded, at the time of the recordings, and the verifier about new tokens.
release() { # v1.X.Y, options of the comparison…
  local version=${1:-} folder
  [[ $version =~ ^v1\.[0-9]+\.[0-9]+$ ]] || { say "Which release? ./build.sh release-check v1.13.11" >&2; exit 2; }
  folder=$(go mod download -json "github.com/livekit/livekit-server@$version" | sed -n 's/^\t"Dir": "\(.*\)",*$/\1/p')
  [ -d "$folder" ] || { say "There is no livekit-server $version in the Go module registry" >&2; exit 1; }
  with_clock "$(official_go "$folder/Dockerfile")"
  verifier "$version" "$(sed -n 's/^\tgithub.com\/livekit\/protocol \(v[^ ]*\).*/\1/p' "$folder/go.mod")"
  server "$version" "$folder"
  compare --release "$version" "${@:2}"
}

# The Go of the official image: its encoding/json writes a part of the answers.
official_go() { # Dockerfile
  local version
  version=$(sed -n 's/^FROM golang:\([0-9.]*[0-9]\).*/\1/p' "$1" | head -n 1)
  case "$version" in
    1.26) version=1.26.8 ;;
    1.*.*) ;;
    *) version=$version.0 ;;
  esac
  say "go$version"
}

# A Go whose programs set their clock back by the seconds in CLOCK_SET_BACK, because the recorded tokens have expired since. Sets GO.
with_clock() { # Go version
  local from own="$PROGRAMS/$1-clock"
  GO=(env GOTOOLCHAIN=local "GOROOT=$own" CGO_ENABLED=0 "$own/bin/go")
  [ -f "$own/src/time/clock_set_back.go" ] && return
  from=$(GOTOOLCHAIN=$1 go env GOROOT)
  rm -rf "$own"
  cp -r "$from" "$own" && chmod -R u+w "$own/src/time"
  sed -i '/^func Now() Time {$/,/^}$/s/^\tsec, nsec, mono := .*$/&\n\tsec -= clockSetBack/' "$own/src/time/time.go"
  grep -q clockSetBack "$own/src/time/time.go" || { say "time.Now of $1 is not as expected" >&2; exit 1; }
  cp tests/oracle/go/clock/set_back.go "$own/src/time/clock_set_back.go"
}

verifier() { # version of livekit-server, and of livekit/protocol
  local mod="$PROGRAMS/verifier-$1.mod"
  say "Building the verifier of livekit/protocol $2, for livekit-server $1"
  cp tests/oracle/go/protocol-v1.53.0.mod "$mod" && cp tests/oracle/go/protocol-v1.53.0.sum "${mod%.mod}.sum"
  go mod edit -require="github.com/livekit/protocol@$2" "$mod"
  "${GO[@]}" -C tests/oracle/go build -mod=mod -modfile="$mod" -trimpath -o "$PROGRAMS/verifier-$1" ./verifier
}

# LiveKit's forks of pion are not in every registry. They concern media alone, so the server is built without them if need be.
server() { # version, folder of its module
  local name="server-$1" copy="$PROGRAMS/source-$1"
  [ -x "$PROGRAMS/$name" ] && return
  say "Building livekit-server $1 (some minutes)"
  build_server "$2" "$name" && return
  say "Again, with pion instead of LiveKit's forks of it"
  rm -rf "$copy" && cp -r "$2" "$copy" && chmod -R u+w "$copy"
  for fork in webrtc/v4 dtls/v3 ice/v4; do go mod edit -dropreplace="github.com/pion/$fork" "$copy/go.mod"; done
  sed -i '/\.EnableSped(/d' "$copy/pkg/rtc/transport.go"
  build_server "$copy" "$name" -mod=mod || say "livekit-server $1 cannot be built here: see ${PROGRAMS#"$PWD/"}/$name.log"
  rm -rf "$copy"
}

build_server() { # folder, name, options…
  "${GO[@]}" -C "$1" build -trimpath -buildvcs=false "${@:3}" -o "$PROGRAMS/$2" ./cmd/server > "$PROGRAMS/$2.log" 2>&1
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
