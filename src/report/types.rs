//! Writes the TypeScript types of the npm package, and fails if `www/report.d.ts` differs from the structs.

use std::collections::BTreeMap;

use ts_rs::{Config, TS, TypeVisitor};

use super::Report;
use crate::finding;

/// The declarations by the names of their types, because the order in which types are visited differs from build to
/// build.
struct Declarations(BTreeMap<String, String>);

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Only our own types have an output path.
        if T::output_path().is_none() {
            return;
        }
        let config = Config::default();
        let docs = T::docs().unwrap_or_default();
        let declaration = format!("\n{docs}export {}\n", T::decl(&config));
        if self.0.insert(T::ident(&config), declaration).is_none() {
            T::visit_dependencies(self);
        }
    }
}

#[test]
fn the_types_of_the_npm_package_match_the_report() {
    let mut declarations = Declarations(BTreeMap::new());
    declarations.visit::<Report>();
    let mut names: Vec<_> = finding::entries().map(|entry| entry.code.name()).collect();
    names.sort_unstable();
    names.dedup();
    let names = names.join("\"\n  | \"");
    let code =
        format!("\n/** The stable name of a finding. */\nexport type Code =\n  | \"{names}\";\n");
    declarations.0.insert("Code".to_owned(), code);
    let head =
        "// Derived from the structs in src/report: `WHY401_WRITE=1 cargo test types` writes it.\n";
    let types = declarations
        .0
        .values()
        .fold(head.to_owned(), |all, one| all + one);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/www/report.d.ts");
    if std::env::var_os("WHY401_WRITE").is_some() {
        std::fs::write(path, &types).expect("www/ can be written");
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == types,
        "www/report.d.ts is stale: run `WHY401_WRITE=1 cargo test types`"
    );
}
