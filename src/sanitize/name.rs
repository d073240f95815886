//! The names whose values are secret: members of JSON, parameters, headers, settings, options.

use super::Kind;

/// What is in the names; each hit is extended to the whole name.
pub(super) const ROOTS: [&str; 24] = [
    "authorization",
    "secret",
    "passw",
    "passphrase",
    "passcode",
    "pwd",
    "pass",
    "token",
    "cookie",
    "credential",
    "signature",
    "session",
    "assertion",
    "samlresponse",
    "code",
    "key",
    "sig",
    "sid",
    "jwt",
    "otp",
    "csrf",
    "xsrf",
    "auth",
    "pin",
];

/// Ends of names, without what is no letter or digit and in lower case, and what their values are.
const ENDS: [(&str, Kind); 45] = [
    ("setcookie", Kind::Cookie),
    ("cookie", Kind::Cookie),
    ("authorization", Kind::Authorization),
    ("xauth", Kind::Authorization),
    ("privatekey", Kind::PrivateKey),
    ("privkey", Kind::PrivateKey),
    ("refreshtoken", Kind::RefreshToken),
    ("token", Kind::Token),
    ("jwt", Kind::Token),
    ("tokenvalue", Kind::Token),
    ("sessionid", Kind::Token),
    ("sessid", Kind::Token),
    ("session", Kind::Token),
    ("sessionkey", Kind::Token),
    ("sid", Kind::Token),
    ("csrf", Kind::Token),
    ("xsrf", Kind::Token),
    ("assertion", Kind::Token),
    ("samlresponse", Kind::Token),
    ("code", Kind::Code),
    ("codeverifier", Kind::Code),
    ("otp", Kind::Secret),
    ("pin", Kind::Secret),
    ("passcode", Kind::Secret),
    ("signature", Kind::Token),
    ("sig", Kind::Token),
    ("password", Kind::Secret),
    ("passwd", Kind::Secret),
    ("passphrase", Kind::Secret),
    ("pwd", Kind::Secret),
    ("pass", Kind::Secret),
    ("credential", Kind::Secret),
    ("credentials", Kind::Secret),
    ("accesskey", Kind::Secret),
    ("accountkey", Kind::Secret),
    ("signingkey", Kind::Secret),
    ("encryptionkey", Kind::Secret),
    ("masterkey", Kind::Secret),
    ("hmackey", Kind::Secret),
    ("webhookkey", Kind::Secret),
    ("rolekey", Kind::Secret),
    ("sharedkey", Kind::Secret),
    ("secretkey", Kind::Secret),
    ("authkey", Kind::Secret),
    ("apikey", Kind::ApiKey),
];

/// Words in names of values that are not secret: how long, where, of which kind.
const TELLING: [&str; 14] = [
    "type", "name", "url", "uri", "endpoint", "path", "file", "length", "expires", "expiry",
    "count", "limit", "lifetime", "ttl",
];

/// The longest name.
const LONGEST: usize = 64;

/// What the value of a name is, if it is secret.
pub(super) fn kind(name: &str) -> Option<Kind> {
    if name.len() > LONGEST {
        return None;
    }
    let folded: String = (name.chars())
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    if TELLING.iter().any(|end| folded.ends_with(end)) {
        return None;
    }
    let ends = ENDS.iter().filter(|(end, _)| folded.ends_with(end));
    let longest = ends.max_by_key(|(end, _)| end.len());
    let kind = longest.map(|(_, kind)| *kind);
    // Such as `client_secret_v2` and `SECRET_KEY_BASE`.
    let is_secret = || {
        ["secret", "password", "passwd", "passphrase"]
            .iter()
            .any(|word| folded.contains(word))
    };
    kind.or_else(|| is_secret().then_some(Kind::Secret))
}

#[cfg(test)]
mod tests {
    use super::{Kind, kind};

    #[test]
    fn knows_the_names_of_secrets() {
        for (name, expected) in [
            ("client_secret", Some(Kind::Secret)),
            ("X-Api-Key", Some(Kind::ApiKey)),
            ("refreshToken", Some(Kind::RefreshToken)),
            ("Set-Cookie", Some(Kind::Cookie)),
            ("AWS_SECRET_ACCESS_KEY", Some(Kind::Secret)),
            ("SECRET_KEY_BASE", Some(Kind::Secret)),
            ("code", Some(Kind::Code)),
            ("token_type", None),
            ("token_endpoint", None),
            ("secretName", None),
            ("room", None),
            ("statuscodes", None),
        ] {
            assert_eq!(kind(name), expected, "{name}");
        }
    }
}
