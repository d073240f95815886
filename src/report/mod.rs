//! The output of the core: plain values, places in UTF-16 units, secrets and signatures removed.
//!
//! - **In**: the evidence and the diagnosis.
//! - **Out**: a [`Report`]: data without behavior, which `serde` writes. Missing values are `null`.
//! - **Facts from**: the stages above; nothing is decided here.
//!
//! Secrets are removed by value wherever they occur, signatures by the form of a token. The TypeScript types of the npm
//! package (`report.d.ts`) are derived from these structs.

mod builder;
mod redaction;

use std::borrow::Cow;

use serde::Serialize;

pub use crate::diagnosis::checks::{CheckId, CheckState};
pub use crate::diagnosis::pill::Tone;
pub use crate::diagnosis::slots::SlotState;
pub use crate::diagnosis::steps::StepState;
pub use crate::diagnosis::tokens::TokenState;
pub use crate::diagnosis::verdict::Outcome;
pub use crate::finding::Code;
pub use crate::finding::cause::Cause;
pub use crate::finding::sentence::Part;
pub use crate::repair::panel::Offer;

/// Everything that can be said about a paste.
///
/// ```
/// use why401::{NumericDate, diagnose};
///
/// let report = diagnose("token is expired", NumericDate(1_795_516_100.0));
/// for finding in &report.findings {
///     println!("{}: certain {}, from {:?}", finding.code.name(), finding.certain, finding.spans);
/// }
/// assert!(!report.verdict.fix.is_empty());
/// ```
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Report {
    /// The verdict: one sentence, and what to do.
    pub verdict: Verdict,
    /// The findings, most important first.
    pub findings: Vec<Finding>,
    /// The findings that are not said elsewhere and belong to no check, as indexes into `findings`.
    pub other_findings: Vec<u32>,
    /// What is checked of the token that is judged, each for itself. Empty without a token.
    pub checks: Vec<Check>,
    /// If the paste does not decide: the possible causes, most frequent first. Otherwise empty.
    pub candidates: Vec<Candidate>,
    /// What each group of LiveKit releases answers, newest first, at `asked_at`. Empty without a token.
    pub answers: Vec<Answer>,
    /// What LiveKit Cloud probably answers. `null` without a token.
    pub cloud: Option<Cloud>,
    /// The checks of the server, in order, up to the one at which it stops. Empty without a token.
    pub steps: Vec<Step>,
    /// When the server was asked.
    pub asked_at: AskedAt,
    /// How far clocks are apart, from the paste, the token and readings of the server's clock.
    pub clocks: Vec<ClockOffset>,
    /// The next instant at which the verdict, an answer or the state of a token changes, in seconds since 1970; `null` if nothing will
    /// change.
    pub changes_at: Option<f64>,
    /// The items in the paste, and their places.
    pub found: Found,
    /// The tokens of `found.tokens`, decoded.
    pub tokens: Vec<Token>,
    /// The token that is judged, as an index into `found.tokens`; `null` if there is none.
    pub subject: Option<u32>,
    /// What differs between that token and `options.compared`, claim by claim. Empty without that option.
    pub comparison: Vec<Difference>,
    /// What the paste has of what decides.
    pub slots: Slots,
    /// The leeway of `LiveKit`'s clock, in seconds; 0 for a token of another service, whose leeway is not known.
    pub leeway: f64,
    /// A command whose output compares the clock of its machine with the server's; `null` if the paste does not name the LiveKit
    /// server.
    pub measure: Option<String>,
    /// What to paste next, or `null` if nothing is missing.
    pub next: Option<Vec<Part>>,
    /// Whether the fix of the verdict is what to paste next.
    pub next_said: bool,
    /// What can be made of the paste: a right token, a token, or a pair; `null` if there is nothing to make.
    pub offer: Option<Offer>,
}

/// The verdict.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Verdict {
    /// Whether the server accepts the token.
    pub outcome: Outcome,
    /// Whether that is sure; otherwise it is only likely.
    pub certain: bool,
    /// The verdict in a few words, such as `Works` or `Refused · 401`.
    pub pill: String,
    /// How good that is.
    pub tone: Tone,
    /// What the server answers, and why.
    pub message: Vec<Part>,
    /// What to do.
    pub fix: Vec<Part>,
    /// The fix as code for each SDK, that of the reader first. Empty where code is not the fix.
    pub snippets: Vec<Snippet>,
}

/// A fix as code.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Snippet {
    /// The SDK, such as `Node`.
    pub sdk: &'static str,
    /// The code.
    pub code: String,
}

/// A check of a token.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Check {
    /// What is checked.
    pub id: CheckId,
    /// How it goes.
    pub state: CheckState,
    /// The value that is checked, in a few words.
    pub value: Vec<Part>,
    /// Why it does not simply pass; empty where it passes, or where the verdict says it.
    pub reason: Vec<Part>,
    /// The findings that belong to it and are not said elsewhere, as indexes into [`Report::findings`].
    pub findings: Vec<u32>,
}

/// What differs between two tokens.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Difference {
    /// The claim, or what else differs, such as `room` or `signature`.
    pub claim: Cow<'static, str>,
    /// The difference in words.
    pub message: Vec<Part>,
}

/// What a paste has of what decides.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Slots {
    /// The token that is judged.
    pub token: Slot,
    /// The secret that made its signature, or else the first one.
    pub secret: Slot,
    /// The key that made its signature, or else the first one.
    pub key: Slot,
    /// The server.
    pub server: Slot,
    /// The error, or another answer.
    pub error: Slot,
    /// Code that makes tokens.
    pub code: Slot,
}

/// One kind of what decides.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Slot {
    /// A few words for it; empty if the paste has none.
    pub label: String,
    /// How it looks.
    pub state: SlotState,
    /// Its places.
    pub spans: Vec<Span>,
}

/// A finding.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Finding {
    /// Its stable name, such as `expired` or `secret_trailing_newline`.
    #[cfg_attr(test, ts(type = "Code"))]
    pub code: Code,
    /// The family of its cause, such as `expired` or `secret_format`.
    pub cause: Cause,
    /// Whether the paste proves it; otherwise it is only likely.
    pub certain: bool,
    /// Whether the verdict, the reason of a check or the list of tokens already says it.
    pub said: bool,
    /// What was found.
    pub message: Vec<Part>,
    /// What to do about it; empty where there is nothing to do, or where the verdict or an earlier finding says it.
    pub fix: Vec<Part>,
    /// Its places in the paste.
    pub spans: Vec<Span>,
}

/// One of several causes that fit the paste.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Candidate {
    /// The family of the cause, as in [`Finding::cause`].
    pub cause: Cause,
    /// The cause in words.
    pub message: Vec<Part>,
    /// How to check it.
    pub check: Vec<Part>,
}

/// What a group of LiveKit releases answers.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Answer {
    /// The first release of the group, such as `v1.13.6`.
    pub since: String,
    /// The last release of the group; `null` if that is the newest.
    pub until: Option<String>,
    /// Whether the paste holds an answer with the text of these releases, and that text is not common to all.
    pub told: bool,
    /// Whether the answer is known to the byte. `false` if it assumes something that the paste does not show: a known
    /// API key and a matching secret.
    pub exact: bool,
    /// HTTP status.
    pub status: u16,
    /// Body; bytes that are not UTF-8 are U+FFFD.
    pub body: String,
}

/// What LiveKit Cloud answers. Its source is closed, so it is assumed to answer like the newest release, with some
/// texts of its own.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Cloud {
    /// HTTP status.
    pub status: u16,
    /// Whether the paste holds a URL of LiveKit Cloud.
    pub told: bool,
}

/// One check of the server.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Step {
    /// Its name.
    pub name: Cow<'static, str>,
    /// Its result.
    pub state: StepState,
}

/// When the server was asked, in seconds since 1970.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AskedAt {
    /// The first possible instant.
    pub earliest: f64,
    /// The last possible instant.
    pub latest: f64,
    /// Whether nothing in the paste shows it, so that now is assumed.
    pub assumed: bool,
}

/// How far one clock is ahead of another, in seconds; negative if it is behind.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ClockOffset {
    /// `minter` (the machine that makes the tokens), `machine` (the one that ran a command in the paste) or `server`.
    pub clock: &'static str,
    /// `server`, `browser`, or `ntp` for true time.
    pub reference: &'static str,
    /// At least; `null` if nothing shows it.
    pub least: Option<f64>,
    /// At most; `null` if nothing shows it.
    pub most: Option<f64>,
    /// Whether this may be the clock of a proxy in front of the server.
    pub through_proxy: bool,
    /// Whether the evidence contradicts itself.
    pub contradicted: bool,
}

/// A place in the pasted text, in UTF-16 code units, as JavaScript counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Span {
    /// First unit.
    pub start: u32,
    /// One past the last unit.
    pub end: u32,
}

/// The items in the paste, in order.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Found {
    /// Access tokens, each once.
    pub tokens: Vec<FoundToken>,
    /// Pairs of API key and secret; either may be missing.
    pub pairs: Vec<FoundPair>,
    /// URLs of servers.
    pub urls: Vec<FoundUrl>,
    /// Dates that show when something happened. Of log lines only the first, the last, and the one that shows when the
    /// server was asked.
    pub dates: Vec<FoundDate>,
    /// Answers of a server.
    pub refusals: Vec<FoundText>,
    /// Texts of servers, clients and proxies about the failure, and mistakes in code.
    pub symptoms: Vec<FoundText>,
    /// Keys that check signatures.
    pub keys: Vec<FoundKey>,
    /// Credentials that are no JWT.
    pub opaque: Vec<FoundOpaque>,
    /// Places of secrets, and of words that may be secrets, in the first 20,000 units of the paste: a picture of the paste should
    /// mask them.
    pub hidden: Vec<Span>,
}

/// A token in the paste.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FoundToken {
    /// A few words that identify it, such as `alice → my-room`.
    pub label: String,
    /// Its places: several if it is wrapped over lines, or pasted several times.
    pub spans: Vec<Span>,
    /// Its state by itself, now.
    pub state: TokenState,
    /// The `exp` or `nbf` that decides the state, in seconds since 1970.
    pub at: Option<f64>,
    /// Whether it is LiveKit's.
    pub own: bool,
}

/// A pair of API key and secret.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FoundPair {
    /// The API key.
    pub key: Option<String>,
    /// The length of the secret, in characters; `null` if there is none. Its value is never in the report.
    pub secret_length: Option<u32>,
    /// Its place in words, such as `lines 2–3`.
    pub place: String,
    /// Whether its secret made the signature of the token that is judged.
    pub signature: SignatureState,
    /// The tokens whose signature its secret made, as indexes into `found.tokens`.
    pub fits: Vec<u32>,
    /// Its places: key, then secret.
    pub spans: Vec<Span>,
    /// The place of the secret alone, for masking.
    pub secret_span: Option<Span>,
}

/// A key.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FoundKey {
    /// How it is written, such as `spki-pem`, `jwks`, `x509-map` or `env-escaped`.
    pub form: &'static str,
    /// Its type (`RSA`, `EC`, `OKP`, `AKP` or `oct`); `null` if it cannot be read.
    pub kty: Option<&'static str>,
    /// What it is in words, such as `RSA key of 2048 bits`; `null` if it cannot be used.
    pub label: Option<String>,
    /// Its identifier.
    pub kid: Option<String>,
    /// Whether it is a private key or a shared secret. The report never has it.
    pub private: bool,
    /// Whose its certificate is; `null` if it has none.
    pub subject: Option<String>,
    /// The last instant of its certificate, in seconds since 1970.
    pub not_after: Option<f64>,
    /// Its place.
    pub spans: Vec<Span>,
}

/// A credential that is no JWT.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FoundOpaque {
    /// Whose it is, such as `github`.
    pub service: &'static str,
    /// What it is, such as `personal access token`.
    pub kind: &'static str,
    /// Its place.
    pub spans: Vec<Span>,
}

/// A URL of a server.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FoundUrl {
    /// Scheme, host and port, without path and query.
    pub origin: String,
    /// Whether the paste shows that the LiveKit server is there: by a setting, a request or the address itself.
    pub server: bool,
    /// Its place.
    pub spans: Vec<Span>,
}

/// A date.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FoundDate {
    /// The first possible instant, in seconds since 1970.
    pub earliest: f64,
    /// The last possible instant, in seconds since 1970.
    pub latest: f64,
    /// What kind of date it is, in words, such as `HTTP Date header`.
    pub label: Cow<'static, str>,
    /// Its place.
    pub spans: Vec<Span>,
}

/// A known text.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FoundText {
    /// Its stable name.
    #[cfg_attr(test, ts(type = "Code"))]
    pub code: Code,
    /// Its meaning, in a few words.
    pub label: String,
    /// Its places.
    pub spans: Vec<Span>,
}

/// A decoded token.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Token {
    /// The JOSE header, in the order of the token; `null` if it cannot be read.
    pub header: Option<Vec<Claim>>,
    /// The claims set, in the order of the token; `null` if it cannot be read.
    pub claims: Option<Vec<Claim>>,
    /// The defects of its form.
    pub defects: Vec<Defect>,
    /// The service that made it, such as `auth0` or `livekit`; `null` if its form does not show one.
    pub service: Option<&'static str>,
    /// What it is for, such as `access`, `id`, `refresh`, `session` or `jwe`; `null` if its form does not show it.
    pub kind: Option<&'static str>,
    /// Whether it is signed with a secret or a key in the paste.
    pub signature: SignatureState,
    /// The permissions that it gives and does not give, in words.
    pub grants: Vec<Grant>,
    /// The SDK that made it, if its form shows that; `null` otherwise.
    pub minter: Option<String>,
    /// Issued at, in seconds since 1970.
    pub iat: Option<f64>,
    /// Not before, in seconds since 1970.
    pub nbf: Option<f64>,
    /// Expiration time, in seconds since 1970.
    pub exp: Option<f64>,
}

/// A member of the JOSE header, of the claims set, or of an object in it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Claim {
    /// Its name; the index for an element of an array.
    pub name: String,
    /// `string`, `number`, `bool`, `null`, `object` or `array`.
    pub kind: &'static str,
    /// The value of a string; for other values the JSON text in the token, because numbers keep every digit.
    pub value: String,
    /// The members of an object or the elements of an array, in order. Empty below the eighth level.
    pub members: Vec<Claim>,
    /// The meaning of the name, in a few words; `null` if no standard and no service that is known defines it.
    pub meaning: Option<Cow<'static, str>>,
    /// The instant, in seconds since 1970, if the claim is one of the registered times.
    pub instant: Option<f64>,
}

/// A defect in the form of a token.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Defect {
    /// The defect in words.
    pub message: Vec<Part>,
    /// Its place in the paste.
    pub spans: Vec<Span>,
}

/// How a signature relates to a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SignatureState {
    /// There is nothing to check it with.
    Unchecked,
    /// Made with the secret.
    Valid,
    /// Made with the secret, except for one small, known slip.
    NearMiss,
    /// Made with another secret.
    Invalid,
}

/// A permission, given or not.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Grant {
    /// Its claim, such as `video.roomJoin`.
    pub claim: String,
    /// Whether the token gives it.
    pub allows: bool,
    /// Whether this is the default, because the token does not mention it.
    pub default: bool,
    /// The permission in words, such as `may join the room my-room`.
    pub message: Vec<Part>,
}
