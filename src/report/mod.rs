//! What leaves the core: plain values, places in UTF-16 units, secrets and signatures removed.
//!
//! - **In**: the evidence and the diagnosis.
//! - **Out**: a [`Report`]: data without behavior, which `serde` writes. Missing values are `null`.
//! - **Facts from**: the stages above; nothing is decided here.
//!
//! Secrets are removed by value wherever they occur, signatures by the form of a token. The TypeScript types of the npm
//! package (`report.d.ts`) are derived from these structs.

mod builder;
mod redaction;

use serde::Serialize;

pub use crate::diagnosis::steps::StepState;
pub use crate::diagnosis::verdict::Outcome;
pub use crate::finding::Code;
pub use crate::finding::cause::Cause;
pub use crate::finding::sentence::Part;

/// Everything that can be said about a paste.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Report {
    /// The answer first: one sentence, and what to do.
    pub verdict: Verdict,
    /// What was noticed, most important first.
    pub findings: Vec<Finding>,
    /// Where the paste does not decide: the possible causes, most frequent first. Else empty.
    pub candidates: Vec<Candidate>,
    /// What each group of LiveKit releases answers, newest first, at `asked_at`. Empty without a token.
    pub answers: Vec<Answer>,
    /// What LiveKit Cloud answers, likely. `null` without a token.
    pub cloud: Option<Cloud>,
    /// What the server looks at, in its order, up to where it stops. Empty without a token.
    pub steps: Vec<Step>,
    /// When the server was asked.
    pub asked_at: AskedAt,
    /// How far clocks are apart, as far as the paste, the token and looks at the server tell.
    pub clocks: Vec<ClockOffset>,
    /// The next instant at which the verdict or an answer changes, in seconds since 1970; `null` if none will.
    pub changes_at: Option<f64>,
    /// What stands in the paste, and where.
    pub found: Found,
    /// The tokens of `found.tokens`, decoded.
    pub tokens: Vec<Token>,
    /// What to paste next, or `null` where nothing is missing.
    pub next: Option<Vec<Part>>,
}

/// The one sentence.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Verdict {
    /// Whether the server takes the token.
    pub outcome: Outcome,
    /// What the server answers, and why.
    pub message: Vec<Part>,
    /// What to do.
    pub fix: Vec<Part>,
}

/// Something that was noticed.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Finding {
    /// Its stable name, such as `expired` or `secret_trailing_newline`.
    #[cfg_attr(test, ts(type = "Code"))]
    pub code: Code,
    /// The family of causes it belongs to, such as `expired` or `secret_format`.
    pub cause: Cause,
    /// Whether it follows from the paste; else it is only likely.
    pub certain: bool,
    /// What was noticed.
    pub message: Vec<Part>,
    /// What to do about it; may be empty.
    pub fix: Vec<Part>,
    /// Where it stands in the paste.
    pub spans: Vec<Span>,
}

/// A cause that fits the paste, among others.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Candidate {
    /// The family of causes, as in [`Finding::cause`].
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
    /// The last release of the group; `null` where it is the newest.
    pub until: Option<String>,
    /// Whether the paste holds an answer that these releases, and not all, would have worded so.
    pub told: bool,
    /// Whether the answer is known to the byte. `false` where it presumes what the paste does not show: a known API key
    /// and a fitting secret.
    pub exact: bool,
    /// HTTP status.
    pub status: u16,
    /// Body; bytes that are not UTF-8 as U+FFFD.
    pub body: String,
}

/// What LiveKit Cloud answers: its source is closed, so it is taken to answer as the newest release does, with texts of its
/// own.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Cloud {
    /// HTTP status.
    pub status: u16,
    /// Whether the paste holds a URL of LiveKit Cloud.
    pub told: bool,
}

/// One thing that the server looks at.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Step {
    /// Its name.
    pub name: &'static str,
    /// How it goes.
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
    /// Whether nothing in the paste tells, so that now is taken.
    pub assumed: bool,
}

/// By how much one clock is ahead of another, in seconds; negative where it is behind.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ClockOffset {
    /// `minter` (the machine that makes the tokens), `machine` (the one where a command of the paste ran) or `server`.
    pub clock: &'static str,
    /// `server`, `browser`, or `ntp` for true time.
    pub reference: &'static str,
    /// At the least; `null` where nothing tells.
    pub least: Option<f64>,
    /// At the most; `null` where nothing tells.
    pub most: Option<f64>,
    /// Whether it may be the clock of a proxy in front of the server.
    pub through_proxy: bool,
    /// Whether what tells contradicts itself.
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

/// What stands in the paste, in its order.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Found {
    /// Access tokens.
    pub tokens: Vec<FoundToken>,
    /// Pairs of API key and secret; either may be missing.
    pub pairs: Vec<FoundPair>,
    /// URLs of servers.
    pub urls: Vec<FoundUrl>,
    /// Dates that tell when something happened. Of the lines of a log only the first, the last, and the one that tells when
    /// the server was asked.
    pub dates: Vec<FoundDate>,
    /// Answers of a server.
    pub refusals: Vec<FoundText>,
    /// What servers, clients and proxies say about the failure, and mistakes in code.
    pub symptoms: Vec<FoundText>,
}

/// A token in the paste.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FoundToken {
    /// A few words to know it by, such as `alice → my-room`.
    pub label: String,
    /// Its places: several where it is wrapped over lines.
    pub spans: Vec<Span>,
}

/// A pair of API key and secret.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FoundPair {
    /// The API key.
    pub key: Option<String>,
    /// How long the secret is, in characters; `null` where there is none. Its value is never told.
    pub secret_length: Option<u32>,
    /// Where it stands, in words, such as `lines 2–3`.
    pub place: String,
    /// Whether its secret made the signature of the first token.
    pub signature: SignatureState,
    /// Its places: key, then secret.
    pub spans: Vec<Span>,
    /// The place of the secret alone, for masking.
    pub secret_span: Option<Span>,
}

/// A URL of a server.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FoundUrl {
    /// Scheme, host and port, without path and query.
    pub origin: String,
    /// Whether the paste shows that the LiveKit server is there: a setting, a request or the address itself.
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
    pub label: &'static str,
    /// Its place.
    pub spans: Vec<Span>,
}

/// A text that is known.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FoundText {
    /// Its stable name.
    #[cfg_attr(test, ts(type = "Code"))]
    pub code: Code,
    /// What it says, in a few words.
    pub label: String,
    /// Its places.
    pub spans: Vec<Span>,
}

/// A decoded token.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Token {
    /// The JOSE header, in the order of the token; `null` where it cannot be read.
    pub header: Option<Vec<Claim>>,
    /// The claims set, in the order of the token; `null` where it cannot be read.
    pub claims: Option<Vec<Claim>>,
    /// What is wrong with its form.
    pub defects: Vec<Defect>,
    /// Whether it is signed with a secret of the paste.
    pub signature: SignatureState,
    /// What it permits and does not, in words.
    pub grants: Vec<Grant>,
    /// Which SDK made it, as far as its form tells; `null` if it does not.
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
    /// The value of a string, else the JSON text as it stands in the token: numbers keep every digit.
    pub value: String,
    /// The members of an object or the elements of an array, in their order. Empty below the eighth level.
    pub members: Vec<Claim>,
    /// What the name means, in a few words; `null` where it is not a registered or LiveKit name.
    pub meaning: Option<&'static str>,
    /// The instant it tells, in seconds since 1970, for the registered times.
    pub instant: Option<f64>,
}

/// A fault in the form of a token.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Defect {
    /// The fault in words.
    pub message: Vec<Part>,
    /// Where it stands in the paste.
    pub spans: Vec<Span>,
}

/// How a signature relates to a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SignatureState {
    /// Nothing to check it with.
    Unchecked,
    /// Made with the secret.
    Valid,
    /// Made with the secret but for one small, known slip.
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
    /// Whether it permits.
    pub allows: bool,
    /// Whether the token says nothing, so that the default counts.
    pub default: bool,
    /// The permission in words, such as `may join the room my-room`.
    pub message: Vec<Part>,
}
