#!/usr/bin/env bash
# Runs the code that the core writes for each SDK, with the SDKs as their registries have them, and compares the tokens that it makes with ours.
# Node, Python, Go, Rust, Java and Kotlin are run. Ruby, PHP and .NET, whose registries not every machine reaches, run with stand-ins of their
# classes. What needs a download is kept in target/sdk/.
set -euo pipefail
cd "$(dirname "$0")/../.."

TARGET=${CARGO_TARGET_DIR:-$PWD/target}
SDKS=$TARGET/sdk
SOURCES=$PWD/tests/sdk
export LIVEKIT_API_KEY=APItestkey12345 LIVEKIT_API_SECRET=FAKEsecretFAKEsecretFAKEsecretFAKEsecretFAKE1234

main() {
  rm -rf "$SDKS/code" && mkdir -p "$SDKS/code"
  cargo run --quiet --locked --example programs write "$SDKS/code"
  node_code; python_code; go_code; rust_code; java_code; kotlin_code
  ruby_code; php_code; dotnet_code
  cargo run --quiet --locked --example programs check "$SDKS/code"
}

node_code() {
  install node package-lock.json npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
  local language
  for language in Node jose; do node "$SDKS/node/run.mjs" "$SDKS/code/$language" > "$SDKS/code/$language/tokens"; done
}

python_code() {
  install python requirements.txt python3 -m pip install --quiet --root-user-action=ignore --require-hashes --target lib --requirement requirements.txt
  local language
  for language in Python PyJWT; do PYTHONPATH=$SDKS/python/lib python3 "$SDKS/python/run.py" "$SDKS/code/$language" > "$SDKS/code/$language/tokens"; done
}

go_code() {
  local folder=$SDKS/go code=$SDKS/code/Go file name
  rm -rf "$folder" && mkdir -p "$folder"
  # The oracle has the same package.
  cp tests/oracle/go/protocol-v1.53.0.mod "$folder/go.mod" && cp tests/oracle/go/protocol-v1.53.0.sum "$folder/go.sum"
  for file in "$code"/*.txt; do
    name=$(basename "$file" .txt)
    { echo "package main"; sed "s/func makeToken()/func $name()/" "$file"; } > "$folder/$name.go"
  done
  {
    printf 'package main\n\nimport "fmt"\n\nfunc main() {\n\tfor name, make := range map[string]func() (string, error){\n'
    for file in "$code"/*.txt; do name=$(basename "$file" .txt); printf '\t\t"%s": %s,\n' "$name" "$name"; done
    printf '\t} {\n\t\ttoken, err := make()\n\t\tif err != nil {\n\t\t\tpanic(err)\n\t\t}\n\t\tfmt.Printf("%%s\\t%%s\\n", name, token)\n\t}\n}\n'
  } > "$folder/main.go"
  GOFLAGS="${GOFLAGS:-} -mod=readonly" go -C "$folder" build -trimpath -o "$SDKS/go-tokens" . && "$SDKS/go-tokens" > "$code/tokens"
}

rust_code() {
  local folder=$SDKS/rust code=$SDKS/code/Rust file name
  mkdir -p "$folder/src" && rm -f "$folder"/src/* && cp "$SOURCES"/rust/Cargo.{toml,lock} "$folder"
  for file in "$code"/*.txt; do
    sed 's/^fn make_token/pub fn make_token/' "$file" > "$folder/src/$(basename "$file" .txt).rs"
  done
  {
    for file in "$code"/*.txt; do echo "mod $(basename "$file" .txt);"; done
    echo "fn main() {"
    for file in "$code"/*.txt; do name=$(basename "$file" .txt); echo "    println!(\"$name\\t{}\", $name::make_token().unwrap());"; done
    echo "}"
  } > "$folder/src/main.rs"
  CARGO_TARGET_DIR=$folder/target cargo run --quiet --locked --manifest-path "$folder/Cargo.toml" > "$code/tokens"
}

java_code() {
  local code=$SDKS/java/src
  jvm_sources java Java java 'class %s { static String make() throws Exception {\n' 'return jwt; } }\n' \
    'class Main { public static void main(String[] none) throws Exception {\n' 'System.out.println("%s\\t" + %s.make());\n' '} }\n'
  javac -encoding UTF-8 -nowarn -cp "$SDKS/java/lib/*" -d "$code/classes" "$code"/*.java
  java -cp "$code/classes:$SDKS/java/lib/*" Main > "$SDKS/code/Java/tokens"
}

# With the classes that Java has.
kotlin_code() {
  local code=$SDKS/kotlin/src
  jvm_sources kotlin Kotlin kt 'fun %s(): String {\n' '\nreturn jwt }\n' 'fun main() {\n' 'println("%s\\t" + %s())\n' '}\n'
  java -cp "$SDKS/kotlin/lib/*" org.jetbrains.kotlin.cli.jvm.K2JVMCompiler -no-stdlib -no-reflect -nowarn \
    -cp "$(printf '%s:' "$SDKS"/java/lib/*.jar)" -d "$code/classes" "$code"/*.kt
  java -cp "$code/classes:$SDKS/java/lib/*" MainKt > "$SDKS/code/Kotlin/tokens"
}

# Installs a compiler or SDK, and writes a file for each program and one that runs all. What is around the code are formats of `printf`.
jvm_sources() { # runner, language, ending of files; before and behind a program; before, for each (its name twice) and behind the calls
  local runner=$1 code=$SDKS/code/$2 ending=$3 folder=$SDKS/$1/src file name
  shift 3
  install "$runner" pom.xml mvn --quiet --batch-mode dependency:copy-dependencies -DoutputDirectory=lib
  (cd "$SDKS/$runner/lib" && sha256sum --check --quiet ../SHA256SUMS)
  rm -rf "$folder" && mkdir -p "$folder"
  # The formats are arguments of this function.
  # shellcheck disable=SC2059
  for file in "$code"/*.txt; do
    name=$(basename "$file" .txt)
    { grep '^import ' "$file"; printf "$1" "$name"; grep -v '^import ' "$file"; printf "$2"; } > "$folder/$name.$ending"
  done
  # shellcheck disable=SC2059
  {
    printf "$3"
    for file in "$code"/*.txt; do name=$(basename "$file" .txt); printf "$4" "$name" "$name"; done
    printf "$5"
  } > "$folder/Main.$ending"
}

ruby_code() { ruby "$SOURCES/stubs/run.rb" "$SDKS/code/Ruby" > "$SDKS/code/Ruby/tokens"; }

php_code() { php "$SOURCES/stubs/run.php" "$SDKS/code/PHP" > "$SDKS/code/PHP/tokens"; }

dotnet_code() {
  local folder=$SDKS/dotnet code=$SDKS/code/NET file name
  rm -rf "$folder" && mkdir -p "$folder"
  for file in "$code"/*.txt; do
    name=$(basename "$file" .txt)
    {
      grep '^using ' "$file"
      echo "static class $name { public static string Make() {"
      grep -v '^using ' "$file"
      printf '\nreturn token; } }\n'
    } > "$folder/$name.cs"
  done
  {
    echo "static class Program { static void Main() {"
    echo "System.Console.OutputEncoding = new System.Text.UTF8Encoding(false);"
    for file in "$code"/*.txt; do name=$(basename "$file" .txt); echo "System.Console.WriteLine(\"$name\\t\" + $name.Make());"; done
    echo "} }"
  } > "$folder/Program.cs"
  mcs -nologo -warn:0 -out:"$folder/programs.exe" "$SOURCES/stubs/livekit.cs" "$folder"/*.cs
  mono "$folder/programs.exe" > "$code/tokens"
}

# Copies the sources of a runner, and installs its SDK unless this very list is installed.
install() { # folder, list of packages, command…
  local folder=$SDKS/$1 list=$2 name=$1
  shift 2
  mkdir -p "$folder" && cp "$SOURCES/$name"/* "$folder"
  cmp -s "$folder/$list" "$folder/installed" && return
  echo "Installing the SDK for $name"
  (cd "$folder" && "$@") && cp "$folder/$list" "$folder/installed"
}

main "$@"
