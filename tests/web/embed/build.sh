#!/usr/bin/env bash
# Builds the sites of docs that hold the page, each by its own tool at the version that its lock file says: target/embed/NAME/site/.
# A site is built again when its folder changes. mdBook must be on the PATH.
set -euo pipefail
cd "$(dirname "$0")"
ROOT=$(cd ../../.. && pwd)
OUT="$ROOT/target/embed"

main() {
  local site stamp
  for site in mkdocs sphinx mdbook docusaurus vitepress storybook plain; do
    stamp=$(cat build.sh "$ROOT/dist/embed.js" $(find $site -type f | sort) | sha256sum)
    if [ "$stamp" != "$(cat "$OUT/$site/stamp" 2> /dev/null)" ]; then
      printf 'Building the docs of %s\n' "$site"
      rm -rf "${OUT:?}/$site/work" "$OUT/$site/site" "$OUT/$site/stamp"
      mkdir -p "$OUT/$site"
      cp -r $site "$OUT/$site/work"
      (cd "$OUT/$site/work" && $site > "$OUT/$site/log" 2>&1) || { cat "$OUT/$site/log"; exit 1; }
      printf '%s\n' "$stamp" > "$OUT/$site/stamp"
    fi
    # The page itself changes with each build of it; to the tools it is a file to copy.
    find "$OUT/$site/site" -name why401.html -exec cp "$ROOT/dist/why401.html" {} +
  done
}

# Each puts the two files where its users would. (`set -e` has no effect before `||`, hence the `&&`.)
mkdocs() { both docs && python requirements.txt mkdocs build --quiet --strict --site-dir "$PWD/../site"; }

sphinx() { both _static && python requirements.txt sphinx-build -q -W . ../site; }

mdbook() { both . && mv why401.html src && command mdbook build --dest-dir ../site; }

docusaurus() { both static && modules && npx docusaurus build --out-dir ../site; }

vitepress() { both docs/public && modules && npx vitepress build docs --outDir "$PWD/../site"; }

storybook() { both static && modules && npx storybook build --quiet --output-dir ../site; }

plain() { both . && cp -r . ../site; }

both() { # folder
  mkdir -p "$1" && cp "$ROOT/dist/why401.html" "$ROOT/dist/embed.js" "$1"
}

python() { # requirements, command…
  local environment
  environment=../python-$(sha256sum < "$1" | cut -c1-12)
  [ -x "$environment/bin/$2" ] || {
    python3 -m venv "$environment" &&
    "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$1"
  } && "$environment/bin/$2" "${@:3}"
}

# The packages stay when the site is built again.
modules() {
  local kept
  kept=../npm-$(sha256sum < package-lock.json | cut -c1-12)
  [ -d "$kept/node_modules" ] || {
    mkdir -p "$kept" && cp package.json package-lock.json "$kept" &&
      (cd "$kept" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) || { rm -rf "$kept"; return 1; }
  } && ln -s "$kept/node_modules" node_modules
}

main
