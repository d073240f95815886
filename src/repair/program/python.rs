//! `livekit-api` for Python.

use super::literal::{Literal, PYTHON};
use super::recipe::Member;
use super::{Missing, Recipe, snake};

/// The grants, their classes and their methods.
const GRANTS: [(&str, &str, &str); 7] = [
    ("video", "VideoGrants", "with_grants"),
    ("sip", "SIPGrants", "with_sip_grants"),
    ("agent", "AgentGrants", "with_agent_grants"),
    (
        "agentEndpoint",
        "AgentEndpointGrants",
        "with_agent_endpoint_grants",
    ),
    (
        "agentThread",
        "AgentThreadGrants",
        "with_agent_thread_grants",
    ),
    ("inference", "InferenceGrants", "with_inference_grants"),
    (
        "observability",
        "ObservabilityGrants",
        "with_observability_grants",
    ),
];

/// The claims with a method.
const TEXTS: [&str; 6] = [
    "identity",
    "name",
    "kind",
    "metadata",
    "sha256",
    "roomPreset",
];

pub fn write(recipe: &Recipe, _missing: &mut Missing) -> String {
    let text = |value: &str| PYTHON.text(value);
    let texts = recipe.texts(&TEXTS);
    let texts = texts.map(|(name, value)| format!("with_{}({})", snake(name), text(value)));
    let mut calls: Vec<String> = texts.collect();
    let attributes =
        recipe.write_attributes(|name, value| format!("{}: {}", text(name), text(value)));
    calls.extend(attributes.map(|pairs| format!("with_attributes({{{pairs}}})")));
    calls.push(format!("with_ttl(timedelta(seconds={}))", recipe.life));
    let mut classes = vec!["AccessToken"];
    for (name, class, method) in GRANTS {
        let Some(members) = recipe.grant(name) else {
            continue;
        };
        classes.push(class);
        calls.push(format!("{method}({class}({}))", arguments(name, members)));
    }
    let mut imports = "import os\nfrom datetime import timedelta\n".to_owned();
    if let Some(config) = &recipe.room_config {
        imports += "\nfrom google.protobuf.json_format import Parse";
        calls.push(format!(
            "with_room_config(Parse({}, RoomConfiguration()))",
            text(config)
        ));
    }
    let module = classes.join(", ");
    imports.extend(["\nfrom livekit.api.access_token import ", &module]);
    if recipe.room_config.is_some() {
        imports += "\nfrom livekit.protocol.room import RoomConfiguration";
    }
    let calls: Vec<String> = calls.iter().map(|call| format!("    .{call}")).collect();
    format!(
        "{imports}\n\ntoken = (\n    AccessToken(os.environ[\"LIVEKIT_API_KEY\"], os.environ[\"LIVEKIT_API_SECRET\"])\n{}\n    .to_jwt()\n)",
        calls.join("\n")
    )
}

fn arguments(grant: &str, members: &[Member]) -> String {
    let mut arguments: Vec<String> = members
        .iter()
        .map(|(name, value)| {
            let value = match value {
                Literal::Flag(flag) => PYTHON.flag(*flag).to_owned(),
                Literal::Text(text) => PYTHON.text(text),
                Literal::List(texts) => format!("[{}]", PYTHON.texts(texts)),
            };
            format!("{}={value}", snake(name))
        })
        .collect();
    let has = |name: &str| members.iter().any(|(own, _)| *own == name);
    let is_mute = members.contains(&("canPublish", Literal::Flag(false)));
    if grant == "video" && is_mute && !has("canPublishData") {
        // The SDK permits data unless it is told, and the server only as far as it permits media.
        arguments.push("can_publish_data=False".to_owned());
    }
    arguments.join(", ")
}
