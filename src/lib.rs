//! Reads what a failed LiveKit call left behind and says what the server answers, why, and what to do.
//!
#![doc = include_str!("../README.md")]

pub mod livekit;

pub mod text;

pub mod paste;

pub mod token;

pub mod secret;

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

use diagnosis::evidence::Evidence;
use diagnosis::{relevance, timing};
use secret::SlipSearch;
use token::Token;

// The public API: these with the types of their fields, and the functions below. Else the stages are public for their tests only, and
// change without notice.
pub use clock::{Context, Sample};
pub use report::Report;
pub use text::NumericDate;

/// Diagnoses a paste: what LiveKit answers, why, and what to do.
/// `paste` may be any text; `now` is the clock of the caller's machine. The same arguments always give the same report.
/// `paste` is any text at all; `now` is the clock of the machine that asks. The same arguments always give the same report.
pub fn diagnose(paste: &str, now: NumericDate) -> Report {
    diagnose_with(paste, Context::at(now))
}

/// Diagnoses a paste together with what the caller knows beyond it: readings of the server's clock, and when the server was
/// asked.
pub fn diagnose_with(paste: &str, context: Context) -> Report {
    let mut search = Search::start(paste.to_owned(), context);
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
        let mut paste = paste::read(&text, finding::texts());
        let mut tokens: Vec<Token> = (std::mem::take(&mut paste.tokens).into_iter())
            .map(token::read)
            .collect();
        let signatures = (tokens.iter())
            .map(|token| secret::check(token, &paste.pairs))
            .collect();
        let mut answers = server::reading::find(&text);
        for (body, span) in &paste.printed_bodies {
            let printed = server::reading::find(body).into_iter();
            answers.extend(printed.map(|(reading, _)| (reading, *span)));
        }
        answers.sort_by_key(|(_, span)| span.start);
        relevance::keep(&text, &mut paste, &mut tokens, &mut answers);
        let subject = relevance::subject(&tokens);
        let now = context.now;
        let token = subject.map(|at| &tokens[at]);
        let (asked_at, clocks) = timing::judge(&paste, token, &answers, context);
        Self(Evidence {
            text,
            now,
            paste,
            tokens,
            signatures,
            answers,
            subject,
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
