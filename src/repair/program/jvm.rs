//! `livekit-server` for Kotlin and Java.

use super::literal::{C_LIKE, KOTLIN, Literal, Style};
use super::{Missing, Recipe, pascal};

/// The grants, and their methods.
const GRANTS: [(&str, &str); 2] = [("video", "addGrants"), ("sip", "addSIPGrants")];

/// Members of `video` that have no class.
const LACKING: [&str; 2] = ["canSubscribeMetrics", "canManageAgentSession"];

/// The claims with a property.
const TEXTS: [&str; 5] = ["identity", "name", "metadata", "sha256", "roomPreset"];

pub fn kotlin(recipe: &Recipe, missing: &mut Missing) -> String {
    let has_config = has_config(recipe, missing);
    let mut lines = vec![
        "val token = AccessToken(System.getenv(\"LIVEKIT_API_KEY\"), System.getenv(\"LIVEKIT_API_SECRET\"))"
            .to_owned(),
    ];
    for (name, value) in recipe.texts(&TEXTS) {
        lines.push(format!("token.{name} = {}", KOTLIN.text(value)));
    }
    let text = |value: &str| KOTLIN.text(value);
    lines.extend(
        recipe
            .attributes
            .iter()
            .map(|(name, value)| format!("token.attributes[{}] = {}", text(name), text(value))),
    );
    lines.push(format!(
        "token.ttl = {}L // milliseconds",
        recipe.life * 1000
    ));
    for (method, grants) in grants(recipe, missing) {
        let grants: Vec<String> = (grants.iter())
            .map(|(class, value)| format!("{class}({})", literal(KOTLIN, value, "listOf")))
            .collect();
        lines.push(format!("token.{method}({})", grants.join(", ")));
    }
    if has_config && let Some(config) = &recipe.room_config {
        lines.push("val config = LivekitRoom.RoomConfiguration.newBuilder()".to_owned());
        lines.push(format!(
            "JsonFormat.parser().merge({}, config)",
            KOTLIN.text(config)
        ));
        lines.push("token.roomConfiguration = config.build()".to_owned());
    }
    lines.push("val jwt = token.toJwt()".to_owned());
    format!("{}\n{}", imports(has_config, "", false), lines.join("\n"))
}

pub fn java(recipe: &Recipe, missing: &mut Missing) -> String {
    let has_config = has_config(recipe, missing);
    let mut lines = vec![
        "AccessToken token = new AccessToken(System.getenv(\"LIVEKIT_API_KEY\"), System.getenv(\"LIVEKIT_API_SECRET\"));"
            .to_owned(),
    ];
    for (name, value) in recipe.texts(&TEXTS) {
        lines.push(format!(
            "token.set{}({});",
            pascal(name),
            C_LIKE.text(value)
        ));
    }
    for (name, value) in &recipe.attributes {
        let (name, value) = (C_LIKE.text(name), C_LIKE.text(value));
        lines.push(format!("token.getAttributes().put({name}, {value});"));
    }
    lines.push(format!(
        "token.setTtl({}L); // milliseconds",
        recipe.life * 1000
    ));
    let mut has_list = false;
    for (method, grants) in grants(recipe, missing) {
        let grants: Vec<String> = (grants.iter())
            .map(|(class, value)| {
                has_list |= matches!(value, Literal::List(_));
                format!("new {class}({})", literal(C_LIKE, value, "List.of"))
            })
            .collect();
        lines.push(format!("token.{method}({});", grants.join(", ")));
    }
    if has_config && let Some(config) = &recipe.room_config {
        let class = "LivekitRoom.RoomConfiguration";
        lines.push(format!("{class}.Builder config = {class}.newBuilder();"));
        lines.push(format!(
            "JsonFormat.parser().merge({}, config);",
            C_LIKE.text(config)
        ));
        lines.push("token.setRoomConfiguration(config.build());".to_owned());
    }
    lines.push("String jwt = token.toJwt();".to_owned());
    format!(
        "{}\n{}",
        imports(has_config, ";", has_list),
        lines.join("\n")
    )
}

fn imports(has_config: bool, end: &str, has_list: bool) -> String {
    let config = ["com.google.protobuf.util.JsonFormat", "livekit.LivekitRoom"];
    let mut names = vec!["io.livekit.server.*"];
    names.extend(config.into_iter().filter(|_| has_config));
    names.extend(has_list.then_some("java.util.List"));
    let lines = names
        .into_iter()
        .flat_map(|name| ["import ", name, end, "\n"]);
    lines.collect()
}

/// Whether there is a room configuration that the SDK can write: it writes maps as lists, which no server reads.
fn has_config(recipe: &Recipe, missing: &mut Missing) -> bool {
    let Some(config) = &recipe.room_config else {
        return false;
    };
    let has_map = config.contains("\"tags\"") || config.contains("\"attributes\"");
    if has_map {
        missing.push("roomConfig".to_owned());
    }
    !has_map
}

/// The methods with the classes and values of their grants.
fn grants<'r>(
    recipe: &'r Recipe,
    missing: &mut Missing,
) -> Vec<(&'static str, Vec<(String, &'r Literal)>)> {
    let mut calls = Vec::new();
    for (name, method) in GRANTS {
        let mut classes = Vec::new();
        for (member, value) in recipe.grant(name).unwrap_or_default() {
            match *member {
                _ if LACKING.contains(member) => missing.push(format!("{name}.{member}")),
                "room" => classes.push(("RoomName".to_owned(), value)),
                "destinationRoom" => classes.push(("DestinationRoomName".to_owned(), value)),
                _ if name == "sip" => classes.push((format!("SIP{}", pascal(member)), value)),
                _ => classes.push((pascal(member), value)),
            }
        }
        if !classes.is_empty() {
            calls.push((method, classes));
        }
    }
    missing.extend(recipe.grants_except(&GRANTS.map(|(name, _)| name)));
    missing.extend(recipe.texts(&["kind"]).map(|(name, _)| name.to_owned()));
    calls
}

fn literal(style: Style, value: &Literal, list: &str) -> String {
    match value {
        Literal::Flag(flag) => flag.to_string(),
        Literal::Text(text) => style.text(text),
        Literal::List(texts) => format!("{list}({})", style.texts(texts)),
    }
}
