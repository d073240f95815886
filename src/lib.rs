//! Reads whatever a failed LiveKit call left behind and says what the server answers, why, and what to do.
//!
#![doc = include_str!("../README.md")]

pub mod livekit;

pub mod text;

pub mod paste;

pub mod token;

pub mod secret;

pub mod clock;

pub mod server;

pub mod diagnosis;

pub mod report;

#[cfg(target_arch = "wasm32")]
pub mod wasm;

use clock::Beside;
use diagnosis::evidence::Evidence;
use report::Report;
use text::NumericDate;

/// Diagnoses a paste: what LiveKit answers, why, and what to do.
///
/// `paste` is any text at all; `now` is the clock of the machine that asks. The same arguments always give the same report.
pub fn diagnose(paste: &str, now: NumericDate) -> Report {
    diagnose_beside(paste, Beside::only(now))
}

/// Diagnoses a paste together with what is known beside it: looks at the server's clock, and when the server was asked.
pub fn diagnose_beside(paste: &str, known: Beside) -> Report {
    let mut search = Search::start(paste.to_owned(), known);
    while search.step() {}
    search.report()
}

/// A diagnosis that is made in steps, for a page that must not stand still while slips of secrets are searched for. It keeps what was
/// read, so that the same paste can be diagnosed again at another time.
///
/// ```
/// use why401::{Search, clock::Beside, diagnose, text::NumericDate};
///
/// let now = NumericDate(1_795_516_100.0);
/// let mut search = Search::start("LIVEKIT_API_SECRET=…".to_owned(), Beside::only(now));
/// while search.step() {}
/// let known = Beside::only(now.plus(1.0));
/// search.know(known);
/// assert_eq!(search.report().asked_at.latest, now.0 + 1.0);
/// ```
pub struct Search(Evidence);

impl Search {
    /// Reads a paste.
    pub fn start(paste: String, known: Beside) -> Self {
        Self(Evidence::gather(paste, known))
    }

    /// Makes one step of the search for slips, of some milliseconds. Whether there is more to search.
    pub fn step(&mut self) -> bool {
        self.0.search()
    }

    /// From here on other things are known beside the same paste.
    pub fn know(&mut self, known: Beside) {
        self.0.know(known);
    }

    /// The report, as far as was searched.
    pub fn report(&self) -> Report {
        Report::of(&self.0, diagnosis::diagnose(&self.0))
    }
}
