//! Mistakes in how the times of a token were computed.

use serde_json::{Value, json};

use super::refusals::at;
use super::{Case, beside_its_pair};
use crate::common::{MINTED, SECRET, token, with};

fn case(name: &str, claims: &Value) -> Case {
    Case::new(name, beside_its_pair(&token(claims, SECRET)))
}

pub fn cases() -> Vec<Case> {
    let life = |seconds: i64| at(Some(0), Some(0), Some(seconds));
    let mut cases = vec![
        case(
            "exp in milliseconds",
            &with("exp", json!((MINTED + 600) * 1000)),
        ),
        case("nbf in milliseconds", &with("nbf", json!(MINTED * 1000))),
        case(
            "iat in microseconds",
            &with("iat", json!(MINTED * 1_000_000)),
        ),
        case(
            "exp in nanoseconds",
            &with("exp", json!(MINTED * 1_000_000_000)),
        ),
        case(
            "exp as text",
            &with("exp", json!((MINTED + 600).to_string())),
        ),
        case("a lifetime as exp", &with("exp", json!(600))),
        case("exp as a lifetime", &life(MINTED + 3600)),
        case("local time", &at(Some(7200), Some(7200), Some(10_800))),
        case(
            "half a day off",
            &at(Some(86_400), Some(86_400), Some(90_000)),
        ),
        case("a year off", &life(3600 - 365 * 86_400)),
        case("a negative lifetime", &life(-600)),
        case("no lifetime", &life(0)),
        case(
            "no lifetime, a while ago",
            &at(Some(-90), Some(-90), Some(-90)),
        ),
        case("milliseconds of a lifetime", &life(3_600_000)),
        case("a short lifetime", &life(30)),
        case("a long lifetime", &life(90 * 86_400)),
    ];
    cases.push(
        Case::new(
            "sent again",
            format!(
                "{}\nHTTP/1.1 401 Unauthorized\nDate: Wed, 25 Nov 2026 09:46:40 GMT\n\n",
                beside_its_pair(&token(&life(3600), SECRET))
            ),
        )
        .at(1_795_601_000.0),
    );
    cases.push(Case::new(
        "a server whose clock is behind this browser's",
        format!(
            "{}\nHTTP/1.1 401 Unauthorized\nDate: Tue, 24 Nov 2026 09:20:00 GMT\n\n",
            beside_its_pair(&token(&at(Some(-30), Some(-30), Some(3570)), SECRET))
        ),
    ));
    cases.push(Case::new(
        "two tokens",
        format!(
            "{}\n{}",
            token(&at(Some(-600), None, Some(3000)), SECRET),
            beside_its_pair(&token(&at(Some(0), None, Some(3600)), SECRET))
        ),
    ));
    cases
}
