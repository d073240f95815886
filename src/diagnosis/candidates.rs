//! The causes that fit where a paste does not decide, most frequent first.
//!
//! Counted on 63 public reports of failed LiveKit connections (2021 to 2026): 9 without a usable token, 6 expired, 6 of
//! the network, 5 faults of an SDK, 4 mangled secrets, 3 of another project, 3 with a wrong secret, 3 without a grant, 3
//! with a clock ahead, 2 each with a key of another environment and a wrong URL, and one of each other.

use super::part::{Part, say};
use crate::paste::symptom;

/// A cause that fits, among others.
pub struct Candidate {
    /// The family of causes.
    pub cause: &'static str,
    /// The cause in words.
    pub message: Vec<Part>,
    /// How to check it.
    pub check: Vec<Part>,
}

/// Where nothing is known but that something failed.
pub const GENERAL: &str = "missing_token_or_header expired network_not_auth sdk_bug secret_format wrong_project signature_secret_mismatch missing_grant clock_skew_nbf other";

/// The candidates of these families, which stand with spaces between them; the table of texts has a row for each.
pub fn candidates(causes: &'static str) -> Vec<Candidate> {
    let candidate = |cause| {
        let row = symptom::of_code(&format!("cause:{cause}"));
        Candidate {
            cause,
            message: say(row.says),
            check: say(row.fix),
        }
    };
    causes.split_ascii_whitespace().map(candidate).collect()
}
