//! Lines for a terminal: a call that tries a token, and the command of LiveKit's CLI that makes one.

use crate::diagnosis::purpose::Purpose;
use crate::text::json::{Kind, Value, lossy, quote};

/// The flags of `lk token create` for a member of `video`.
const FLAGS: [(&str, &str); 6] = [
    ("roomJoin", "--join"),
    ("roomCreate", "--create"),
    ("roomList", "--list"),
    ("roomAdmin", "--admin"),
    ("roomRecord", "--egress"),
    ("ingressAdmin", "--ingress"),
];

/// The call that a token is for. `server` is the name of `curl` and the URL of the server in two pieces.
pub fn curl(token: &str, purpose: &Purpose, [curl, scheme, host]: [&str; 3]) -> Option<String> {
    let authorization = format!("-H 'Authorization: Bearer {token}'");
    match purpose {
        Purpose::Join => Some(format!(
            "{curl} -si '{scheme}{host}/rtc/validate' {authorization}"
        )),
        Purpose::Api(path, ..) => Some(format!(
            "{curl} -si '{scheme}{host}{path}' {authorization} -H 'Content-Type: application/json' -d '{{}}'"
        )),
        Purpose::Agent | Purpose::Webhook => None,
    }
}

/// The command of `lk` that makes the token; `None` if it cannot.
pub fn lk(claims: Value, life: f64, hide: &dyn Fn(&str) -> String) -> Option<String> {
    let text = |name: &str| claims.member(name)?.string();
    let mut words = vec!["lk token create".to_owned()];
    for (name, flag) in [
        ("sub", "--identity"),
        ("name", "--name"),
        ("metadata", "--metadata"),
    ] {
        if let Some(value) = text(name).filter(|value| !value.is_empty()) {
            words.push(format!("{flag} {}", shell(&hide(&value))));
        }
    }
    let mut others = Vec::new();
    for (name, value) in claims.member("video").into_iter().flat_map(Value::members) {
        let name = name.string()?;
        let flag = FLAGS.iter().find(|(own, _)| *own == name);
        match (flag, value.boolean()) {
            (Some((_, flag)), Some(true)) => words.push((*flag).to_owned()),
            _ if name == "room" => words.push(format!("--room {}", shell(&hide(&value.string()?)))),
            _ => others.push(format!("{}:{}", quote(&name), lossy(value.source()))),
        }
    }
    for (name, value) in claims
        .member("attributes")
        .into_iter()
        .flat_map(Value::members)
    {
        let pair = format!("{}={}", name.string()?, hide(&value.string()?));
        words.push(format!("--attribute {}", shell(&pair)));
    }
    let own = [
        "iss",
        "exp",
        "nbf",
        "iat",
        "sub",
        "jti",
        "identity",
        "name",
        "metadata",
        "video",
        "attributes",
    ];
    let is_empty = |value: Value| value.kind() == Kind::Object && value.members().next().is_none();
    let mut all = claims.members();
    let has_more =
        all.any(|(name, value)| !own.iter().any(|own| name.is_string(own)) && !is_empty(value));
    if has_more || claims.member("video").is_none() {
        return None;
    }
    if !others.is_empty() {
        words.push(format!(
            "--grant {}",
            shell(&hide(&format!("{{{}}}", others.join(","))))
        ));
    }
    words.push(format!("--valid-for {life}s"));
    Some(words.join(" "))
}

/// A word for a shell.
fn shell(word: &str) -> String {
    let is_plain =
        |character: char| character.is_ascii_alphanumeric() || "-_.=@:/".contains(character);
    if !word.is_empty() && word.chars().all(is_plain) && !word.starts_with('-') {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::{lk, shell};
    use crate::text::json::Document;

    fn command(claims: &str) -> Option<String> {
        let document = Document::read(claims.as_bytes().to_vec()).unwrap();
        lk(document.root().unwrap(), 900.0, &str::to_owned)
    }

    #[test]
    fn words_are_quoted_for_a_shell() {
        assert_eq!(shell("alice"), "alice");
        assert_eq!(shell("it's $HOME"), r"'it'\''s $HOME'");
        assert_eq!(shell("-x"), "'-x'");
        assert_eq!(shell(""), "''");
    }

    #[test]
    fn the_command_has_all_claims_or_there_is_none() {
        let join = r#"{"sub":"alice","video":{"roomJoin":true,"room":"r","canPublish":false},"iss":"k","exp":1}"#;
        assert_eq!(
            command(join).unwrap(),
            r#"lk token create --identity alice --join --room r --grant '{"canPublish":false}' --valid-for 900s"#
        );
        assert_eq!(command(r#"{"sip":{"admin":true}}"#), None);
        assert_eq!(
            command(r#"{"video":{"roomList":true},"kind":"agent"}"#),
            None
        );
    }
}
