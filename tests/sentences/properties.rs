//! Properties of every sentence, for any paste.

use proptest::option;
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use serde_json::{Value, json};
use why401::clock::Context;
use why401::report::{Finding, Part, Report};
use why401::text::NumericDate;
use why401::{diagnose_with, report};

use why401::finding::entries;

use crate::cases::FAMILIES;
use crate::common::{
    self, DAY, HOUR, KEY, MINTED, MINUTE, NOW, SECRET, claims, env, token, with, without,
};

/// Every message of a report.
fn messages(report: &Report) -> impl Iterator<Item = &[Part]> {
    let findings = report.findings.iter();
    let candidates = report.candidates.iter();
    let defects = report.tokens.iter().flat_map(|token| &token.defects);
    [&report.verdict.message, &report.verdict.fix]
        .into_iter()
        .chain(findings.flat_map(|finding| [&finding.message, &finding.fix]))
        .chain(candidates.flat_map(|candidate| [&candidate.message, &candidate.check]))
        .chain(defects.map(|defect| &defect.message))
        .chain(&report.next)
        .map(Vec::as_slice)
}

/// The errors in the form of a message.
fn fault(message: &[Part]) -> Option<&'static str> {
    let mut sentence = String::new();
    for part in message {
        match part {
            Part::Text { text } if text.contains("•••") => {
                return Some("words of ours are masked");
            }
            Part::Text { text } => sentence += text,
            Part::Code { text } if text.is_empty() => return Some("a name or value is empty"),
            Part::Code { .. } | Part::Instant { .. } | Part::Duration { .. } => sentence.push('x'),
        }
    }
    let has = |marks: &[&str]| marks.iter().any(|mark| sentence.contains(mark));
    match () {
        () if has(&[",.", ",,", "..", ":.", " .", " ,"]) => Some("stops follow each other"),
        () if has(&["{}"]) => Some("a hole is not filled"),
        () if has(&["  "]) => Some("two spaces follow each other"),
        () if has(&[" 1 parts"]) => Some("a number does not fit its noun"),
        () if sentence.starts_with(' ') || sentence.ends_with(' ') => {
            Some("it begins or ends with a space")
        }
        () => None,
    }
}

/// The false statements about a token's times among the certain findings. Answers of a server are not judged.
fn falsehood(report: &Report) -> Option<String> {
    // A shortened token before it shows no times.
    let has_claims = |token: &&report::Token| token.claims.is_some();
    let token = report.tokens.iter().find(has_claims)?;
    let report::AskedAt {
        earliest, latest, ..
    } = report.asked_at;
    let has_passed = |at: Option<f64>| at.is_some_and(|at| at < earliest);
    let is_to_come = |at: Option<f64>| at.is_some_and(|at| at > latest);
    let start = token.iat.or(token.nbf);
    let is_true = |finding: &&Finding| match finding.code.name() {
        "expired" => has_passed(token.exp),
        "not_yet_valid" => is_to_come(token.nbf),
        "issued_in_future" => is_to_come(token.iat),
        "expired_before_valid" => has_passed(token.exp) && is_to_come(token.nbf),
        "expired_since" => token.exp.is_some_and(|exp| latest < exp),
        "missing_exp" => token.exp.is_none(),
        "life_negative" => token.exp < start,
        "life_zero" => token.exp >= start,
        _ => true,
    };
    let answers = &report.found.refusals;
    let is_answer = |finding: &&Finding| {
        answers
            .iter()
            .any(|answer| answer.code.name() == finding.code.name())
    };
    let certain = report.findings.iter().filter(|finding| finding.certain);
    let lie = certain
        .filter(|finding| !is_answer(finding))
        .find(|finding| !is_true(finding))?;
    Some(format!(
        "{}: {:?}, asked at {earliest} to {latest}",
        lie.code.name(),
        lie.message
    ))
}

fn check(report: &Report) {
    for message in messages(report) {
        assert_eq!(fault(message), None, "{message:?}");
    }
    for finding in &report.findings {
        assert!(!finding.message.is_empty(), "{}", finding.code.name());
    }
    assert_eq!(falsehood(report), None);
}

#[test]
fn hold_in_every_snapshot() {
    for (family, cases) in FAMILIES {
        for case in cases() {
            println!("{family}: {}", case.name);
            check(&case.report());
        }
    }
}

/// Every message of a report that a page shows, by where it is shown.
fn shown(report: &Report) -> Vec<(String, &[Part])> {
    let mut shown = vec![
        ("verdict".to_owned(), &report.verdict.message[..]),
        ("fix".to_owned(), &report.verdict.fix),
    ];
    if let Some(next) = report.next.as_ref().filter(|_| !report.next_said) {
        shown.push(("next".to_owned(), next));
    }
    for check in &report.checks {
        shown.push((format!("{:?}", check.id), &check.reason));
    }
    for finding in report.findings.iter().filter(|finding| !finding.said) {
        let name = finding.code.name();
        shown.push((name.to_owned(), &finding.message));
        shown.push((format!("{name}, fix"), &finding.fix));
    }
    for candidate in &report.candidates {
        let name = candidate.cause.name();
        shown.push((name.to_owned(), &candidate.message));
        shown.push((format!("{name}, check"), &candidate.check));
    }
    shown
}

/// The sentences of a message, without the marks at their ends.
fn sentences(message: &[Part]) -> Vec<String> {
    let text = common::plain(message);
    let sentences = text.split(". ");
    let sentences = sentences.map(|sentence| sentence.trim_matches(['.', ' ']).to_lowercase());
    sentences
        .filter(|sentence| sentence.chars().count() >= 20)
        .collect()
}

#[test]
fn no_sentence_is_shown_twice() {
    let mut twice = Vec::new();
    for (family, cases) in FAMILIES {
        for case in cases() {
            let report = case.report();
            let mut seen: Vec<(String, String)> = Vec::new();
            for (place, message) in shown(&report) {
                for sentence in sentences(message) {
                    if let Some((other, _)) = seen.iter().find(|(_, said)| *said == sentence) {
                        twice.push(format!(
                            "{family}: {}: {other} and {place}: {sentence}",
                            case.name
                        ));
                    }
                    seen.push((place.clone(), sentence));
                }
            }
        }
    }
    assert!(twice.is_empty(), "{}\n{}", twice.len(), twice.join("\n"));
}

#[test]
fn every_finding_has_one_place() {
    for (_, cases) in FAMILIES {
        for case in cases() {
            let report = case.report();
            let mut places = report.other_findings.clone();
            places.extend(report.checks.iter().flat_map(|check| &check.findings));
            places.sort_unstable();
            let shown: Vec<u32> = (0..)
                .zip(&report.findings)
                .filter(|(_, finding)| !finding.said)
                .map(|(at, _)| at)
                .collect();
            assert_eq!(places, shown, "{}", case.name);
            let has_checks = report.subject.is_some();
            assert_eq!(
                report.checks.len(),
                if has_checks { 6 } else { 0 },
                "{}",
                case.name
            );
        }
    }
}

#[test]
fn every_code_has_an_entry() {
    let entries: Vec<_> = entries().map(|entry| entry.code).collect();
    for (_, cases) in FAMILIES {
        for case in cases() {
            for finding in case.report().findings {
                assert!(entries.contains(&finding.code), "{}", finding.code.name());
            }
        }
    }
}

/// Words of our own that may be in a secret, or be the secret.
#[test]
fn hold_where_a_secret_is_a_word_of_ours() {
    for secret in [
        "my-room",
        "roomJoin",
        "roomJoin: true",
        "exp",
        "room",
        "identity",
    ] {
        let mut no_join = claims();
        no_join["video"] = json!({"room": "r"});
        let mut misnamed = claims();
        misnamed["video"] = json!({"roomJoin": true, "roomName": "r"});
        let claims_of = [
            no_join,
            misnamed,
            with("exp", json!({})),
            without("exp"),
            with("exp", json!(600)),
        ];
        for claims in claims_of {
            let paste = format!("{}{}", env(secret), token(&claims, SECRET));
            let report = diagnose_with(&paste, Context::at(NumericDate(NOW)));
            for part in messages(&report).flatten() {
                if let Part::Code { text } = part {
                    assert!(!text.contains("•••"), "{secret}: {part:?}");
                }
            }
        }
    }
}

/// A time, in seconds from now: close to now, where clocks and leeways decide, or far from it.
fn later() -> impl Strategy<Value = i64> {
    prop_oneof![
        -70_i64..70,
        -7200_i64..7200,
        -90_000_i64..90_000,
        Just(-60),
        Just(0),
        Just(60),
    ]
}

/// Texts before and after a pasted token.
fn surroundings() -> impl Strategy<Value = (String, &'static str)> {
    prop_oneof![
        Just(String::new()),
        Just(env(SECRET)),
        Just(env("FAKEotherFAKEotherFAKEotherFAKEotherFAKEother123")),
        Just(format!("2026-11-24 10:25:47 WARN {}", env(SECRET))),
        Just(format!("2026-11-24T10:25:47Z WARN {}", env(SECRET))),
        Just("2026-11-24 10:25:47 WARN ".to_owned()),
    ]
    .prop_flat_map(|before| {
        let behind = prop_oneof![
            Just("\n"),
            Just("\nHTTP/1.1 401 Unauthorized\nDate: Tue, 24 Nov 2026 10:25:47 GMT\n\n"),
        ];
        (Just(before), behind)
    })
}

proptest! {
    #[test]
    fn hold_for_tokens_of_any_times(
        (nbf, iat, exp) in (option::of(later()), option::of(later()), option::of(later())),
        (before, behind) in surroundings(),
        joins in any::<bool>(),
        asked_at in option::weighted(0.2, -2.0 * HOUR..2.0 * HOUR),
        now in prop_oneof![Just(NOW), NOW - 2.0 * MINUTE..NOW + DAY],
    ) {
        let mut claims: Value = json!({"video": {"roomJoin": joins, "room": "my-room"}, "iss": KEY, "sub": "alice"});
        for (name, at) in [("nbf", nbf), ("iat", iat), ("exp", exp)] {
            if let Some(at) = at {
                claims[name] = json!(MINTED + at);
            }
        }
        let paste = format!("{before}{}{behind}", token(&claims, SECRET));
        let mut known = Context::at(NumericDate(now));
        known.asked_at = asked_at.map(|later| NumericDate(NOW + later));
        check(&diagnose_with(&paste, known));
    }
}
