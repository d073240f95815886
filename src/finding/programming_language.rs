//! Programming languages, and code in fixes in the one of the reader.

use std::borrow::Cow;

use super::sentence::Part;
use crate::livekit::sdk::Sdk;

/// A language of which code is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgrammingLanguage {
    /// JavaScript, for Node.
    JavaScript,
    /// Python.
    Python,
    /// Go.
    Go,
    /// Ruby.
    Ruby,
    /// Rust.
    Rust,
    /// PHP.
    Php,
    /// Kotlin.
    Kotlin,
    /// Java, with the SDK for Kotlin.
    Java,
    /// C#, for .NET.
    CSharp,
}

impl ProgrammingLanguage {
    /// All, the most used first.
    pub const ALL: [Self; 9] = [
        Self::JavaScript,
        Self::Python,
        Self::Go,
        Self::Ruby,
        Self::Rust,
        Self::Php,
        Self::Kotlin,
        Self::Java,
        Self::CSharp,
    ];

    /// That of an SDK.
    pub fn of(sdk: Sdk) -> Self {
        match sdk {
            Sdk::Node => Self::JavaScript,
            Sdk::Python => Self::Python,
            Sdk::Go => Self::Go,
            Sdk::Ruby => Self::Ruby,
            Sdk::Rust => Self::Rust,
            Sdk::Php => Self::Php,
            Sdk::Kotlin => Self::Kotlin,
        }
    }

    /// Its SDK.
    pub fn sdk(self) -> Option<Sdk> {
        match self {
            Self::JavaScript => Some(Sdk::Node),
            Self::Python => Some(Sdk::Python),
            Self::Go => Some(Sdk::Go),
            Self::Ruby => Some(Sdk::Ruby),
            Self::Rust => Some(Sdk::Rust),
            Self::Php => Some(Sdk::Php),
            Self::Kotlin | Self::Java => Some(Sdk::Kotlin),
            Self::CSharp => None,
        }
    }

    /// Its name, or that of its platform.
    pub fn name(self) -> &'static str {
        match self {
            Self::JavaScript => "Node",
            Self::Python => "Python",
            Self::Go => "Go",
            Self::Ruby => "Ruby",
            Self::Rust => "Rust",
            Self::Php => "PHP",
            Self::Kotlin => "Kotlin",
            Self::Java => "Java",
            Self::CSharp => ".NET",
        }
    }
}

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
        // What was pasted is never borrowed.
        if let Part::Code { text } = part
            && let Cow::Borrowed(own) = text
            && let Some((_, python)) = PYTHON.iter().find(|(javascript, _)| javascript == own)
        {
            *text = (*python).into();
        }
    }
    fix
}

#[cfg(test)]
mod tests {
    use super::for_reader;
    use crate::finding::sentence::Pasted;
    use crate::livekit::sdk::Sdk;
    use crate::sentence;

    #[test]
    fn code_is_in_the_language_of_the_reader() {
        let fix = || sentence!["Trim it: `secret.trim()`."].english();
        assert_eq!(for_reader(fix(), None), fix());
        assert_eq!(for_reader(fix(), Some(Sdk::Go)), fix());
        let python = sentence!["Trim it: `secret.strip()`."].english();
        assert_eq!(for_reader(fix(), Some(Sdk::Python)), python);
        let pasted = || sentence![Pasted("secret.trim()")].english();
        assert_eq!(for_reader(pasted(), Some(Sdk::Python)), pasted());
    }
}
