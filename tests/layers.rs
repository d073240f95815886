//! The pipeline goes one way: a stage uses only stages that stand before it in `lib.rs`.

use std::fs;
use std::path::Path;

/// All Rust files below a folder, as one text each.
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

#[test]
fn each_stage_uses_only_stages_before_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let contents = fs::read_to_string(root.join("lib.rs")).unwrap();
    let stages: Vec<&str> = contents
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        // The door is a file, and may use everything.
        .filter(|stage| *stage != "wasm")
        .collect();
    assert!(stages.len() > 6, "{stages:?}");
    for (at, stage) in stages.iter().enumerate() {
        for (path, source) in sources(&root.join(stage)) {
            for later in &stages[at + 1..] {
                let uses = source.contains(&format!("crate::{later}::"))
                    || source.contains(&format!("crate::{later};"));
                assert!(
                    !uses,
                    "{path} uses {later}, which stands below {stage} in lib.rs"
                );
            }
        }
    }
}

#[test]
fn the_core_is_pure() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (path, source) in sources(&root)
        .iter()
        // The door, and the test that writes the TypeScript types.
        .filter(|(path, _)| !path.ends_with("wasm.rs") && !path.ends_with("types.rs"))
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
            // `signature.rs` and others may speak of them; using them needs a path.
            assert!(
                !source.contains(&format!("{impure}::"))
                    && !source.contains(&format!("use {impure}")),
                "{path}: {impure}"
            );
        }
    }
}
