//! `livekit-server-sdk` for Ruby.

use super::literal::{Literal, RUBY};
use super::{Missing, Recipe, snake};

/// The grants, their classes and their attributes.
const GRANTS: [(&str, &str, &str); 2] = [
    ("video", "VideoGrant", "video_grant"),
    ("sip", "SIPGrant", "sip_grant"),
];

/// Members of `video` that the class does not have.
const LACKING: [&str; 3] = ["agent", "canSubscribeMetrics", "canManageAgentSession"];

/// The claims with an attribute.
const TEXTS: [&str; 5] = ["identity", "name", "metadata", "sha256", "roomPreset"];

pub fn write(recipe: &Recipe, missing: &mut Missing) -> String {
    let text = |value: &str| RUBY.text(value);
    let mut lines = vec![
        "require \"livekit\"".to_owned(),
        String::new(),
        "token = LiveKit::AccessToken.new(".to_owned(),
        "  api_key: ENV.fetch(\"LIVEKIT_API_KEY\"),".to_owned(),
        "  api_secret: ENV.fetch(\"LIVEKIT_API_SECRET\"),".to_owned(),
        format!("  ttl: {}", recipe.life),
        ")".to_owned(),
    ];
    let texts = recipe.texts(&TEXTS);
    lines.extend(texts.map(|(name, value)| format!("token.{} = {}", snake(name), text(value))));
    let attributes =
        recipe.write_attributes(|name, value| format!("{} => {}", text(name), text(value)));
    lines.extend(attributes.map(|pairs| format!("token.attributes = {{ {pairs} }}")));
    for (name, class, attribute) in GRANTS {
        let Some(members) = recipe.grant_without(name, &LACKING, missing) else {
            continue;
        };
        let arguments: Vec<String> = members
            .into_iter()
            .map(|(member, value)| format!("{member}: {}", literal(value)))
            .collect();
        lines.push(format!(
            "token.{attribute} = LiveKit::{class}.new({})",
            arguments.join(", ")
        ));
    }
    missing.extend(recipe.grants_except(&GRANTS.map(|(name, ..)| name)));
    missing.extend(recipe.texts(&["kind"]).map(|(name, _)| name.to_owned()));
    if let Some(config) = &recipe.room_config {
        lines.push(format!(
            "token.room_config = LiveKit::Proto::RoomConfiguration.decode_json({})",
            text(config)
        ));
    }
    lines.push("jwt = token.to_jwt".to_owned());
    lines.join("\n")
}

fn literal(value: &Literal) -> String {
    match value {
        Literal::Flag(flag) => RUBY.flag(*flag).to_owned(),
        Literal::Text(text) => RUBY.text(text),
        Literal::List(texts) => format!("[{}]", RUBY.texts(texts)),
    }
}
