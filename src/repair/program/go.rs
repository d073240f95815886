//! `livekit/protocol` for Go.

use super::literal::{C_LIKE, Literal};
use super::recipe::Member;
use super::{Missing, Recipe, each, pascal};

/// The grants, their types and their methods.
const GRANTS: [(&str, &str, &str); 7] = [
    ("video", "VideoGrant", "SetVideoGrant"),
    ("sip", "SIPGrant", "SetSIPGrant"),
    ("agent", "AgentGrant", "SetAgentGrant"),
    (
        "agentEndpoint",
        "AgentEndpointGrant",
        "SetAgentEndpointGrant",
    ),
    ("agentThread", "AgentThreadGrant", "SetAgentThreadGrant"),
    ("inference", "InferenceGrant", "SetInferenceGrant"),
    (
        "observability",
        "ObservabilityGrant",
        "SetObservabilityGrant",
    ),
];

/// Their fields are pointers, which have methods.
const POINTERS: [&str; 6] = [
    "canPublish",
    "canSubscribe",
    "canPublishData",
    "canUpdateOwnMetadata",
    "canSubscribeMetrics",
    "canManageAgentSession",
];

/// The kinds of participants, which are constants.
const KINDS: [&str; 7] = [
    "standard",
    "ingress",
    "egress",
    "sip",
    "agent",
    "connector",
    "bridge",
];

/// The claims with a method that takes a text.
const TEXTS: [&str; 5] = ["identity", "name", "metadata", "sha256", "roomPreset"];

pub fn write(recipe: &Recipe, missing: &mut Missing) -> String {
    let text = |value: &str| C_LIKE.text(value);
    let mut before = Vec::new();
    let texts = recipe.texts(&TEXTS);
    let texts = texts.map(|(name, value)| format!("Set{}({})", pascal(name), text(value)));
    let mut calls: Vec<String> = texts.collect();
    let mut imports = vec!["os", "time", "", "github.com/livekit/protocol/auth"];
    if let Some(kind) = recipe.text("kind") {
        let kind = kind.to_ascii_lowercase();
        if KINDS.contains(&&*kind) {
            imports.push("github.com/livekit/protocol/livekit");
            calls.push(format!(
                "SetKind(livekit.ParticipantInfo_{})",
                kind.to_ascii_uppercase()
            ));
        } else {
            missing.push("kind".to_owned());
        }
    }
    let attributes =
        recipe.write_attributes(|name, value| format!("{}: {}", text(name), text(value)));
    calls.extend(attributes.map(|pairs| format!("SetAttributes(map[string]string{{{pairs}}})")));
    calls.push(format!("SetValidFor({} * time.Second)", recipe.life));
    for (name, class, method) in GRANTS {
        let Some(members) = recipe.grant(name) else {
            continue;
        };
        let (pointers, fields): (Vec<&Member>, Vec<&Member>) = members
            .iter()
            .partition(|(name, _)| POINTERS.contains(name));
        let fields: Vec<String> = fields.into_iter().map(field).collect();
        let literal = format!("&auth.{class}{{{}}}", fields.join(", "));
        if pointers.is_empty() {
            calls.push(format!("{method}({literal})"));
            continue;
        }
        before.push(format!("{name} := {literal}"));
        for (member, value) in pointers {
            if let Literal::Flag(flag) = value {
                before.push(format!("{name}.Set{}({flag})", pascal(member)));
            }
        }
        calls.push(format!("{method}({name})"));
    }
    if let Some(config) = &recipe.room_config {
        imports.push("github.com/livekit/protocol/livekit");
        imports.push("google.golang.org/protobuf/encoding/protojson");
        before.push("config := &livekit.RoomConfiguration{}".to_owned());
        before.push(format!(
            "if err := protojson.Unmarshal([]byte({}), config); err != nil {{",
            text(config)
        ));
        before.push("\treturn \"\", err".to_owned());
        before.push("}".to_owned());
        calls.push("SetRoomConfig(config)".to_owned());
    }
    imports.dedup();
    let imports: Vec<String> = imports.into_iter().map(import).collect();
    let before = each("\t", &before, "\n");
    let calls = each(".\n\t\t", &calls, "");
    format!(
        "import (\n{}\n)\n\nfunc makeToken() (string, error) {{\n{before}\t\
         return auth.NewAccessToken(os.Getenv(\"LIVEKIT_API_KEY\"), os.Getenv(\"LIVEKIT_API_SECRET\")){calls}.\n\t\tToJWT()\n}}",
        imports.join("\n")
    )
}

fn import(path: &str) -> String {
    match path {
        "" => String::new(),
        path => format!("\t\"{path}\""),
    }
}

fn field((name, value): &Member) -> String {
    let name = if *name == "threadIds" {
        "ThreadIDs".to_owned()
    } else {
        pascal(name)
    };
    let value = match value {
        Literal::Flag(flag) => flag.to_string(),
        Literal::Text(text) => C_LIKE.text(text),
        Literal::List(texts) => format!("[]string{{{}}}", C_LIKE.texts(texts)),
    };
    format!("{name}: {value}")
}
