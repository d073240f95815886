//! Pastes that report no failure: explanations of errors, and the bytes of a file.

use crate::finding;

use super::evidence::Evidence;

/// How many characters show whether a paste is text.
const BEGINNING: usize = 1000;

/// The longest text that is read as the words of a person, in bytes.
const PROSE: usize = 10_000;

impl Evidence {
    /// Whether the paste names refusals of so many kinds that it explains them, as a guide does, and reports none.
    pub fn describes_errors(&self) -> bool {
        let mut causes = Vec::new();
        for (known, _) in finding::known(&self.paste.known_texts) {
            if known.refuses && !causes.contains(&known.cause) {
                causes.push(known.cause);
            }
        }
        self.answers.is_empty() && causes.len() > 2
    }

    /// Whether a person asks why connected participants leave: a token that expires ends no session.
    pub fn asks_about_sessions(&self) -> bool {
        const LEAVING: [&str; 8] = [
            "kicked",
            "kick ",
            "get disconnected",
            "gets disconnected",
            "got disconnected",
            "disconnected after",
            "dropped after",
            "call ends",
        ];
        let is_prose = self.text.len() < BEGINNING && self.text.contains('?');
        let lower = || self.text.to_ascii_lowercase();
        is_prose && self.token().is_none() && {
            let lower = lower();
            LEAVING.into_iter().any(|words| lower.contains(words))
        }
    }

    /// Whether a person tells that a participant sees or hears nothing of the others.
    pub fn misses_tracks(&self) -> bool {
        const MISSING: [&str; 13] = [
            "tracksubscribed",
            "sees nothing",
            "see nothing",
            "hears nothing",
            "hear nothing",
            "no video",
            "no audio",
            "can't see",
            "cannot see",
            "can't hear",
            "cannot hear",
            "black screen",
            "never subscribed",
        ];
        if self.text.len() >= PROSE {
            return false;
        }
        let lower = self.text.to_ascii_lowercase();
        MISSING.into_iter().any(|words| lower.contains(words))
    }

    /// Whether one of twenty characters at the start is none of a text.
    pub fn is_binary(&self) -> bool {
        let beginning = || self.text.chars().take(BEGINNING);
        let is_odd =
            |c: &char| *c == '\u{FFFD}' || c.is_control() && !c.is_whitespace() && *c != '\u{1B}';
        beginning().filter(is_odd).count() * 20 > beginning().count()
    }
}
