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

pub mod report;

#[cfg(target_arch = "wasm32")]
pub mod wasm;

#[cfg(test)]
mod generated;

use std::cell::OnceCell;

use diagnosis::any_jwt::{self, AnyJwt};
use diagnosis::evidence::Evidence;
use diagnosis::rules::form;
use diagnosis::selection::{self, Selection};
use diagnosis::{asking, relevance, timing};
use paste::pair::Pair;
use secret::{Signature, SlipSearch};
use text::order;
use token::Token;

// The public API: these with the types of their fields, and the functions below. Else the stages are public for their tests only, and
// change without notice.
pub use clock::{Context, Sample};
pub use report::Report;
pub use text::NumericDate;

/// Diagnoses a paste: what LiveKit answers, why, and what to do.
/// `paste` may be any text; `now` is the clock of the caller's machine. The same arguments always give the same report.
pub fn diagnose(paste: &str, now: NumericDate) -> Report {
    diagnose_with(paste, Context::at(now))
}

/// Diagnoses a paste together with what the caller knows beyond it: readings of the server's clock, and when the server was
/// asked.
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

/// A diagnosis in steps, for a page that must stay responsive during the search for slips in secrets. It keeps what it
/// has read, so that the same paste can be diagnosed for another time.
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
pub struct Search(Evidence);

impl Search {
    /// Runs the pipeline up to the evidence: each stage reads the results of the stages before it.
    pub fn start(text: String, context: Context) -> Self {
        Self::read(text, &[0], context)
    }

    /// The same for what was pasted one after the other, oldest first.
    pub fn start_all(pastes: &[&str], context: Context) -> Self {
        let mut starts = Vec::with_capacity(pastes.len());
        let mut start = 0;
        for paste in pastes {
            starts.push(start);
            start += paste.len() + 1;
        }
        Self::read(pastes.join("\n"), &starts, context)
    }

    /// Reads a text whose pastes begin at `starts`.
    fn read(text: String, starts: &[usize], context: Context) -> Self {
        let mut paste = paste::read(&text, finding::texts());
        let mut tokens: Vec<Token> = (std::mem::take(&mut paste.tokens).into_iter())
            .map(token::read)
            .collect();
        let check = |pairs: &[Pair]| -> Vec<Signature> {
            let tokens = tokens.iter();
            tokens.map(|token| secret::check(token, pairs)).collect()
        };
        let mut signatures = check(&paste.pairs);
        let guesses = secret::guess(&text, &paste.words, &tokens, &signatures);
        if !guesses.is_empty() {
            paste.add(guesses);
            signatures = check(&paste.pairs);
        }
        let mut answers = server::reading::find(&text);
        for (body, span) in &paste.printed_bodies {
            let printed = server::reading::find(body).into_iter();
            answers.extend(printed.map(|(reading, _)| (reading, *span)));
        }
        let mut answers = order::sorted(answers, |(_, span)| (span.start, 0));
        relevance::keep(&text, &mut paste, &mut tokens, &mut answers);
        let Selection { subject, others } =
            selection::select(&text, starts, &mut paste, &tokens, &mut answers);
        let now = context.now;
        let token = subject.map(|at| &tokens[at]);
        let any_jwt = AnyJwt::read(&text, &tokens);
        let is_elsewhere = token.is_some_and(|token| {
            any_jwt::is_elsewhere(&text, &paste, &answers, token, form::is_foreign(token))
        });
        let asking = asking::dates(&text, &paste, &tokens, &answers, now);
        let (asked_at, clocks) = timing::judge(&paste, &asking, token, &answers, context);
        Self(Evidence {
            pastes: starts.len(),
            text,
            now,
            paste,
            tokens,
            signatures,
            any_jwt,
            is_elsewhere,
            answers,
            other_answers: others,
            subject,
            asking,
            asked_at,
            clocks,
            slips: SlipSearch::default(),
            lines: OnceCell::new(),
        })
    }

    /// Makes one step of the search for slips in secrets, which takes a few milliseconds. Returns whether there is more
    /// to search.
    pub fn step(&mut self) -> bool {
        let evidence = &mut self.0;
        let pairs = &evidence.paste.pairs;
        (evidence.slips).step(&evidence.tokens, pairs, &mut evidence.signatures)
    }

    /// Replaces the context of the same paste.
    pub fn update(&mut self, context: Context) {
        let evidence = &mut self.0;
        evidence.now = context.now;
        (evidence.asked_at, evidence.clocks) = timing::judge(
            &evidence.paste,
            &evidence.asking,
            evidence.token(),
            &evidence.answers,
            context,
        );
    }

    /// Runs the rest: from the evidence to findings and a verdict, and to the report.
    pub fn report(&self) -> Report {
        Report::build(&self.0, diagnosis::diagnose(&self.0))
    }
}
