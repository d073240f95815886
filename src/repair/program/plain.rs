//! JWT libraries without a LiveKit SDK: they can make any token.

use crate::text::json::{Document, Kind, Value, lossy};

use super::literal::{C_LIKE, PYTHON, Style};
use super::{Missing, Recipe};

/// `jose` for JavaScript.
pub fn jose(recipe: &Recipe, missing: &mut Missing) -> String {
    missing.clear();
    let claims = claims(C_LIKE, recipe, "  ", "process.env.LIVEKIT_API_KEY");
    format!(
        "import {{ SignJWT }} from \"jose\"\n\nconst now = Math.floor(Date.now() / 1000)\nconst token = await new SignJWT({{\n{claims}\n}})\n  \
         .setProtectedHeader({{ alg: \"HS256\", typ: \"JWT\" }})\n  \
         .sign(new TextEncoder().encode(process.env.LIVEKIT_API_SECRET))"
    )
}

/// `PyJWT` for Python.
pub fn pyjwt(recipe: &Recipe, missing: &mut Missing) -> String {
    missing.clear();
    let claims = claims(PYTHON, recipe, "    ", "os.environ[\"LIVEKIT_API_KEY\"]");
    format!(
        "import os\nimport time\n\nimport jwt\n\nnow = int(time.time())\nclaims = {{\n{claims}\n}}\n\
         token = jwt.encode(claims, os.environ[\"LIVEKIT_API_SECRET\"], algorithm=\"HS256\")"
    )
}

fn claims(style: Style, recipe: &Recipe, indent: &str, key: &str) -> String {
    let own = recipe.claims.iter();
    let own = own.map(|(name, json)| format!("{}: {}", style.text(name), object(style, json)));
    let issued = recipe
        .has_iat
        .then(|| format!("{}: now", style.text("iat")));
    let times = [
        format!("{}: {key}", style.text("iss")),
        format!("{}: now", style.text("nbf")),
        format!("{}: now + {}", style.text("exp"), recipe.life),
    ];
    let lines = own.chain(times).chain(issued);
    let lines: Vec<String> = lines.map(|line| format!("{indent}{line},")).collect();
    lines.join("\n")
}

/// JSON as a literal of a language whose objects and lists look like those of JSON.
pub fn object(style: Style, json: &str) -> String {
    let document = Document::read(json.as_bytes().to_vec());
    let root = document.as_ref().ok().and_then(Document::root);
    root.map_or_else(|| style.null().to_owned(), |root| value(style, root))
}

fn value(style: Style, json: Value) -> String {
    match json.kind() {
        Kind::Object => {
            let members = json.members().map(|(name, inner)| {
                let name = name.string().unwrap_or_default();
                format!("{}: {}", style.text(&name), value(style, inner))
            });
            let members: Vec<String> = members.collect();
            if members.is_empty() {
                "{}".to_owned()
            } else {
                format!("{{ {} }}", members.join(", "))
            }
        }
        Kind::Array => {
            let elements: Vec<String> = json.elements().map(|inner| value(style, inner)).collect();
            format!("[{}]", elements.join(", "))
        }
        Kind::String => style.text(&json.string().unwrap_or_default()),
        Kind::Null => style.null().to_owned(),
        _ => match json.boolean() {
            Some(flag) => style.flag(flag).to_owned(),
            None => lossy(json.source()).into_owned(),
        },
    }
}
