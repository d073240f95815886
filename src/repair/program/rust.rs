//! `livekit-api` for Rust.

use super::literal::{Literal, RUST};
use super::recipe::Member;
use super::{Missing, Recipe, each, snake};

/// The grants, their structs and their methods.
const GRANTS: [(&str, &str, &str); 5] = [
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
];

/// Grants with one flag, whose structs are made by a method.
const FLAGS: [(&str, &str, &str, &str); 2] = [
    (
        "inference",
        "InferenceGrants",
        "with_perform",
        "with_inference_grants",
    ),
    (
        "observability",
        "ObservabilityGrants",
        "with_write",
        "with_observability_grants",
    ),
];

/// Members that may be absent.
const OPTIONAL: [&str; 4] = [
    "canPublish",
    "canSubscribe",
    "canPublishData",
    "canUpdateOwnMetadata",
];

/// Members of `video` that the struct does not have.
const LACKING: [&str; 2] = ["canSubscribeMetrics", "canManageAgentSession"];

/// The claims with a method.
const TEXTS: [&str; 5] = ["identity", "name", "kind", "metadata", "sha256"];

pub fn write(recipe: &Recipe, missing: &mut Missing) -> String {
    let text = |value: &str| RUST.text(value);
    let texts = recipe.texts(&TEXTS);
    let texts = texts.map(|(name, value)| format!("with_{name}({})", text(value)));
    let mut calls: Vec<String> = texts.collect();
    let attributes =
        recipe.write_attributes(|name, value| format!("({}, {})", text(name), text(value)));
    calls.extend(attributes.map(|pairs| format!("with_attributes([{pairs}])")));
    calls.push(format!("with_ttl(Duration::from_secs({}))", recipe.life));
    let mut structs = vec!["AccessToken"];
    for (name, class, method) in GRANTS {
        let Some(members) = recipe.grant_without(name, &LACKING, missing) else {
            continue;
        };
        structs.push(class);
        let fields: Vec<String> = members.into_iter().map(field).collect();
        let fields = each("", &fields, ", ");
        calls.push(format!(
            "{method}({class} {{ {fields}..Default::default() }})"
        ));
    }
    for (name, class, flag, method) in FLAGS {
        let Some(members) = recipe.grant(name) else {
            continue;
        };
        structs.push(class);
        let is_set = members
            .iter()
            .any(|(_, value)| *value == Literal::Flag(true));
        let set = if is_set {
            format!(".{flag}()")
        } else {
            String::new()
        };
        calls.push(format!("{method}({class}::default(){set})"));
    }
    missing.extend(
        recipe
            .texts(&["roomPreset"])
            .map(|(name, _)| name.to_owned()),
    );
    if let Some(config) = &recipe.room_config {
        calls.push(format!(
            "with_room_config(serde_json::from_str({})?)",
            text(config)
        ));
    }
    let calls = each("        .", &calls, "\n");
    format!(
        "use std::{{env, time::Duration}};\n\nuse livekit_api::access_token::{{{}}};\n\n\
         fn make_token() -> Result<String, Box<dyn std::error::Error>> {{\n    \
         let (key, secret) = (env::var(\"LIVEKIT_API_KEY\")?, env::var(\"LIVEKIT_API_SECRET\")?);\n    \
         let token = AccessToken::with_api_key(&key, &secret)\n{calls}        .to_jwt()?;\n    Ok(token)\n}}",
        structs.join(", ")
    )
}

fn field((name, value): &Member) -> String {
    let value = match value {
        Literal::Flag(flag) if OPTIONAL.contains(name) => format!("Some({flag})"),
        Literal::Flag(flag) => flag.to_string(),
        Literal::Text(text) => format!("{}.into()", RUST.text(text)),
        Literal::List(texts) => {
            let texts: Vec<String> = texts
                .iter()
                .map(|text| format!("{}.into()", RUST.text(text)))
                .collect();
            format!("vec![{}]", texts.join(", "))
        }
    };
    format!("{}: {value}", snake(name))
}
