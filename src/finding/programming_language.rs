//! Code in fixes, in the programming language of the reader.

use super::sentence::Part;
use crate::livekit::sdk::Sdk;

/// Code for JavaScript, and the same for Python.
const PYTHON: [(&str, &str); 5] = [
    ("secret.trim()", "secret.strip()"),
    ("JSON.stringify(secret.slice(-2))", "repr(secret[-2:])"),
    (
        "JSON.stringify([secret[0], secret.slice(-2)])",
        "repr((secret[0], secret[-2:]))",
    ),
    ("JSON.stringify(apiKey)", "repr(api_key)"),
    ("Math.floor(Date.now() / 1000)", "int(time.time())"),
];

/// A fix, for a user of this SDK.
#[must_use]
pub fn for_reader(mut fix: Vec<Part>, sdk: Option<Sdk>) -> Vec<Part> {
    if sdk != Some(Sdk::Python) {
        return fix;
    }
    for part in &mut fix {
        if let Part::Code { text } = part
            && let Some((_, python)) = PYTHON.iter().find(|(javascript, _)| javascript == text)
        {
            *text = (*python).into();
        }
    }
    fix
}

#[cfg(test)]
mod tests {
    use super::for_reader;
    use crate::livekit::sdk::Sdk;
    use crate::sentence;

    #[test]
    fn code_is_in_the_language_of_the_reader() {
        let fix = || sentence!["Trim it: `secret.trim()`."].english();
        assert_eq!(for_reader(fix(), None), fix());
        assert_eq!(for_reader(fix(), Some(Sdk::Go)), fix());
        let python = sentence!["Trim it: `secret.strip()`."].english();
        assert_eq!(for_reader(fix(), Some(Sdk::Python)), python);
    }
}
