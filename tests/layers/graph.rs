//! Which file in `src` uses which others, read from `mod`, `use` and paths in code.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A module: the path of names from the root of the crate.
pub type Module = Vec<String>;

/// The files in `src` as modules, and their uses.
pub struct Graph {
    /// The text of each module without comments, strings and tests.
    code: BTreeMap<Module, String>,
    /// The re-exports of a module: the name, and the path of its item.
    exports: BTreeMap<Module, Vec<(String, Module)>>,
}

impl Graph {
    /// Reads all files below a folder.
    pub fn read(root: &Path) -> Self {
        let mut graph = Self {
            code: BTreeMap::new(),
            exports: BTreeMap::new(),
        };
        graph.add(root, &[]);
        let modules: Vec<Module> = graph.code.keys().cloned().collect();
        for module in modules {
            let mut exports = Vec::new();
            for (is_public, path) in uses(&graph.code[&module]) {
                if is_public && let Some(name) = path.last() {
                    exports.push((name.clone(), graph.absolute(&module, &path)));
                }
            }
            graph.exports.insert(module, exports);
        }
        graph
    }

    fn add(&mut self, folder: &Path, module: &[String]) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let mut inner = module.to_vec();
            if path.is_dir() {
                inner.push(name);
                self.add(&path, &inner);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                if name != "mod" && name != "lib" {
                    inner.push(name);
                }
                self.code
                    .insert(inner, code(&fs::read_to_string(&path).unwrap()));
            }
        }
    }

    /// All modules.
    pub fn modules(&self) -> impl Iterator<Item = &Module> {
        self.code.keys()
    }

    /// The modules that a module uses, without its ancestors and itself.
    pub fn used_by(&self, module: &Module) -> BTreeSet<Module> {
        let code = &self.code[module];
        let used = uses(code).into_iter().map(|(_, path)| path);
        used.chain(paths(code))
            .map(|path| self.resolve(&self.absolute(module, &path)))
            .filter(|used| !module.starts_with(used))
            .collect()
    }

    /// A path from the root of the crate; empty if it leads out of the crate.
    fn absolute(&self, module: &Module, path: &[String]) -> Module {
        let (mut at, mut rest) = match path[0].as_str() {
            "crate" => (Vec::new(), &path[1..]),
            "self" => (module.clone(), &path[1..]),
            "super" => (module.clone(), path),
            child => {
                let mut inner = module.clone();
                inner.push(child.to_owned());
                if !self.code.contains_key(&inner) {
                    return Vec::new();
                }
                (module.clone(), path)
            }
        };
        while let [first, inner @ ..] = rest
            && first == "super"
        {
            at.pop();
            rest = inner;
        }
        at.extend_from_slice(rest);
        at
    }

    /// The module with the item at a path; re-exports of other modules are followed.
    fn resolve(&self, path: &[String]) -> Module {
        let mut module = Vec::new();
        for (at, name) in path.iter().enumerate() {
            let mut inner = module.clone();
            inner.push(name.clone());
            if self.code.contains_key(&inner) {
                module = inner;
                continue;
            }
            let exports = self.exports.get(&module).into_iter().flatten();
            let mut exports =
                exports.filter(|(exported, path)| exported == name && !path.is_empty());
            if let Some((_, target)) = exports.next() {
                let mut target = target.clone();
                target.extend_from_slice(&path[at + 1..]);
                return self.resolve(&target);
            }
            break;
        }
        module
    }

    /// Groups of modules that use one another in a circle.
    pub fn circles(&self) -> Vec<Vec<Module>> {
        let used: BTreeMap<&Module, BTreeSet<Module>> = self
            .modules()
            .map(|module| (module, self.used_by(module)))
            .collect();
        let reached: BTreeMap<&Module, BTreeSet<&Module>> = self
            .modules()
            .map(|start| {
                let mut reached = BTreeSet::new();
                let mut open = vec![start];
                while let Some(module) = open.pop() {
                    for next in &used[module] {
                        if reached.insert(next) {
                            open.push(next);
                        }
                    }
                }
                (start, reached)
            })
            .collect();
        let mut circles = BTreeSet::new();
        for (module, others) in &reached {
            let circle: Vec<Module> = others
                .iter()
                .filter(|other| reached[**other].contains(*module))
                .map(|other| (*other).clone())
                .collect();
            if circle.len() > 1 {
                circles.insert(circle);
            }
        }
        circles.into_iter().collect()
    }
}

/// The text without comments, strings, characters, and everything after the first `#[cfg(test)]`.
fn code(source: &str) -> String {
    let mut code = String::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let skipped = if rest.starts_with("#[cfg(test)]\nmod ") {
            break;
        } else if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(raw) = rest.strip_prefix("r#\"").or(rest.strip_prefix("br#\"")) {
            rest.len() - raw.len() + raw.find("\"#").unwrap() + 2
        } else if first == '"' {
            let mut bytes = rest.bytes().enumerate().skip(1);
            let mut end = rest.len();
            while let Some((at, byte)) = bytes.next() {
                match byte {
                    b'\\' => _ = bytes.next(),
                    b'"' => {
                        end = at + 1;
                        break;
                    }
                    _ => {}
                }
            }
            end
        } else if first == '\'' {
            character(rest)
        } else {
            0
        };
        if skipped == 0 {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            code.push(' ');
            rest = &rest[skipped..];
        }
    }
    code
}

/// The length of a character in quotes; 0 if the quote begins a lifetime.
fn character(text: &str) -> usize {
    let mut characters = text.char_indices().skip(1);
    match (characters.next(), characters.next(), characters.next()) {
        (Some((_, '\\')), _, _) => text[3..].find('\'').map_or(0, |at| at + 4),
        (_, Some((at, '\'')), _) => at + 1,
        _ => 0,
    }
}

/// The paths of all `use` items, and whether they are re-exported.
fn uses(code: &str) -> Vec<(bool, Module)> {
    let mut uses = Vec::new();
    for (at, _) in code.match_indices("use ") {
        let before = code[..at].trim_end();
        let starts = before.is_empty() || before.ends_with([';', '}', '{', ']', ')']);
        let starts_public = before.ends_with("pub");
        if !(starts || starts_public) {
            continue;
        }
        let is_public = starts_public || before.ends_with("(super)") || before.ends_with("(crate)");
        let item = &code[at + 4..at + code[at..].find(';').unwrap()];
        let item: String = item.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut paths = Vec::new();
        tree(&item, &[], &mut paths);
        uses.extend(paths.into_iter().map(|path| (is_public, path)));
    }
    uses
}

/// The paths in one tree of a `use` item.
fn tree(text: &str, before: &[String], paths: &mut Vec<Module>) {
    let text = text.trim();
    if let Some((head, group)) = text.split_once('{') {
        let mut path = before.to_vec();
        path.extend(names(head));
        let group = &group[..group.rfind('}').unwrap()];
        let (mut depth, mut start) = (0, 0);
        for (at, byte) in group.bytes().enumerate() {
            match byte {
                b'{' => depth += 1,
                b'}' => depth -= 1,
                b',' if depth == 0 => {
                    tree(&group[start..at], &path, paths);
                    start = at + 1;
                }
                _ => {}
            }
        }
        tree(&group[start..], &path, paths);
    } else if !text.is_empty() {
        let text = text.split(" as ").next().unwrap();
        let mut path = before.to_vec();
        path.extend(names(text));
        if path.len() > 1
            && path
                .last()
                .is_some_and(|last| last == "self" || last == "*")
        {
            path.pop();
        }
        paths.push(path);
    }
}

fn names(path: &str) -> impl Iterator<Item = String> {
    let names = path.split("::").map(str::trim);
    names.filter(|name| !name.is_empty()).map(str::to_owned)
}

/// The paths in code that begin with `crate`, `super` or the name of a child, and the children themselves.
fn paths(code: &str) -> Vec<Module> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut paths: Vec<Module> = Vec::new();
    let mut rest = code;
    let mut previous = ' ';
    while let Some(first) = rest.chars().next() {
        if !is_name(first) {
            previous = first;
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        let mut path = vec![rest[..end].to_owned()];
        rest = &rest[end..];
        while let Some(inner) = rest.strip_prefix("::")
            && let end = inner.find(|c| !is_name(c)).unwrap_or(inner.len())
            && end > 0
        {
            path.push(inner[..end].to_owned());
            rest = &inner[end..];
        }
        if path == ["mod"] && rest.starts_with(' ') {
            let child = rest.trim_start();
            let end = child.find(|c| !is_name(c)).unwrap_or(child.len());
            paths.push(vec![child[..end].to_owned()]);
        } else if path.len() > 1 && previous != ':' {
            paths.push(path);
        }
        previous = ' ';
    }
    paths
}
