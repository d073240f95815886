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
    let texts = recipe.texts(&["identity", "name", "metadata"]);
    let texts = texts.map(|(name, value)| format!("set{}({})", pascal(name), text(value)));
    let mut options: Vec<String> = texts.collect();
    options.push(format!("setTtl({})", recipe.life));
    let mut classes = vec!["AccessToken", "AccessTokenOptions"];
    let attributes =
        recipe.write_attributes(|name, value| format!("{} => {}", text(name), text(value)));
    let attributes = attributes.map(|pairs| format!("setAttributes([{pairs}])"));
    let sha256 = recipe.text("sha256");
    let sha256 = sha256.map(|sha256| format!("setSha256({})", text(sha256)));
    let mut calls: Vec<String> = attributes.into_iter().chain(sha256).collect();
    for (name, class, method) in GRANTS {
        let Some(members) = recipe.grant_without(name, &LACKING, missing) else {
            continue;
        };
        classes.push(class);
        let setters: String = members.into_iter().map(setter).collect();
        calls.push(format!("{method}((new {class}()){setters})"));
    }
    missing.extend(recipe.grants_except(&GRANTS.map(|(name, ..)| name)));
    let texts = recipe.texts(&["kind", "roomPreset"]);
    missing.extend(texts.map(|(name, _)| name.to_owned()));
    missing.extend(recipe.room_config.as_ref().map(|_| "roomConfig".to_owned()));
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
