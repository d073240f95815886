//! `livekit-server-sdk` for Ruby.

use super::literal::{Literal, RUBY};
use super::recipe::Member;
use super::{Missing, Recipe};

/// The grants, their classes and their attributes.
const GRANTS: [(&str, &str, &str); 2] = [
    ("video", "VideoGrant", "video_grant"),
    ("sip", "SIPGrant", "sip_grant"),
];

/// Members of `video` that the class does not have.
const LACKING: [&str; 3] = ["agent", "canSubscribeMetrics", "canManageAgentSession"];

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
    for (name, value) in [
        ("identity", &recipe.identity),
        ("name", &recipe.name),
        ("metadata", &recipe.metadata),
        ("sha256", &recipe.sha256),
        ("room_preset", &recipe.room_preset),
    ] {
        lines.extend(
            value
                .as_ref()
                .map(|value| format!("token.{name} = {}", text(value))),
        );
    }
    if !recipe.attributes.is_empty() {
        let pairs = recipe.attributes.iter();
        let pairs = pairs.map(|(name, value)| format!("{} => {}", text(name), text(value)));
        lines.push(format!(
            "token.attributes = {{ {} }}",
            pairs.collect::<Vec<_>>().join(", ")
        ));
    }
    for (name, class, attribute) in GRANTS {
        let Some(members) = recipe.grant(name) else {
            continue;
        };
        let (lacking, members): (Vec<&Member>, Vec<&Member>) = members
            .iter()
            .partition(|(member, _)| LACKING.contains(member));
        missing.extend(lacking.iter().map(|(member, _)| format!("{name}.{member}")));
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
    missing.extend(recipe.kind.as_ref().map(|_| "kind".to_owned()));
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
