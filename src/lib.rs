//! Reads what a failed LiveKit call left behind and says what the server answers, why, and what to do.
//!
#![doc = include_str!("../README.md")]

pub mod livekit;

pub mod text;

pub mod paste;

pub mod token;

pub mod secret;

pub mod key;

pub mod service;

pub mod clock;

pub mod server;

pub mod finding;

pub mod diagnosis;

pub mod repair;

pub mod report;

pub mod sanitize;

pub mod file;

#[cfg(target_arch = "wasm32")]
pub mod wasm;

#[cfg(test)]
mod generated;

use std::cell::OnceCell;

use diagnosis::any_jwt::{self, AnyJwt};
use diagnosis::evidence::Evidence;
use diagnosis::rules::form;
use diagnosis::selection::{self, Selection};
use diagnosis::{asking, relevance, timing, tokens};
use finding::sentence::Messages;
use repair::panel::{self, Panel};
use secret::SlipSearch;
use text::order;
use token::Token;

// These, the types of their fields and the functions below are the public API. Everything else is public only for the tests, and may
// change without notice.
pub use clock::{Context, Sample};
pub use repair::{Change, KeyPair, NotMade, Repair, mint};
pub use report::Report;
pub use sanitize::{Removed, Sanitized, sanitize};
pub use text::NumericDate;

/// Diagnoses a paste: what LiveKit answers, why, and what to do.
/// `paste` may be any text; `now` is the clock of the caller's machine. The same arguments always give the same report.
///
/// ```
/// use why401::{NumericDate, diagnose, report::Outcome};
///
/// let report = diagnose("invalid API key: devkey", NumericDate(1_795_516_100.0));
/// assert_eq!(report.verdict.outcome, Outcome::Refuses);
/// assert_eq!(report.findings[0].code.name(), "development_key");
/// ```
pub fn diagnose(paste: &str, now: NumericDate) -> Report {
    diagnose_with(paste, Context::at(now))
}

/// Diagnoses a paste together with what the caller knows beyond it: readings of the server's clock, and when the server was
/// asked.
///
/// ```
/// use why401::{Context, NumericDate, diagnose_with};
///
/// let now = NumericDate(1_795_516_100.0);
/// let context = Context { asked_at: Some(now.plus(-60.0)), ..Context::at(now) };
/// assert_eq!(diagnose_with("no token here", context).asked_at.latest, now.0 - 60.0);
/// ```
pub fn diagnose_with(paste: &str, context: Context) -> Report {
    diagnose_all(&[paste], context)
}

/// Diagnoses what was pasted one after the other, oldest first: of two tokens, answers or settings the newest counts. The
/// places in the report are those in the pastes joined by a line end.
///
/// ```
/// use why401::{Context, NumericDate, diagnose_all};
///
/// let context = Context::at(NumericDate(1_795_516_100.0));
/// let pastes = ["livekit: token is expired", "livekit: invalid API key"];
/// let report = diagnose_all(&pastes, context);
/// assert_eq!(report.findings[0].code.name(), "unknown_key");
/// ```
pub fn diagnose_all(pastes: &[&str], context: Context) -> Report {
    let mut search = Search::start_all(pastes, context);
    while search.step() {}
    search.report()
}

/// Makes the token of a paste right, with the pair of key and secret in the paste: the fewest changes after which every known
/// release of LiveKit accepts it at `now`.
///
/// ```
/// use why401::{KeyPair, NumericDate, mint, repair};
///
/// let (minted, now) = (NumericDate(1_795_516_100.0), NumericDate(1_795_520_000.0));
/// let pair = KeyPair { key: "APIkey", secret: "FAKE-secret" };
/// let claims = r#"{"sub":"alice","video":{"roomJoin":true,"room":"my-room"}}"#;
/// let token = mint(claims, pair, minted, 900.0).unwrap();
/// let paste = format!("LIVEKIT_API_KEY=APIkey\nLIVEKIT_API_SECRET=FAKE-secret\n{token}");
/// let repaired = repair(&paste, now).unwrap();
/// assert_eq!(repaired.changes[0].claim, "exp");
/// assert_eq!(repaired.changes[0].is.as_deref(), Some("1795520900"));
/// ```
///
/// # Errors
/// Why there is nothing to repair, or why it cannot be done.
pub fn repair(paste: &str, now: NumericDate) -> Result<Repair, NotMade> {
    repair_all(&[paste], Context::at(now))
}

/// The same for what was pasted one after the other, oldest first.
///
/// ```
/// use why401::{Context, NotMade, NumericDate, repair_all};
///
/// let context = Context::at(NumericDate(1_795_516_100.0));
/// assert!(matches!(repair_all(&["no token", "LIVEKIT_API_KEY=APIkey"], context), Err(NotMade::NoToken)));
/// ```
///
/// # Errors
/// As [`repair`](fn@repair).
pub fn repair_all(pastes: &[&str], context: Context) -> Result<Repair, NotMade> {
    let mut search = Search::start_all(pastes, context);
    while search.step() {}
    repair::repair(&search.evidence)
}

/// A diagnosis in steps, for a page that must stay responsive during the search for slips in secrets. It keeps what it
/// has read, so that the same paste can be diagnosed for another time, or for another of its tokens.
///
/// ```
/// use why401::{Search, clock::Context, text::NumericDate};
///
/// let now = NumericDate(1_795_516_100.0);
/// let mut search = Search::start("LIVEKIT_API_SECRET=…".to_owned(), Context::at(now));
/// while search.step() {}
/// search.update(Context::at(now.plus(1.0)));
/// assert_eq!(search.report().asked_at.latest, now.0 + 1.0);
/// ```
pub struct Search {
    evidence: Evidence,
    /// The token that the caller has chosen.
    chosen: Option<usize>,
}

impl Search {
    /// Runs the pipeline up to the evidence: each stage reads the results of the stages before it.
    pub fn start(text: String, context: Context) -> Self {
        Self::read(text, vec![0], context)
    }

    /// The same for what was pasted one after the other, oldest first.
    pub fn start_all(pastes: &[&str], context: Context) -> Self {
        let mut starts = Vec::with_capacity(pastes.len());
        let mut start = 0;
        for paste in pastes {
            starts.push(start);
            start += paste.len() + 1;
        }
        Self::read(pastes.join("\n"), starts, context)
    }

    /// Reads a text whose pastes begin at `starts`.
    fn read(text: String, starts: Vec<usize>, context: Context) -> Self {
        let mut paste = paste::read(&text, finding::texts());
        let mut tokens: Vec<Token> = (std::mem::take(&mut paste.tokens).into_iter())
            .map(token::read)
            .collect();
        let mut signatures = secret::check_all(&tokens, &paste.pairs);
        let guesses = secret::guess(&text, &tokens, &signatures);
        if !guesses.is_empty() {
            paste.add(guesses);
            signatures = secret::check_all(&tokens, &paste.pairs);
        }
        let mut answers = server::reading::find(&text);
        for (body, span) in &paste.printed_bodies {
            let printed = server::reading::find(body).into_iter();
            answers.extend(printed.map(|(reading, _)| (reading, *span)));
        }
        let mut answers = order::sorted(answers, |(_, span)| (span.start, 0));
        relevance::keep(&text, &mut paste, &mut tokens, &mut answers);
        let distinct = tokens::distinct(&tokens);
        let chosen = context.token;
        let places = chosen.and_then(|at| distinct.get(at)).map(Vec::as_slice);
        let Selection { subject, others } =
            selection::select(&text, &starts, &mut paste, &tokens, &mut answers, places);
        // The token that the verdict is about is checked in any case.
        if let Some(at) = subject.filter(|at| *at >= secret::checked(&tokens, &paste.pairs)) {
            signatures[at] = secret::check(&tokens[at], &paste.pairs);
        }
        let now = context.now;
        let compared = compared(&distinct, &context);
        let token = subject.map(|at| &tokens[at]);
        let is_foreign = token.is_some_and(|token| {
            form::is_foreign(token) || any_jwt::is_named_elsewhere(&text, &paste, token)
        });
        let any_jwt = AnyJwt::read(&text, &paste, &tokens, &distinct, token, is_foreign);
        let is_elsewhere = token
            .is_some_and(|token| any_jwt::is_elsewhere(&text, &paste, &answers, token, is_foreign));
        let asking = asking::dates(&text, &paste, &tokens, &answers, now);
        let places = token.map_or(Vec::new(), |token| tokens::places(&tokens, token));
        let (asked_at, clocks) = timing::judge(&paste, &asking, token, &places, &answers, context);
        let evidence = Evidence {
            starts,
            text,
            now,
            paste,
            tokens,
            signatures,
            any_jwt,
            is_elsewhere,
            answers,
            other_answers: others,
            distinct,
            subject,
            compared,
            asking,
            asked_at,
            clocks,
            slips: SlipSearch::default(),
            lines: OnceCell::new(),
            is_windows: OnceCell::new(),
        };
        Self { evidence, chosen }
    }

    /// Makes one step of the search for slips in secrets, which takes a few milliseconds. Returns whether there is more
    /// to search.
    pub fn step(&mut self) -> bool {
        let evidence = &mut self.evidence;
        let pairs = &evidence.paste.pairs;
        (evidence.slips).step(&evidence.tokens, pairs, &mut evidence.signatures)
    }

    /// Replaces the context of the same paste. Where another token is judged, the search for slips begins again.
    pub fn update(&mut self, context: Context) {
        if context.token != self.chosen {
            let text = std::mem::take(&mut self.evidence.text);
            let starts = std::mem::take(&mut self.evidence.starts);
            *self = Self::read(text, starts, context);
            return;
        }
        let evidence = &mut self.evidence;
        evidence.compared = compared(&evidence.distinct, &context);
        evidence.now = context.now;
        let places = (evidence.token()).map_or(Vec::new(), |token| evidence.places_of(token));
        (evidence.asked_at, evidence.clocks) = timing::judge(
            &evidence.paste,
            &evidence.asking,
            evidence.token(),
            &places,
            &evidence.answers,
            context,
        );
    }

    /// The form in which a token is made right, or made, with what the paste has.
    ///
    /// # Errors
    /// Without a pair of key and secret there is no form.
    pub fn panel(&self, request: &panel::Request, now: NumericDate) -> Result<Panel, NotMade> {
        self.panel_in(request, now, None)
    }

    /// The same in another language.
    ///
    /// # Errors
    /// As [`Search::panel`].
    pub fn panel_in(
        &self,
        request: &panel::Request,
        now: NumericDate,
        messages: Messages,
    ) -> Result<Panel, NotMade> {
        panel::panel(&self.evidence, request, now, messages)
    }

    /// Runs the rest: from the evidence to findings and a verdict, and to the report.
    pub fn report(&self) -> Report {
        self.report_in(None)
    }

    /// The same in another language.
    pub fn report_in(&self, messages: Messages) -> Report {
        Report::build(
            &self.evidence,
            diagnosis::diagnose(&self.evidence),
            messages,
        )
    }
}

/// The token to compare with, as an index into the tokens of the paste.
fn compared(distinct: &[Vec<usize>], context: &Context) -> Option<usize> {
    distinct.get(context.compared?)?.first().copied()
}

#[cfg(test)]
mod tests {
    use crate::diagnose;
    use crate::sanitize::{Options, sanitize_with};
    use crate::text::{NumericDate, steps};

    /// A text of `length` bytes or a little more, of numbered lines.
    fn repeated(line: &str, length: usize) -> String {
        let mut text = String::new();
        let mut number = 0;
        while text.len() < length {
            text += &line.replace("{n}", &number.to_string());
            number += 1;
        }
        text
    }

    #[track_caller]
    fn assert_linear(lines: &[&str]) {
        for line in lines {
            assert_grows(line, 262_144, |text| {
                drop(diagnose(text, NumericDate(1_795_515_947.0)));
            });
        }
    }

    /// The work for three texts of such lines grows as they do, from `length` bytes to four times as many.
    #[track_caller]
    fn assert_grows(line: &str, length: usize, work: impl Fn(&str)) {
        let steps = [1, 2, 4].map(|times| {
            let text = repeated(line, times * length);
            steps::of(|| work(&text))
        });
        // Up to a budget, work may grow faster than the paste.
        let is_linear = steps[2] < 3 * steps[1] || steps[2] < BUDGET / 262_144 * length;
        assert!(is_linear, "{line:?}: {steps:?}");
    }

    /// The bytes that are read and hashed at most where work grows faster than the paste.
    const BUDGET: usize = 30_000_000;

    const TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJBUEl0ZXN0a2V5MTIzNDUifQ.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA{n}\n";
    const PAIR: &str =
        "LIVEKIT_API_KEY=APIkey{n}abcdef\nLIVEKIT_API_SECRET=FAKEsecret{n}FAKEsecret\n";

    #[test]
    fn the_work_grows_as_the_answers_of_a_paste_do() {
        assert_linear(&[
            "invalid authorization token: token has invalid claims: token is expired\n",
            "invalid API key: APIx\n",
            "invalid API key: x ",
            "could \u{1b}",
            "error \u{1b}[31",
            "2026-11-24T10:41:07Z WARN livekit: invalid token, status 401\n",
        ]);
    }

    #[test]
    fn the_work_grows_as_the_dates_and_urls_of_a_paste_do() {
        assert_linear(&[
            "Date: Tue, 24 Nov 2026 10:41:07 GMT\n",
            "https://h{n}.example.com/x\n",
            "https://a:b",
            "LIVEKIT_URL==x",
            "=",
            "a=b&",
        ]);
    }

    #[test]
    fn the_work_grows_as_the_settings_of_a_paste_do() {
        assert_linear(&[
            "apiSecret=a%20&",
            "api_secret = \"a\" + ",
            "api_secret = (\"a\" ",
            "LIVEKIT_API_SECRET=a\\\n",
            "LIVEKIT_API_SECRET=a\n",
            "LIVEKIT_API_SECRET='",
            "data:\n  LIVEKIT_API_KEY: QVBJdGVzdGtleTEyMzQ1\n  LIVEKIT_API_SECRET: RkFLRXNlY3JldA==\n",
            "keys: {",
            "${LIVEKIT_API_KEY}",
        ]);
    }

    #[test]
    fn the_work_grows_as_the_secrets_and_tokens_of_a_paste_do() {
        assert_linear(&[
            "secret ",
            "secret=FAKE{n}",
            "-----BEGIN PRIVATE KEY-----\n",
            "APIkey{n}abcdef:FAKE{n}\n",
            "eyJhbGciOiJI\n",
            PAIR,
            TOKEN,
            &[PAIR, TOKEN].concat(),
            "BEGIN%20",
            "BEGIN+",
            "LS0tLS1CRUdJTi",
            "undefined",
        ]);
    }

    #[test]
    fn the_work_for_a_safe_copy_grows_as_the_paste_does() {
        for line in [
            "sign(",
            "&secret",
            "secret=FAKE{n}",
            ":17955",
            "://",
            "access_token=",
            "LIVEKIT_API_SECRET=",
            "user@",
            TOKEN,
        ] {
            let options = Options {
                identities: true,
                addresses: true,
            };
            assert_grows(line, 32_768, |text| {
                drop(sanitize_with(text, options, None));
            });
        }
    }
}
