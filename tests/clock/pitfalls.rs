//! Mistakes in the times of tokens, made in tokens of every shape that SDKs make: each is named first. Tokens without a
//! mistake get none.

use serde_json::{Value, json};
use why401::diagnose;
use why401::report::Report;
use why401::text::NumericDate;

use crate::common::{SECRET, signed};

const MINUTE: i64 = 60;
const HOUR: i64 = 3600;
const DAY: i64 = 86_400;

/// Every finding about how times were computed.
const PITFALLS: [&str; 15] = [
    "time_in_milliseconds",
    "time_in_microseconds",
    "time_in_nanoseconds",
    "time_as_text",
    "lifetime_as_time",
    "time_as_lifetime",
    "local_time",
    "calendar_slip",
    "life_negative",
    "life_zero",
    "life_unit",
    "life_tiny",
    "life_long",
    "token_reused",
    "tokens_apart",
];

/// A token as one release of an SDK makes it by default.
#[derive(Clone)]
struct Shape {
    name: String,
    header: String,
    claims: Value,
    /// When it was made, in whole seconds.
    made: i64,
}

impl Shape {
    #[allow(clippy::cast_possible_truncation)]
    fn all() -> Vec<Self> {
        let rows = include_str!("../vectors/sdk-tokens.jsonl").lines();
        let rows = rows.map(|line| serde_json::from_str::<Value>(line).unwrap());
        let mut shapes = Vec::new();
        for row in rows.filter(|row| row["case"] == "a_default") {
            // Others use another algorithm.
            if !row["header_text"].as_str().unwrap().contains("HS256") {
                continue;
            }
            let claims: Value =
                serde_json::from_str(row["payload_text"].as_str().unwrap()).unwrap();
            let minted_at = row["minted_at"].as_f64().unwrap() as i64;
            shapes.push(Self {
                name: format!("{} {}", row["sdk"], row["version"]),
                header: row["header_text"].as_str().unwrap().to_owned(),
                made: ["iat", "nbf"]
                    .into_iter()
                    .find_map(|name| claims[name].as_i64().filter(|at| *at > 0))
                    .unwrap_or(minted_at),
                claims,
            });
        }
        shapes
    }

    /// Whether it shows when it was made.
    fn tells(&self) -> bool {
        ["iat", "nbf"]
            .into_iter()
            .any(|name| self.claims[name].as_i64().is_some_and(|at| at > 0))
    }

    /// With each of its times changed, those of 0 left as they are.
    fn with(&self, change: impl Fn(&str, i64) -> Value) -> Self {
        let mut changed = self.clone();
        for name in ["nbf", "iat", "exp"] {
            if let Some(at) = self.claims[name].as_i64().filter(|at| *at > 0) {
                changed.claims[name] = change(name, at);
            }
        }
        changed
    }

    /// With this lifetime.
    fn living(&self, seconds: i64) -> Self {
        let made = self.made;
        self.with(|name, at| json!(if name == "exp" { made + seconds } else { at }))
    }

    fn token(&self) -> String {
        signed(&self.header, &self.claims.to_string(), SECRET.as_bytes())
    }

    fn paste(&self) -> String {
        let iss = self.claims["iss"].as_str().unwrap();
        format!(
            "{}\nLIVEKIT_API_KEY={iss}\nLIVEKIT_API_SECRET={SECRET}\n",
            self.token()
        )
    }

    /// The report for a request this many seconds after the token was made.
    #[allow(clippy::cast_precision_loss)]
    fn asked(&self, later: i64) -> Report {
        diagnose(&self.paste(), NumericDate((self.made + later) as f64))
    }

    #[track_caller]
    fn assert_leads(&self, later: i64, code: &str) {
        let report = self.asked(later);
        let first = report.findings.first().map(|finding| finding.code.name());
        assert_eq!(
            first,
            Some(code),
            "{}: {} {:?}",
            self.name,
            self.claims,
            report.verdict
        );
    }

    #[track_caller]
    fn assert_silent(&self, report: &Report) {
        for finding in &report.findings {
            assert!(
                !PITFALLS.contains(&finding.code.name()),
                "{}: {} {finding:?}",
                self.name,
                self.claims
            );
        }
    }

    /// The mistake is named if the token shows when it was made, and otherwise nothing is.
    #[track_caller]
    fn assert_leads_if_told(&self, later: i64, code: &str) {
        if self.tells() {
            self.assert_leads(later, code);
        } else {
            self.assert_silent(&self.asked(later));
        }
    }
}

#[test]
fn there_are_shapes_of_every_sdk() {
    let shapes = Shape::all();
    assert!(shapes.len() >= 35, "{}", shapes.len());
    assert!(shapes.iter().filter(|shape| shape.tells()).count() >= 25);
}

#[test]
fn another_unit_than_seconds() {
    for shape in Shape::all() {
        for (factor, code) in [
            (1_000, "time_in_milliseconds"),
            (1_000_000, "time_in_microseconds"),
            (1_000_000_000, "time_in_nanoseconds"),
        ] {
            shape.with(|_, at| json!(at * factor)).assert_leads(5, code);
            // Only one of them, as where the SDK adds the others.
            let one = |name: &str, at| json!(if name == "exp" { at * factor } else { at });
            shape.with(one).assert_leads(5, code);
        }
    }
}

#[test]
fn seconds_as_a_text() {
    for shape in Shape::all() {
        let text = shape.with(|name, at| {
            if name == "exp" {
                json!(at.to_string())
            } else {
                json!(at)
            }
        });
        text.assert_leads(5, "time_as_text");
    }
}

#[test]
fn a_lifetime_in_place_of_a_time_and_a_time_in_place_of_a_lifetime() {
    for shape in Shape::all() {
        for seconds in [60, 600, 3600, 21_600] {
            let exp = shape.with(|name, at| json!(if name == "exp" { seconds } else { at }));
            exp.assert_leads(5, "lifetime_as_time");
        }
        let twice = shape.living(shape.made + HOUR);
        twice.assert_leads_if_told(5, "time_as_lifetime");
    }
}

#[test]
fn local_time_used_as_utc() {
    let zones = [
        60, 120, 180, 210, 240, 270, 300, 330, 345, 360, 390, 420, 480, 525, 540, 570, 600, 630,
        660, 720, 765, 780, 840,
    ];
    for shape in Shape::all() {
        for minutes in zones {
            for later in [0, 2, 45] {
                let shifted = shape.with(|_, at| json!(at + minutes * MINUTE));
                shifted.assert_leads_if_told(later, "local_time");
            }
        }
    }
}

#[test]
fn a_day_or_a_year_off() {
    for shape in Shape::all() {
        for days in [1, 365, 366] {
            let shifted = shape.with(|_, at| json!(at + days * DAY));
            shifted.assert_leads_if_told(2, "calendar_slip");
        }
        shape
            .living(HOUR - 365 * DAY)
            .assert_leads_if_told(2, "calendar_slip");
    }
}

#[test]
fn a_lifetime_of_zero_or_less() {
    for shape in Shape::all() {
        // The leeway has passed.
        shape.living(0).assert_leads_if_told(90, "life_zero");
        for seconds in [1, 60, 600, HOUR, 20 * DAY] {
            shape
                .living(-seconds)
                .assert_leads_if_told(90, "life_negative");
        }
        shape.living(5).assert_leads_if_told(2, "life_tiny");
        shape.living(30).assert_leads_if_told(100, "life_tiny");
    }
}

#[test]
fn a_lifetime_in_another_unit() {
    for shape in Shape::all() {
        for seconds in [HOUR, 4 * HOUR, 6 * HOUR, DAY] {
            shape
                .living(seconds / 1000)
                .assert_leads_if_told(2, "life_unit");
            shape
                .living(seconds * 1000)
                .assert_leads_if_told(2, "life_unit");
            shape
                .living(seconds * DAY)
                .assert_leads_if_told(2, "life_unit");
        }
        shape.living(600_000).assert_leads_if_told(2, "life_unit");
    }
}

#[test]
fn a_very_long_lifetime() {
    for shape in Shape::all() {
        for days in [31, 90, 365, 3650] {
            shape
                .living(days * DAY)
                .assert_leads_if_told(2, "life_long");
        }
        shape.assert_silent(&shape.living(30 * DAY).asked(2));
    }
}

/// The date of the answer is that of `date -u -d @1795600000`.
#[test]
fn a_token_that_was_kept_and_sent_again() {
    let asked = 1_795_600_000;
    for shape in Shape::all() {
        let paste = format!(
            "{}\nHTTP/1.1 401 Unauthorized\nDate: Wed, 25 Nov 2026 09:46:40 GMT\n\n",
            {
                let life = shape.claims["exp"].as_i64().unwrap() - shape.made;
                assert!(asked - shape.made > life);
                shape.paste()
            }
        );
        let report = diagnose(&paste, NumericDate(1_795_601_000.0));
        if shape.tells() {
            assert_eq!(
                report.findings[0].code.name(),
                "token_reused",
                "{}",
                shape.name
            );
        } else {
            shape.assert_silent(&report);
        }
    }
}

#[test]
fn two_tokens_that_were_made_at_different_times() {
    for shape in Shape::all() {
        let other = shape.with(|_, at| json!(at + 10 * MINUTE));
        let paste = |other: &Shape| format!("{}\n{}", other.token(), shape.paste());
        #[allow(clippy::cast_precision_loss)]
        let now = NumericDate((shape.made + 11 * MINUTE) as f64);
        let report = diagnose(&paste(&other), now);
        if shape.tells() {
            assert_eq!(
                report.findings[0].code.name(),
                "tokens_apart",
                "{}",
                shape.name
            );
        } else {
            shape.assert_silent(&report);
        }
        let other = shape.with(|_, at| json!(at + 3));
        shape.assert_silent(&diagnose(&paste(&other), now));
    }
}

/// Real tokens from SDKs with lifetimes that were not intended.
#[test]
fn wrong_lifetimes_that_sdks_were_given() {
    let mut named = 0;
    for line in include_str!("../vectors/sdk-tokens.jsonl").lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let claims: Value = match row["payload_text"].as_str().map(serde_json::from_str) {
            Some(Ok(claims)) => claims,
            _ => continue,
        };
        let case = row["case"].as_str().unwrap();
        let start = ["iat", "nbf"]
            .into_iter()
            .find_map(|name| claims[name].as_f64().filter(|at| *at > 0.0));
        let life = claims["exp"]
            .as_f64()
            .zip(start)
            .map(|(exp, start)| exp - start);
        let code = match (case, claims["exp"].as_f64()) {
            (_, Some(exp)) if exp.abs() < 1e8 => "lifetime_as_time",
            ("d_ttl_setter_epoch_ms" | "d_exp_ms", Some(exp)) if exp < 1e13 && exp > 1e12 => {
                "time_in_milliseconds"
            }
            ("d_exp_string", None) => "time_as_text",
            ("d_ttl_0" | "d_ttl_setter_0" | "d_ttl_string_0" | "d_ttl_wrong_unit_ns", _)
                if life == Some(0.0) =>
            {
                "life_zero"
            }
            ("d_ttl_negative" | "d_ttl_negative_string", _)
                if life.is_some_and(|life| life < 0.0) =>
            {
                "life_negative"
            }
            ("d_ttl_tiny", _) if life.is_some() => "life_tiny",
            (
                "d_ttl_milliseconds"
                | "d_ttl_wrong_unit_double"
                | "d_ttl_wrong_unit_days"
                | "d_ttl_wrong_unit_ms"
                | "d_ttl_string_bare",
                _,
            ) if life.is_some() => "life_unit",
            ("d_ttl_huge", _) if life.is_some() => "life_long",
            _ => continue,
        };
        let paste = format!(
            "{}\nLIVEKIT_API_KEY=APItestkey12345\nLIVEKIT_API_SECRET={SECRET}\n",
            row["token"].as_str().unwrap()
        );
        let report = diagnose(&paste, NumericDate(row["minted_at"].as_f64().unwrap()));
        let first = report.findings.first().map(|finding| finding.code.name());
        assert_eq!(
            first,
            Some(code),
            "{} {} {case}: {claims}",
            row["sdk"],
            row["version"]
        );
        named += 1;
    }
    assert!(named > 150, "{named}");
}

/// Pseudorandom numbers (Marsaglia's xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        i64::try_from(self.0 >> 2).unwrap() % limit
    }
}

/// It is about a thousandth of a week as well.
#[test]
fn the_default_lifetime_of_the_sdk_for_ruby_is_no_mistake() {
    for shape in Shape::all() {
        let token = shape.living(605);
        token.assert_silent(&token.asked(5));
    }
}

#[test]
fn tokens_without_a_mistake_get_no_finding() {
    let shapes = Shape::all();
    let mut chance = Chance(0x5EED_0040_1401_4010);
    for _ in 0..10_000 {
        let index = usize::try_from(chance.below(i64::try_from(shapes.len()).unwrap())).unwrap();
        let shape = &shapes[index];
        let life = match chance.below(4) {
            0 => MINUTE * (1 + chance.below(24 * 60)),
            1 => HOUR * (1 + chance.below(72)),
            2 => DAY * (1 + chance.below(30)),
            _ => shape.claims["exp"].as_i64().unwrap() - shape.made,
        };
        let token = shape.living(life + chance.below(2));
        // From a clock that is up to 50 min ahead to a token that expired long ago.
        let later = chance.below(50 * MINUTE + 2 * life) - 50 * MINUTE;
        token.assert_silent(&token.asked(later));
    }
}
