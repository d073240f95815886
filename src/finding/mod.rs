//! Everything that can be said about a paste: one file per family of findings.
//!
//! A finding is facts first: an enum whose variants hold what was found, or a [`KnownText`] where no fact is needed. Its words
//! are made of these facts alone. To add one, add a variant (or a known text) to the file of its family: code, cause, rank,
//! sentence, fix and documentation are all there, and the compiler asks for each.

pub mod sentence;

pub mod cause;

pub mod rank;

#[macro_use]
mod catalogue;

pub mod not_a_token;

pub mod any_jwt;

pub mod form;

pub mod key_and_secret;

pub mod setting;

pub mod slip;

pub mod environment;

pub mod time;

pub mod clock;

pub mod grants;

pub mod refusal;

pub mod answer;

pub mod verification;

pub mod session;

pub mod server_setup;

pub mod sdk;

pub mod network;

pub mod proxy;

pub mod response;

pub mod http;

pub mod cloud;

pub mod companion;

pub mod api;

pub mod client;

pub mod browser;

pub mod connection;

pub mod code;

pub mod terminal;

pub mod programming_language;

pub mod snippet;

pub use catalogue::{Entry, KnownText, Text};

use std::sync::LazyLock;

use cause::Cause;
use rank::Rank;
use sentence::{Sentence, about_token};

use crate::paste::known_text::{Classification, KnownTexts, Scope};
use crate::sentence;
use crate::service::complaint;
use crate::text::Span;

/// Something that was noticed.
#[derive(Clone, Debug)]
pub enum Finding {
    /// Something else was sent in place of a token.
    NotAToken(not_a_token::Code),
    /// The form of the token.
    Form(form::FormFinding),
    /// Key, secret and signature.
    KeyAndSecret(key_and_secret::KeyAndSecret),
    /// A fault of settings.
    Setting(setting::SettingFinding),
    /// The secret fits but for a slip, or two.
    Slip(slip::SlipFinding),
    /// The token is of one environment, and the URL of another.
    Environment(environment::OtherServer),
    /// A mistake in the clock readings of the token.
    Time(time::TimeFinding),
    /// Clocks and dates.
    Clock(clock::ClockFinding),
    /// A grant has a name that the server does not know.
    Grants(grants::GrantFinding),
    /// The server refuses the token, by the rules of a release.
    Refusal(refusal::RefusalFinding),
    /// A server has said why it refused.
    Answer(answer::Answer),
    /// The paste holds another answer, which contradicts the first.
    Contradiction(&'static KnownText),
    /// A text of the paste that is known.
    Known(&'static KnownText),
    /// An answer of HTTP.
    Http(http::HttpFinding),
    /// A mistake in code that makes tokens.
    Code(code::CodeFinding),
    /// A token of any service, and the keys that check it.
    Jwt(any_jwt::JwtFinding),
}

/// The stable name of a finding: unique, in snake case, part of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// See [`not_a_token`].
    NotAToken(not_a_token::Code),
    /// See [`form`].
    Form(form::Code),
    /// See [`key_and_secret`].
    KeyAndSecret(key_and_secret::Code),
    /// See [`key_and_secret::hint`].
    SecretHint(key_and_secret::hint::Code),
    /// See [`setting`].
    Setting(setting::Code),
    /// See [`slip`].
    Slip(slip::Code),
    /// See [`environment`].
    Environment(environment::Code),
    /// See [`environment::hint`].
    EnvironmentHint(environment::hint::Code),
    /// See [`time`].
    Time(time::Code),
    /// See [`clock`].
    Clock(clock::Code),
    /// See [`clock::tool`].
    ClockTool(clock::tool::Code),
    /// See [`grants`].
    Grants(grants::Code),
    /// See [`refusal`].
    Refusal(refusal::Code),
    /// See [`answer`].
    Answer(answer::Code),
    /// See [`verification`].
    Verification(verification::Code),
    /// See [`session`].
    Session(session::Code),
    /// See [`server_setup`].
    ServerSetup(server_setup::Code),
    /// See [`sdk`].
    Sdk(sdk::Code),
    /// See [`network`].
    Network(network::Code),
    /// See [`proxy`].
    Proxy(proxy::Code),
    /// See [`response`].
    Response(response::Code),
    /// See [`http`].
    Http(http::Code),
    /// See [`cloud`].
    Cloud(cloud::Code),
    /// See [`companion`].
    Companion(companion::Code),
    /// See [`api`].
    Api(api::Code),
    /// See [`client`].
    Client(client::Code),
    /// See [`browser`].
    Browser(browser::Code),
    /// See [`connection`].
    Connection(connection::Code),
    /// See [`terminal`].
    Terminal(terminal::Code),
    /// See [`code`].
    Code(code::Code),
    /// See [`any_jwt::key`].
    JwtKey(any_jwt::key::Code),
    /// See [`any_jwt::signature`].
    JwtSignature(any_jwt::signature::Code),
    /// See [`any_jwt::form`].
    JwtForm(any_jwt::form::Code),
    /// See [`any_jwt::claim`].
    JwtClaim(any_jwt::claim::Code),
    /// See [`any_jwt::complaint`].
    JwtComplaint(any_jwt::complaint::Code),
    /// See [`any_jwt::service`].
    JwtService(any_jwt::service::Code),
    /// The paste holds answers that contradict each other.
    Contradiction,
}

impl Code {
    /// The name.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotAToken(code) => code.into(),
            Self::Form(code) => code.into(),
            Self::KeyAndSecret(code) => code.into(),
            Self::SecretHint(code) => code.into(),
            Self::Setting(code) => code.into(),
            Self::Slip(code) => code.into(),
            Self::Environment(code) => code.into(),
            Self::EnvironmentHint(code) => code.into(),
            Self::Time(code) => code.into(),
            Self::Clock(code) => code.into(),
            Self::ClockTool(code) => code.into(),
            Self::Grants(code) => code.into(),
            Self::Refusal(code) => code.into(),
            Self::Answer(code) => code.into(),
            Self::Verification(code) => code.into(),
            Self::Session(code) => code.into(),
            Self::ServerSetup(code) => code.into(),
            Self::Sdk(code) => code.into(),
            Self::Network(code) => code.into(),
            Self::Proxy(code) => code.into(),
            Self::Response(code) => code.into(),
            Self::Http(code) => code.into(),
            Self::Cloud(code) => code.into(),
            Self::Companion(code) => code.into(),
            Self::Api(code) => code.into(),
            Self::Client(code) => code.into(),
            Self::Browser(code) => code.into(),
            Self::Connection(code) => code.into(),
            Self::Terminal(code) => code.into(),
            Self::Code(code) => code.into(),
            Self::JwtKey(code) => code.into(),
            Self::JwtSignature(code) => code.into(),
            Self::JwtForm(code) => code.into(),
            Self::JwtClaim(code) => code.into(),
            Self::JwtComplaint(code) => code.into(),
            Self::JwtService(code) => code.into(),
            Self::Contradiction => "contradiction",
        }
    }
}

impl serde::Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// The known texts, family by family. Where two texts are found, the one that is listed first says more.
pub const KNOWN: [&[KnownText]; 18] = [
    answer::KNOWN,
    verification::KNOWN,
    session::KNOWN,
    server_setup::KNOWN,
    sdk::KNOWN,
    companion::KNOWN,
    network::KNOWN,
    cloud::KNOWN,
    proxy::KNOWN,
    response::KNOWN,
    environment::hint::KNOWN,
    key_and_secret::hint::KNOWN,
    clock::tool::KNOWN,
    terminal::KNOWN,
    api::KNOWN,
    client::KNOWN,
    browser::KNOWN,
    connection::KNOWN,
];

/// The texts of [`KNOWN`], each with the known text that it shows, in their order.
static TEXTS: LazyLock<Vec<(&'static KnownText, Text)>> = LazyLock::new(|| {
    let texts = |known: &'static KnownText| known.texts.iter().map(move |text| (known, *text));
    KNOWN.into_iter().flatten().flat_map(texts).collect()
});

/// The search for all known texts, which a paste is read with.
pub fn texts() -> &'static KnownTexts {
    static SEARCH: LazyLock<KnownTexts> = LazyLock::new(|| {
        let text = |(_, text): &(&KnownText, Text)| match *text {
            Text::Own(words) => (words, Scope::Own),
            Text::Shared(words) => (words, Scope::Shared),
            Text::Below(words) => (words, Scope::Below),
        };
        KnownTexts::new(TEXTS.iter().map(text), complaint::signs())
    });
    &SEARCH
}

/// The index in [`texts`] of the first text with this meaning.
pub fn index_of(code: Code) -> Option<usize> {
    TEXTS.iter().position(|(known, _)| known.code == code)
}

/// What the text of this index in [`texts`] means.
pub fn text(index: usize) -> &'static KnownText {
    TEXTS[index].0
}

/// The known texts that were found, each once, where it is first; none that is only a part of one that says more.
pub fn known(found: &Classification) -> Vec<(&'static KnownText, Span)> {
    let is_part = |span: Span| {
        let mut others = found.texts.iter();
        others.any(|&(_, other)| other.contains(span) && other != span)
    };
    let texts = found.texts.iter();
    let mut known: Vec<(&KnownText, Span)> = texts.map(|&(at, span)| (TEXTS[at].0, span)).collect();
    known.retain(|(_, span)| !is_part(*span));
    known.dedup_by_key(|(known, _)| known.code);
    known
}

/// Every finding that there can be, with its documentation, family by family.
pub fn entries() -> impl Iterator<Item = Entry> {
    let typed = [
        form::ENTRIES,
        key_and_secret::ENTRIES,
        setting::ENTRIES,
        slip::ENTRIES,
        environment::ENTRIES,
        time::ENTRIES,
        clock::ENTRIES,
        grants::ENTRIES,
        refusal::ENTRIES,
        http::ENTRIES,
        code::ENTRIES,
        any_jwt::signature::ENTRIES,
        any_jwt::key::ENTRIES,
        any_jwt::form::ENTRIES,
        any_jwt::complaint::ENTRIES,
        any_jwt::claim::ENTRIES,
        any_jwt::service::ENTRIES,
    ];
    let known = [not_a_token::KNOWN].into_iter().chain(KNOWN).flatten();
    typed
        .into_iter()
        .flatten()
        .copied()
        .chain(known.map(KnownText::entry))
        .chain([Entry {
            code: Code::Contradiction,
            doc: "**Why** Two answers of a server are in one paste, and mean different things: they belong to different requests, or \
                  one of them is old.",
        }])
}

/// The place of a finding in the catalogue.
pub trait Classify {
    /// Its stable name.
    fn code(&self) -> Code;

    /// The family of causes it belongs to.
    fn cause(&self) -> Cause;
}

/// What every finding says of itself. *It* is the token.
pub trait Explain: Classify {
    /// Its place among others.
    fn rank(&self) -> Rank;

    /// Whether it alone keeps the token from being accepted.
    fn refuses(&self) -> bool;

    /// What was noticed, as a clause that may follow a colon.
    fn clause(&self) -> Sentence;

    /// What to do, in the imperative; empty where there is nothing to do.
    fn fix(&self) -> Sentence;

    /// The causes that it leaves open, the most frequent first.
    fn candidates(&self) -> &'static [Cause] {
        &[]
    }
}

impl Finding {
    fn explain(&self) -> &dyn Explain {
        match self {
            Self::NotAToken(code) => code.known(),
            Self::Form(finding) => finding,
            Self::KeyAndSecret(finding) => finding,
            Self::Setting(finding) => finding,
            Self::Slip(finding) => finding,
            Self::Environment(finding) => finding,
            Self::Time(finding) => finding,
            Self::Clock(finding) => finding,
            Self::Grants(finding) => finding,
            Self::Refusal(finding) => finding,
            Self::Answer(finding) => finding,
            Self::Contradiction(known) | Self::Known(known) => *known,
            Self::Http(finding) => finding,
            Self::Code(finding) => finding,
            Self::Jwt(finding) => finding,
        }
    }
}

impl Classify for Finding {
    fn code(&self) -> Code {
        match self {
            Self::Contradiction(_) => Code::Contradiction,
            finding => finding.explain().code(),
        }
    }

    fn cause(&self) -> Cause {
        match self {
            Self::Contradiction(_) => Cause::Other,
            finding => finding.explain().cause(),
        }
    }
}

impl Explain for Finding {
    fn rank(&self) -> Rank {
        match self {
            Self::Contradiction(_) => Rank::Contradiction,
            finding => finding.explain().rank(),
        }
    }

    fn refuses(&self) -> bool {
        !matches!(self, Self::Contradiction(_)) && self.explain().refuses()
    }

    fn clause(&self) -> Sentence {
        match self {
            Self::Contradiction(known) => {
                let clause = about_token(sentence![known.clause]);
                sentence!["the paste has another answer, too: ", clause]
            }
            finding => finding.explain().clause(),
        }
    }

    fn fix(&self) -> Sentence {
        match self {
            Self::Contradiction(_) => Sentence::new(),
            finding => finding.explain().fix(),
        }
    }

    fn candidates(&self) -> &'static [Cause] {
        match self {
            Self::Contradiction(_) => &[],
            finding => finding.explain().candidates(),
        }
    }
}

/// A finding, and where it is in the paste.
#[derive(Clone, Debug)]
pub struct LocatedFinding {
    /// What was noticed.
    pub finding: Finding,
    /// Whether it follows from the paste; else it is only likely.
    pub certain: bool,
    /// Its places.
    pub spans: Vec<Span>,
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{KNOWN, entries, texts};
    use crate::service::complaint;

    #[test]
    fn every_known_text_says_something() {
        for known in KNOWN.into_iter().flatten() {
            assert!(known.clause.ends_with('.'), "{}", known.code.name());
        }
    }

    #[test]
    fn every_complaint_is_noticed() {
        for words in complaint::texts() {
            let mut text = format!("x{words}x");
            if complaint::find(&text).is_empty() {
                text = format!("Twilio: {text}");
            }
            assert!(!complaint::find(&text).is_empty(), "{words}");
            assert!(texts().find(&text).has_complaint, "{words}");
        }
        assert!(!texts().find("a log without any").has_complaint);
    }

    #[test]
    fn every_entry_is_documented() {
        for entry in entries() {
            assert!(entry.doc.contains("**Why**"), "{}", entry.code.name());
        }
    }

    #[test]
    fn no_text_is_listed_twice() {
        let mut seen = HashSet::new();
        for text in KNOWN.into_iter().flatten().flat_map(|known| known.texts) {
            assert!(
                seen.insert(text.words().to_ascii_lowercase()),
                "{}",
                text.words()
            );
        }
    }
}
