//! The pipeline goes one way: a stage uses only stages before it in `lib.rs`, no files use one another in a circle, and the
//! README shows the stages in that order.

mod graph;

use std::fs;
use std::path::Path;

use graph::{Graph, Module};

/// All Rust files below a folder, with their texts.
fn sources(folder: &Path) -> Vec<(String, String)> {
    let mut sources = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources.extend(self::sources(&path));
        } else {
            sources.push((
                path.display().to_string(),
                fs::read_to_string(&path).unwrap(),
            ));
        }
    }
    sources
}

/// The public modules in the order of `lib.rs`: the stages, and the JavaScript interface.
fn public_modules(root: &Path) -> Vec<String> {
    let contents = fs::read_to_string(root.join("lib.rs")).unwrap();
    contents
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect()
}

/// The stages in the order of `lib.rs`.
fn stages(root: &Path) -> Vec<String> {
    let mut stages = public_modules(root);
    // The JavaScript interface is a file, and may use everything.
    stages.retain(|stage| stage != "wasm");
    assert!(stages.len() > 6, "{stages:?}");
    stages
}

/// The modules in the README's picture: the first word of each of its rows.
fn pictured(readme: &str) -> Vec<&str> {
    let (_, section) = readme.split_once("\n## Architecture\n").unwrap();
    let (_, picture) = section.split_once("```text\n").unwrap();
    let (picture, _) = picture.split_once("\n```").unwrap();
    let rows = picture.lines().filter(|line| line.contains('→'));
    rows.filter_map(|row| row.split_whitespace().next())
        .collect()
}

#[test]
fn the_picture_in_the_readme_shows_the_stages_in_their_order() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    assert_eq!(pictured(&readme), public_modules(&root.join("src")));
}

#[test]
fn each_stage_uses_only_stages_before_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let stages = stages(&root);
    let graph = Graph::read(&root);
    let place = |module: &Module| {
        stages
            .iter()
            .position(|stage| Some(stage) == module.first())
    };
    for module in graph.modules() {
        for used in graph.used_by(module) {
            if let (Some(own), Some(of_used)) = (place(module), place(&used)) {
                assert!(
                    of_used <= own,
                    "{} uses {}, whose stage comes later in lib.rs",
                    module.join("::"),
                    used.join("::")
                );
            }
        }
    }
}

/// Files that use one another in a circle, each with the reason.
const CIRCLES: [(&[&str], &str); 1] = [(
    &["paste::setting::name", "paste::setting::value"],
    "there is no tokenizer below the two yet",
)];

/// A file may use its parent, which has the code that its children share.
#[test]
fn no_files_use_one_another_in_a_circle() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let circles: Vec<Vec<String>> = (Graph::read(&root).circles().iter())
        .map(|circle| circle.iter().map(|module| module.join("::")).collect())
        .collect();
    let known: Vec<&[&str]> = CIRCLES.iter().map(|(circle, _)| *circle).collect();
    for circle in &circles {
        assert!(known.iter().any(|known| *known == circle), "{circle:?}");
    }
    for known in known {
        let is_there = circles.iter().any(|circle| circle == known);
        assert!(
            is_there,
            "{known:?} is no circle any more: take it off the list"
        );
    }
}

#[test]
fn the_core_is_pure() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (path, source) in sources(&root)
        .iter()
        // The JavaScript interface, and the test that writes the generated files.
        .filter(|(path, _)| !path.ends_with("wasm.rs") && !path.ends_with("generated.rs"))
    {
        for impure in [
            "SystemTime",
            "Instant::now",
            "web_sys",
            "js_sys",
            "wasm_bindgen",
            "std::net",
            "std::fs",
            "std::env",
            "getrandom",
        ] {
            // `signature.rs` and others may mention them; a use needs a path.
            assert!(
                !source.contains(&format!("{impure}::"))
                    && !source.contains(&format!("use {impure}")),
                "{path}: {impure}"
            );
        }
    }
}
