//! Code that makes a token: with each SDK, and with plain JWT libraries.
//!
//! The code reads key and secret from the environment, where every LiveKit SDK looks for them, and never has their values. What an SDK
//! cannot set is named in a comment.
//!
//! Checked with livekit-server-sdk 2.19 for Node, livekit-api 1.2 for Python, livekit/protocol 1.53 for Go, livekit-api 0.10 for Rust and
//! livekit-server 0.13 for Kotlin and Java; for Ruby, PHP and .NET with stand-ins that were written after their sources.

mod dotnet;
mod go;
mod jvm;
mod literal;
mod node;
mod php;
mod plain;
mod python;
mod recipe;
mod ruby;
mod rust;

use serde::Serialize;

use crate::livekit::sdk::Sdk;
use crate::text::json::Value;

use literal::Literal;
pub use recipe::Recipe;

/// Code that makes a token, with one SDK or library.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Program {
    /// The SDK or library, such as `Node`.
    pub sdk: &'static str,
    /// The package, such as `livekit-server-sdk`.
    pub package: &'static str,
    /// The code.
    pub text: String,
}

/// A generator for one SDK.
struct Generator {
    sdk: &'static str,
    package: &'static str,
    /// What begins a comment.
    comment: &'static str,
    write: fn(&Recipe, &mut Missing) -> String,
}

/// The claims that an SDK cannot set.
type Missing = Vec<String>;

const GENERATORS: [Generator; 11] = [
    generator("Node", "livekit-server-sdk", "//", node::write),
    generator("Python", "livekit-api", "#", python::write),
    generator("Go", "github.com/livekit/protocol", "//", go::write),
    generator("Ruby", "livekit-server-sdk", "#", ruby::write),
    generator("Rust", "livekit-api", "//", rust::write),
    generator("PHP", "agence104/livekit-server-sdk", "//", php::write),
    generator("Kotlin", "io.livekit:livekit-server", "//", jvm::kotlin),
    generator("Java", "io.livekit:livekit-server", "//", jvm::java),
    generator(".NET", "Livekit.Server.Sdk.Dotnet", "//", dotnet::write),
    generator("jose", "jose", "//", plain::jose),
    generator("PyJWT", "PyJWT", "#", plain::pyjwt),
];

const fn generator(
    sdk: &'static str,
    package: &'static str,
    comment: &'static str,
    write: fn(&Recipe, &mut Missing) -> String,
) -> Generator {
    Generator {
        sdk,
        package,
        comment,
        write,
    }
}

/// The code for a claims set that lives for so many seconds, for every SDK. `hide` replaces secrets in texts.
pub fn all(claims: Value, life: f64, hide: &dyn Fn(&str) -> String) -> Vec<Program> {
    let recipe = Recipe::new(claims, life, hide);
    let programs = GENERATORS.iter().map(|generator| {
        let mut missing = recipe.unknown.clone();
        let mut text = (generator.write)(&recipe, &mut missing);
        if generator.package != generator.sdk && !missing.is_empty() {
            let names = missing.join(", ");
            text = format!("{} This SDK cannot set: {names}\n{text}", generator.comment);
        }
        Program {
            sdk: generator.sdk,
            package: generator.package,
            text,
        }
    });
    programs.collect()
}

/// The name of the code for the users of an SDK.
pub fn name(sdk: Sdk) -> &'static str {
    match sdk {
        Sdk::Node => "Node",
        Sdk::Python => "Python",
        Sdk::Rust => "Rust",
        Sdk::Go => "Go",
        Sdk::Kotlin => "Kotlin",
        Sdk::Ruby => "Ruby",
        Sdk::Php => "PHP",
    }
}

/// The items with the same text before and after each.
fn each(before: &str, items: &[String], after: &str) -> String {
    let items = items.iter().map(String::as_str);
    items.flat_map(|item| [before, item, after]).collect()
}

/// A name such as `roomJoin` as `room_join`.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    for character in name.chars() {
        if character.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(character.to_ascii_lowercase());
    }
    snake
}

/// A name such as `roomJoin` as `RoomJoin`.
fn pascal(name: &str) -> String {
    let mut pascal = name.to_owned();
    if let Some(first) = pascal.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    pascal
}
