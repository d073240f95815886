//! What each release answers to the token, at both ends of the time at which it may have been asked.

use crate::server::release::{RELEASES, Release};
use crate::server::{Answer, Asked, Keys, Request};
use crate::text::{Interval, NumericDate};

/// What one release answers.
pub struct Prediction {
    /// The release.
    pub release: &'static Release,
    /// Its answer at the first possible instant.
    pub earliest: Answer,
    /// Its answer at the last possible instant.
    pub latest: Answer,
}

impl Prediction {
    /// Whether the answer is the same whenever it was asked.
    pub fn is_settled(&self) -> bool {
        (self.earliest.status, &self.earliest.body) == (self.latest.status, &self.latest.body)
    }
}

/// Asks each release to let the token in: `GET /rtc/validate`, as the client SDKs do. Newest release first.
pub fn predict(token: &str, keys: &Keys, asked_at: Interval) -> Vec<Prediction> {
    ask(token, keys, |asked| {
        RELEASES
            .iter()
            .rev()
            .map(|release| {
                let earliest = asked.answer(release, asked_at.earliest);
                let latest = if asked_at.is_instant() {
                    earliest.clone()
                } else {
                    asked.answer(release, asked_at.latest)
                };
                Prediction {
                    release,
                    earliest,
                    latest,
                }
            })
            .collect()
    })
}

/// What one release answers at one instant.
pub fn answer(token: &str, keys: &Keys, release: &Release, at: NumericDate) -> Answer {
    ask(token, keys, |asked| asked.answer(release, at))
}

fn ask<T>(token: &str, keys: &Keys, questions: impl FnOnce(&Asked) -> T) -> T {
    let headers = [(
        b"Authorization".to_vec(),
        format!("Bearer {token}").into_bytes(),
    )];
    let request = Request {
        method: "GET",
        target: b"/rtc/validate",
        headers: &headers,
        body: b"",
    };
    questions(&Asked::new(&request, keys))
}
