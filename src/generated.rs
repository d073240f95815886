//! Writes the files that the build derives from the core into `target/generated/`: the TypeScript types of the report,
//! and the catalogues of findings and of services, from which the pages about them are made.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use strum::{EnumMessage, IntoEnumIterator};
use ts_rs::{Config, TS, TypeVisitor};

use crate::file::{Overview, Vanished};
use crate::finding::{Entry, KNOWN, entries};
use crate::repair::panel::{DevelopmentPair, Panel};
use crate::report::Report;
use crate::service::{Service, claim, opaque};

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

fn write(name: &str, text: &str) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/generated");
    fs::create_dir_all(&folder).expect("target/ can be written");
    fs::write(folder.join(name), text).expect("target/generated/ can be written");
}

#[test]
fn types_of_the_report() {
    let mut declarations = Declarations(BTreeMap::new());
    declarations.visit::<Report>();
    declarations.visit::<Overview>();
    declarations.visit::<Vanished>();
    let mut names: Vec<_> = entries().map(|entry| entry.code.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert!(names.len() > 100);
    let names = names.join("\"\n  | \"");
    let code =
        format!("\n/** The stable name of a finding. */\nexport type Code =\n  | \"{names}\";\n");
    declarations.0.insert("Code".to_owned(), code);
    let head = "// Derived from the structs in src/report and src/file.\n".to_owned();
    let types = (declarations.0.values()).fold(head, |all, one| all + one);
    write("report.d.ts", &types);
}

#[test]
fn types_of_the_form() {
    let mut declarations = Declarations(BTreeMap::new());
    declarations.visit::<Report>();
    let of_report: Vec<String> = declarations.0.keys().cloned().collect();
    declarations.visit::<Panel>();
    declarations.visit::<DevelopmentPair>();
    declarations.0.retain(|name, _| !of_report.contains(name));
    let head = "// Derived from the structs in src/repair.\nimport type { Part } from \"./report.d.ts\";\n";
    let types = (declarations.0.values()).fold(head.to_owned(), |all, one| all + one);
    write("form.d.ts", &types);
}

#[test]
fn catalogue_of_findings() {
    let findings: Vec<Value> = entries().map(finding).collect();
    write("catalogue.json", &Value::Array(findings).to_string());
}

fn finding(Entry { code, doc }: Entry) -> Value {
    let known = KNOWN.into_iter().flatten().find(|known| known.code == code);
    let texts = known.map_or(&[][..], |known| known.texts);
    let why = paragraph(doc, "**Why**");
    assert!(why.is_some(), "{} says why", code.name());
    json!({
        "code": code,
        "texts": texts.iter().map(|text| text.words()).collect::<Vec<_>>(),
        "why": why,
        "source": paragraph(doc, "**Source**"),
    })
}

#[test]
fn services() {
    let services = Service::iter().filter(|service| *service != Service::Livekit);
    let services: Vec<Value> = services.map(service).collect();
    write("services.json", &Value::Array(services).to_string());
}

fn service(service: Service) -> Value {
    let source = service.get_documentation();
    assert!(source.is_some(), "{} names its source", service.name());
    json!({
        "id": service.id(),
        "name": service.name(),
        "claims": claim::own(service).collect::<Vec<_>>(),
        "credentials": opaque::beginnings(service).collect::<Vec<_>>(),
        "source": source,
    })
}

/// The paragraph with this title, without line ends.
fn paragraph(doc: &str, title: &str) -> Option<String> {
    let mut paragraphs = doc.split("\n\n").map(str::trim);
    let text = paragraphs.find_map(|paragraph| paragraph.strip_prefix(title))?;
    let words: Vec<_> = text.split_ascii_whitespace().collect();
    Some(words.join(" "))
}
