//! `Livekit.Server.Sdk.Dotnet` for .NET.

use super::literal::{C_LIKE, Literal};
use super::recipe::Member;
use super::{Missing, Recipe, each, pascal};

/// The grants, their classes and their methods.
const GRANTS: [(&str, &str, &str); 2] = [
    ("video", "VideoGrants", "WithGrants"),
    ("sip", "SIPGrants", "WithSipGrants"),
];

/// Members of `video` that the class does not have.
const LACKING: [&str; 1] = ["canManageAgentSession"];

/// The kinds of participants, which are constants.
const KINDS: [&str; 5] = ["standard", "egress", "ingress", "sip", "agent"];

/// The claims with a method that takes a text.
const TEXTS: [&str; 5] = ["identity", "name", "metadata", "sha256", "roomPreset"];

pub fn write(recipe: &Recipe, missing: &mut Missing) -> String {
    let text = |value: &str| C_LIKE.text(value);
    let texts = recipe.texts(&TEXTS);
    let texts = texts.map(|(name, value)| format!("With{}({})", pascal(name), text(value)));
    let mut calls: Vec<String> = texts.collect();
    if let Some(kind) = recipe.text("kind") {
        let kind = kind.to_ascii_lowercase();
        if KINDS.contains(&&*kind) {
            calls.push(format!(
                "WithKind(AccessToken.ParticipantKind.{})",
                pascal(&kind)
            ));
        } else {
            missing.push("kind".to_owned());
        }
    }
    let attributes =
        recipe.write_attributes(|name, value| format!("[{}] = {}", text(name), text(value)));
    calls.extend(
        attributes
            .map(|pairs| format!("WithAttributes(new Dictionary<string, string> {{ {pairs} }})")),
    );
    calls.push(format!("WithTtl(TimeSpan.FromSeconds({}))", recipe.life));
    for (name, class, method) in GRANTS {
        let Some(members) = recipe.grant_without(name, &LACKING, missing) else {
            continue;
        };
        let is_mute = members.contains(&&("canPublish", Literal::Flag(false)));
        let has_data = members
            .iter()
            .any(|(member, _)| *member == "canPublishData");
        let mut properties: Vec<String> = members.into_iter().map(property).collect();
        if is_mute && !has_data {
            // The SDK permits data unless it is told, and the server only as far as it permits media.
            properties.push("CanPublishData = false".to_owned());
        }
        calls.push(format!(
            "{method}(new {class} {{ {} }})",
            properties.join(", ")
        ));
    }
    missing.extend(recipe.grants_except(&GRANTS.map(|(name, ..)| name)));
    if let Some(config) = &recipe.room_config {
        calls.push(format!(
            "WithRoomConfig(RoomConfiguration.Parser.ParseJson({}))",
            text(config)
        ));
    }
    let calls = each("    .", &calls, "\n");
    let protocol = if recipe.room_config.is_some() {
        "using LiveKit.Proto;\n"
    } else {
        ""
    };
    format!(
        "using System;\nusing System.Collections.Generic;\n{protocol}using Livekit.Server.Sdk.Dotnet;\n\n\
         var key = Environment.GetEnvironmentVariable(\"LIVEKIT_API_KEY\");\n\
         var secret = Environment.GetEnvironmentVariable(\"LIVEKIT_API_SECRET\");\n\
         var token = new AccessToken(key, secret)\n{calls}    .ToJwt();"
    )
}

fn property((name, value): &Member) -> String {
    let value = match value {
        Literal::Flag(flag) => flag.to_string(),
        Literal::Text(text) => C_LIKE.text(text),
        Literal::List(texts) => format!("new List<string> {{ {} }}", C_LIKE.texts(texts)),
    };
    format!("{} = {value}", pascal(name))
}
