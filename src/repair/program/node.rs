//! `livekit-server-sdk` for Node.

use super::literal::{C_LIKE, Literal};
use super::plain::object;
use super::recipe::Member;
use super::{Missing, Recipe};

/// The sources that may be published, and their names in the SDK.
const SOURCES: [(&str, &str); 4] = [
    ("camera", "TrackSource.CAMERA"),
    ("microphone", "TrackSource.MICROPHONE"),
    ("screen_share", "TrackSource.SCREEN_SHARE"),
    ("screen_share_audio", "TrackSource.SCREEN_SHARE_AUDIO"),
];

/// The grants with a method of their own.
const GRANTS: [(&str, &str); 4] = [
    ("video", "addGrant"),
    ("sip", "addSIPGrant"),
    ("inference", "addInferenceGrant"),
    ("observability", "addObservabilityGrant"),
];

pub fn write(recipe: &Recipe, missing: &mut Missing) -> String {
    let text = |value: &str| C_LIKE.text(value);
    let texts = recipe.texts(&["identity", "name", "metadata"]);
    let texts = texts.map(|(name, value)| format!("{name}: {}", text(value)));
    let mut options: Vec<String> = texts.collect();
    let attributes =
        recipe.write_attributes(|name, value| format!("{}: {}", text(name), text(value)));
    options.extend(attributes.map(|pairs| format!("attributes: {{ {pairs} }}")));
    options.push(format!("ttl: {}", recipe.life));
    let mut lines = vec![
        "const at = new AccessToken(process.env.LIVEKIT_API_KEY, process.env.LIVEKIT_API_SECRET, {"
            .to_owned(),
    ];
    lines.extend(options.iter().map(|option| format!("  {option},")));
    lines.push("})".to_owned());
    let mut has_sources = false;
    for (name, method) in GRANTS {
        let Some(members) = recipe.grant(name) else {
            continue;
        };
        let members = members.iter().filter_map(|member| {
            let written = value(name, member, missing)?;
            has_sources |= written.contains("TrackSource.");
            Some(format!("{}: {written}", member.0))
        });
        let members = members.collect::<Vec<_>>().join(", ");
        lines.push(format!("at.{method}({})", braced(&members)));
    }
    missing.extend(recipe.grants_except(&GRANTS.map(|(name, _)| name)));
    let texts = recipe.texts(&["kind", "sha256", "roomPreset"]);
    lines.extend(texts.map(|(name, value)| format!("at.{name} = {}", text(value))));
    if let Some(config) = &recipe.room_config {
        // Its class writes all fields, and servers that are older than it refuse some of them.
        lines.push(format!("at.roomConfig = {}", object(C_LIKE, config)));
    }
    lines.push("const token = await at.toJwt()".to_owned());
    let imports = if has_sources {
        "AccessToken, TrackSource"
    } else {
        "AccessToken"
    };
    format!(
        "import {{ {imports} }} from \"livekit-server-sdk\"\n\n{}",
        lines.join("\n")
    )
}

fn braced(members: &str) -> String {
    if members.is_empty() {
        "{}".to_owned()
    } else {
        format!("{{ {members} }}")
    }
}

fn value(grant: &str, (name, value): &Member, missing: &mut Missing) -> Option<String> {
    Some(match value {
        Literal::Flag(flag) => C_LIKE.flag(*flag).to_owned(),
        Literal::Text(text) => C_LIKE.text(text),
        Literal::List(texts) => {
            let source = |text: &String| SOURCES.iter().find(|(name, _)| name == text);
            let sources = texts.iter().map(|text| source(text).map(|(_, name)| *name));
            let Some(sources) = sources.collect::<Option<Vec<_>>>() else {
                missing.push(format!("{grant}.{name}"));
                return None;
            };
            format!("[{}]", sources.join(", "))
        }
    })
}
