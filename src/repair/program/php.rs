//! `agence104/livekit-server-sdk` for PHP.

use super::literal::{Literal, PHP};
use super::recipe::Member;
use super::{Missing, Recipe, each, pascal};

/// The grants, their classes and their methods.
const GRANTS: [(&str, &str, &str); 2] = [
    ("video", "VideoGrant", "setGrant"),
    ("sip", "SIPGrant", "setSipGrant"),
];

/// Members of `video` that the class does not have.
const LACKING: [&str; 2] = ["agent", "canManageAgentSession"];

pub fn write(recipe: &Recipe, missing: &mut Missing) -> String {
    let text = |value: &str| PHP.text(value);
    let mut options = Vec::new();
    for (method, value) in [
        ("setIdentity", &recipe.identity),
        ("setName", &recipe.name),
        ("setMetadata", &recipe.metadata),
    ] {
        options.extend(
            value
                .as_ref()
                .map(|value| format!("{method}({})", text(value))),
        );
    }
    options.push(format!("setTtl({})", recipe.life));
    let mut classes = vec!["AccessToken", "AccessTokenOptions"];
    let mut calls = Vec::new();
    if !recipe.attributes.is_empty() {
        let pairs = recipe.attributes.iter();
        let pairs = pairs.map(|(name, value)| format!("{} => {}", text(name), text(value)));
        calls.push(format!(
            "setAttributes([{}])",
            pairs.collect::<Vec<_>>().join(", ")
        ));
    }
    if let Some(sha256) = &recipe.sha256 {
        calls.push(format!("setSha256({})", text(sha256)));
    }
    for (name, class, method) in GRANTS {
        let Some(members) = recipe.grant(name) else {
            continue;
        };
        let (lacking, members): (Vec<&Member>, Vec<&Member>) = members
            .iter()
            .partition(|(member, _)| LACKING.contains(member));
        missing.extend(lacking.iter().map(|(member, _)| format!("{name}.{member}")));
        classes.push(class);
        let setters: String = members.into_iter().map(setter).collect();
        calls.push(format!("{method}((new {class}()){setters})"));
    }
    missing.extend(recipe.grants_except(&GRANTS.map(|(name, ..)| name)));
    for (name, value) in [
        ("kind", &recipe.kind),
        ("roomPreset", &recipe.room_preset),
        ("roomConfig", &recipe.room_config),
    ] {
        missing.extend(value.as_ref().map(|_| name.to_owned()));
    }
    let classes: Vec<String> = classes.into_iter().map(str::to_owned).collect();
    let uses = each("use Agence104\\LiveKit\\", &classes, ";\n");
    let options = each("\n    ->", &options, "");
    let calls = each("\n    ->", &calls, "");
    format!(
        "{uses}\n$options = (new AccessTokenOptions()){options};\n\
         $token = (new AccessToken(getenv('LIVEKIT_API_KEY'), getenv('LIVEKIT_API_SECRET')))\n    ->init($options){calls}\n    ->toJwt();"
    )
}

fn setter((name, value): &Member) -> String {
    let method = if *name == "room" {
        "RoomName".to_owned()
    } else {
        pascal(name)
    };
    let value = match value {
        Literal::Flag(flag) => PHP.flag(*flag).to_owned(),
        Literal::Text(text) => PHP.text(text),
        Literal::List(texts) => format!("[{}]", PHP.texts(texts)),
    };
    format!("->set{method}({value})")
}
