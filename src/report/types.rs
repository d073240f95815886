//! Writes the TypeScript types of the npm package, and fails where `www/report.d.ts` is not what the structs say.

use std::collections::HashSet;
use std::fmt::Write;

use ts_rs::{Config, TS, TypeVisitor};

use super::Report;

/// Collects declarations, each type after those that use it.
struct Declarations {
    seen: HashSet<String>,
    text: String,
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Only our own types have a file of their own.
        if T::output_path().is_some() && self.seen.insert(T::ident(&Config::default())) {
            self.add::<T>();
        }
    }
}

impl Declarations {
    fn add<T: TS + 'static + ?Sized>(&mut self) {
        let docs = T::docs().unwrap_or_default();
        let declaration = T::decl(&Config::default());
        write!(self.text, "\n{docs}export {declaration}\n").expect("a string takes everything");
        T::visit_dependencies(self);
    }
}

#[test]
fn the_types_of_the_npm_package_are_those_of_the_report() {
    let mut declarations = Declarations {
        seen: HashSet::from(["Report".to_owned()]),
        text: String::from(
            "// Derived from the structs in src/report: `WHY401_WRITE=1 cargo test types` writes it.\n",
        ),
    };
    declarations.add::<Report>();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/www/report.d.ts");
    if std::env::var_os("WHY401_WRITE").is_some() {
        std::fs::write(path, &declarations.text).expect("www/ can be written");
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == declarations.text,
        "www/report.d.ts is stale: run `WHY401_WRITE=1 cargo test types`"
    );
}
