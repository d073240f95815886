//! Errors of other products, and ordinary logs: none of them makes the diagnosis blame a LiveKit token or key. Where the
//! text does not name its product, it may be LiveKit's, since who asks here uses LiveKit: then the verdict says *likely*.

use std::fmt::Write;

use serde_json::Value;
use why401::report::{Code, Outcome, Report};

use crate::common::{diagnose_now, plain};

/// The only finding that may decide: the token belongs to another service.
const FOREIGN: &str = "foreign_token";

/// Messages that clients of other products have too: a call or a connection failed, and the text does not give the
/// reason.
const UNEXPLAINED: [&str; 5] = [
    "api_refused",
    "client_refused",
    "signal_connection",
    // It says that LiveKit is not what answered.
    "other_server",
    // It says that LiveKit was not found at this path.
    "wrong_path",
];

/// The clock of the machine that wrote a log is ahead of this one, the answer is not LiveKit's, or the path of
/// LiveKit was not found.
const CLOCK: [&str; 3] = ["server_clock_ahead", "other_server", "not_upgraded"];

/// Findings about the token of another service, its keys and what its own library says: they blame nothing of `LiveKit`'s.
fn is_about_another_service(code: Code) -> bool {
    matches!(
        code,
        Code::JwtKey(_)
            | Code::JwtSignature(_)
            | Code::JwtForm(_)
            | Code::JwtClaim(_)
            | Code::JwtComplaint(_)
            | Code::JwtService(_)
    )
}

/// Additional findings that may come with [`FOREIGN`], which already says that the token belongs to another service.
const BESIDE_FOREIGN: [&str; 1] = ["signature_not_checked"];

/// The errors in a report about a text that has nothing to do with LiveKit; empty if there are none. `harmless` are
/// findings that blame no token and are true for such texts.
fn blame(report: &Report, harmless: &[&str], is_named: bool) -> Vec<String> {
    let codes: Vec<&str> = report
        .findings
        .iter()
        .map(|finding| finding.code.name())
        .collect();
    let says_likely = plain(&report.verdict.message)
        .to_lowercase()
        .contains("likely");
    let is_foreign = codes.contains(&FOREIGN);
    let mut wrong = Vec::new();
    let outcome = report.verdict.outcome;
    let is_told_foreign = outcome == Outcome::Refuses && codes.first() == Some(&FOREIGN);
    if outcome != Outcome::Unknown && !is_told_foreign {
        wrong.push(format!("{outcome:?}"));
    }
    for (code, finding) in codes.into_iter().zip(&report.findings) {
        let is_right = code == FOREIGN
            || is_about_another_service(finding.code)
            || harmless.contains(&code)
            || says_likely && !is_named && !finding.certain
            || is_foreign && BESIDE_FOREIGN.contains(&code);
        if !is_right {
            wrong.push(code.to_owned());
        }
    }
    wrong
}

/// Whether a text names the product that it is from.
fn is_named(text: &str, row: &Value) -> bool {
    // Libraries that LiveKit's SDKs and servers use too, and words that name nothing.
    const COMMON: [&str; 8] = [
        "express",
        "game",
        "jose",
        "jsonwebtoken",
        "redis",
        "serverless",
        "service",
        "with",
    ];
    let product = row["product"].as_str().unwrap_or_default().to_lowercase();
    let text = text.to_lowercase();
    (product.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.len() > 3 && !COMMON.contains(word))
        .any(|word| text.contains(word))
}

/// Diagnoses each row of a file, and fails with all rows that blame a token.
#[track_caller]
fn assert_blames_nothing(rows: &str, at_least: usize, harmless: &[&str]) {
    let mut failures = String::new();
    let mut count = 0;
    for line in rows.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        count += 1;
        let text = row["text"].as_str().unwrap();
        let wrong = blame(&diagnose_now(text), harmless, is_named(text, &row));
        if !wrong.is_empty() {
            let name = row.get("product").unwrap_or(&row["origin"]);
            writeln!(
                failures,
                "row {count}, {name}: {}\n{text}\n",
                wrong.join(", ")
            )
            .unwrap();
        }
    }
    assert!(count >= at_least, "only {count} rows");
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn errors_of_other_products_are_not_blamed_on_a_token() {
    assert_blames_nothing(
        include_str!("../vectors/look-alikes.jsonl"),
        50,
        &UNEXPLAINED,
    );
}

#[test]
fn logs_are_not_blamed_on_a_token() {
    assert_blames_nothing(include_str!("../vectors/log-excerpts.jsonl"), 200, &CLOCK);
}

/// Failed connections to other hosts, beside LiveKit's words and without them.
#[test]
fn a_connection_to_another_service_is_not_livekits() {
    let rows = [
        "Error: connect ECONNREFUSED 127.0.0.1:5432",
        "Error: connect ECONNREFUSED 127.0.0.1\n    at TCPConnectWrap.afterConnect {\n  errno: -111,\n  code: 'ECONNREFUSED',\n  \
         syscall: 'connect',\n  address: '127.0.0.1',\n  port: 5432\n}",
        "redis.exceptions.ConnectionError: Error 111 connecting to localhost:6379. Connection refused.",
        "getaddrinfo ENOTFOUND redis",
        "getaddrinfo EAI_AGAIN postgres",
        "psycopg2.OperationalError: connection to server at \"10.0.0.4\", port 5432 failed: Connection refused",
        "[Errno 111] Connect call failed ('127.0.0.1', 6379)",
        "dial tcp 10.0.0.3:27017: i/o timeout",
        "curl: (6) Could not resolve host: api.openai.com",
        "Access to fetch at 'https://api.example.com/me' from origin 'http://localhost:3000' has been blocked by CORS policy: No \
         'Access-Control-Allow-Origin' header is present on the requested resource.",
        "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example.com/me. \
         (Reason: CORS header missing).",
    ];
    let network = ["no_connection", "host_not_found", "never_read"];
    for row in rows {
        for paste in [
            row.to_owned(),
            format!("livekit-server v1.9.0 starting\n\n\n{row}\n"),
        ] {
            let report = diagnose_now(&paste);
            let codes = report.findings.iter().map(|finding| finding.code.name());
            let blamed: Vec<_> = codes.filter(|code| network.contains(code)).collect();
            assert!(blamed.is_empty(), "{paste}\n{blamed:?}");
        }
    }
}

/// The same failures where LiveKit, or a host that may be LiveKit's, is named.
#[test]
fn a_connection_that_may_be_livekits_counts() {
    for (paste, code) in [
        (
            "Error: connect ECONNREFUSED 127.0.0.1:7880",
            "no_connection",
        ),
        ("Error: connect ECONNREFUSED 10.0.0.5:443", "no_connection"),
        (
            "connect ECONNREFUSED 127.0.0.1:5432\nretrying\nconnect ECONNREFUSED 127.0.0.1:7880",
            "no_connection",
        ),
        (
            "curl: (6) Could not resolve host: rtc.example.com",
            "host_not_found",
        ),
        (
            "Access to fetch at 'https://lk.example.com/rtc/v1/validate' from origin 'https://app.example.com' has been blocked by CORS policy",
            "never_read",
        ),
        (
            "Access to fetch at 'https://demo.livekit.cloud/x' from origin 'https://app.example.com' has been blocked by CORS policy",
            "never_read",
        ),
    ] {
        let report = diagnose_now(paste);
        assert_eq!(report.findings[0].code.name(), code, "{paste}");
    }
}
