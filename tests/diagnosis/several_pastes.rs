//! The newest outranks the oldest: several pastes, logs of several days, and mails that quote.

use why401::{Context, diagnose_all};

use super::*;

fn all(pastes: &[&str]) -> Report {
    diagnose_all(pastes, Context::at(NumericDate(NOW)))
}

fn leads(report: &Report) -> &'static str {
    report
        .findings
        .first()
        .map_or("-", |first| first.code.name())
}

fn expired() -> String {
    token(&made(-7200), SECRET)
}

const EXPIRED: &str = "could not establish signal connection: invalid authorization token: token has invalid claims: token is expired";
const UNKNOWN: &str = "could not establish signal connection: invalid API key";

#[test]
fn the_newest_token_is_judged() {
    let fresh = token(&claims(), SECRET);
    for first in [expired(), format!("{}\n{EXPIRED}", expired())] {
        let report = all(&[&first, &fresh]);
        assert_eq!(report.verdict.outcome, Outcome::Unknown, "{first}");
        assert_eq!(leads(&report), "signature_not_checked", "{first}");
    }
    assert_eq!(all(&[&fresh, &expired()]).verdict.outcome, Outcome::Refuses);
    let pair = env(SECRET);
    let report = all(&[&format!("{}\n{EXPIRED}", expired()), &pair, &fresh]);
    assert_eq!(report.verdict.outcome, Outcome::Accepts);
}

#[test]
fn of_two_tokens_alone_in_one_paste_the_newest_is_judged() {
    let (old, fresh) = (expired(), token(&claims(), SECRET));
    for paste in [
        format!("{old}\n{fresh}"),
        format!("{old}\n\n{fresh}\n"),
        format!("before: {old}\nafter: {fresh}"),
        format!("{fresh}\n{old}"),
    ] {
        let report = at(&paste, NOW);
        let codes: Vec<_> = report
            .findings
            .iter()
            .map(|finding| finding.code.name())
            .collect();
        assert!(!codes.contains(&"expired"), "{paste}: {codes:?}");
    }
    // Of tokens with the same times, the last one.
    let no_identity = token(&super::without("sub"), SECRET);
    for (paste, leads_with) in [
        (format!("{no_identity}\n{fresh}"), "signature_not_checked"),
        (format!("{fresh}\n{no_identity}"), "no_identity"),
    ] {
        assert_eq!(leads(&at(&paste, NOW)), leads_with, "{paste}");
    }
    // Of a call that failed, its own token is judged.
    let report = at(&format!("{old} {EXPIRED}\n\nnow: {fresh}"), NOW);
    assert_eq!(leads(&report), "expired");
}

#[test]
fn the_date_of_an_older_call_does_not_count_for_a_newer_token() {
    let call = format!(
        "$ curl -si 'https://demo.livekit.cloud/rtc/validate?access_token={}'\nHTTP/1.1 401 Unauthorized\nDate: Tue, 24 Nov 2026 08:00:00 GMT\n\ninvalid API key",
        expired()
    );
    let report = all(&[&call, &token(&claims(), SECRET)]);
    assert!(report.asked_at.assumed);
    assert_eq!(leads(&report), "signature_not_checked");
}

#[test]
fn the_newest_secret_of_a_key_counts() {
    let (right, fresh) = (env(SECRET), token(&claims(), SECRET));
    let wrong = env("FAKEwrongFAKEwrongFAKEwrongFAKEwrongFAKEwr12");
    for pastes in [[&wrong, &fresh, &right], [&wrong, &right, &fresh]] {
        let report = all(&pastes.map(String::as_str));
        assert_eq!(report.verdict.outcome, Outcome::Accepts);
    }
    let report = all(&[&right, &fresh, &wrong]);
    assert_eq!(
        (report.verdict.outcome, leads(&report)),
        (Outcome::Refuses, "stale_variable")
    );
}

#[test]
fn an_error_that_was_pasted_before_its_only_token_is_about_it() {
    let fresh = token(&claims(), SECRET);
    let report = all(&[UNKNOWN, &fresh]);
    assert_eq!(
        (report.verdict.outcome, leads(&report)),
        (Outcome::Refuses, "unknown_key")
    );
    assert!(plain(&report.verdict.message).contains(KEY));
}

#[test]
fn the_newest_answer_counts() {
    assert_eq!(leads(&all(&[EXPIRED, UNKNOWN])), "unknown_key");
    assert_eq!(leads(&all(&[UNKNOWN, EXPIRED])), "expired");
    // A text without a reason does not hide the reason before it.
    assert_eq!(
        leads(&all(&[UNKNOWN, "could not establish signal connection"])),
        "unknown_key"
    );
}

#[test]
fn of_a_log_of_several_days_the_newest_lines_count() {
    let line = |day: u32, error: &str| {
        format!(
            "2026-11-{day}T10:00:00Z WARN livekit error handling request {{\"status\": 401, \"error\": \"{error}\"}}\n"
        )
    };
    let refused = "2026-11-20T10:00:00Z ERROR livekit connect ECONNREFUSED 127.0.0.1:7880\n";
    let log = [
        refused,
        &line(21, "invalid API key"),
        &line(
            22,
            "invalid authorization token: token has invalid claims: token is expired",
        ),
        &line(
            23,
            "invalid authorization token: token signature is invalid: signature is invalid",
        ),
    ];
    let report = at(&log.concat(), NOW);
    assert_eq!(
        (report.verdict.outcome, leads(&report)),
        (Outcome::Refuses, "wrong_secret")
    );
    assert!(plain(&report.verdict.message).contains("line 4"));
    assert_eq!(report.found.refusals.len(), 3);
    let last = refused.replace("11-20", "11-24");
    assert_eq!(
        leads(&at(&format!("{}{last}", log.concat()), NOW)),
        "no_connection"
    );
}

#[test]
fn a_reply_counts_before_the_mail_that_it_quotes() {
    let fresh = token(&claims(), SECRET);
    let mail = format!(
        "Hi,\nnow it says:\n{UNKNOWN}\nwith {fresh}\n\nOn Monday, Bob wrote:\n> I get\n> {EXPIRED}\n> for {}\n",
        expired()
    );
    let report = at(&mail, NOW);
    assert_eq!(
        (report.verdict.outcome, leads(&report)),
        (Outcome::Refuses, "unknown_key")
    );
}

#[test]
fn a_token_of_livekit_is_judged_before_another_one() {
    let claims_of_login = json!({"iss": "https://x.auth0.com/", "sub": "auth0|1", "exp": MINTED + 3600, "scope": "openid"});
    let login = token(&claims_of_login, "FAKE");
    let fresh = token(&claims(), SECRET);
    let paste = format!(
        "Authorization: Bearer {login}\n{{\"token\":\"{fresh}\"}}\n{}",
        env(SECRET)
    );
    assert_eq!(at(&paste, NOW).verdict.outcome, Outcome::Accepts);
}

#[test]
fn the_token_beside_the_answer_is_judged() {
    let fresh = token(&claims(), SECRET);
    let paste = format!(
        "{fresh}\nGET https://h.example/rtc/validate?access_token={} 401 (Unauthorized)\n{EXPIRED}",
        expired()
    );
    let report = at(&paste, NOW);
    assert_eq!(
        (report.verdict.outcome, leads(&report)),
        (Outcome::Refuses, "expired")
    );
    assert!(plain(&report.verdict.message).contains("token expired"));
}

#[test]
fn what_is_only_mentioned_is_no_answer() {
    let pair = format!("{}{}", env(SECRET), token(&claims(), SECRET));
    let readme = "# LiveKit errors\n\n- `invalid API key`: the server does not know the key.\n- `no permissions to access the room`: add roomJoin.\n";
    let comment = "// LiveKit answers 401 when the token is expired\n";
    for text in [readme, comment] {
        let report = at(&format!("{text}{pair}"), NOW);
        assert_eq!(report.verdict.outcome, Outcome::Accepts, "{text}");
    }
    assert!(at(readme, NOW).findings.is_empty());
    let report = at(&format!("{readme}\n{EXPIRED}"), NOW);
    assert_eq!(
        (report.verdict.outcome, leads(&report)),
        (Outcome::Refuses, "expired")
    );
    // Alone, or beside a text without a reason, it is a report.
    for text in [
        "I get `invalid API key` and my console says\nConnectionError: could not establish signal connection",
        "I get `invalid API key` when I connect to LiveKit",
        "我遇到了 could not establish signal connection: invalid API key 这个错误，怎么办？",
    ] {
        assert_eq!(leads(&at(text, NOW)), "unknown_key", "{text}");
    }
}

#[test]
fn two_answers_that_contradict_each_other_are_told_with_their_line() {
    let report = at(
        &format!("livekit: invalid API key: APIother1234567\n{EXPIRED}"),
        NOW,
    );
    assert!(plain(&report.verdict.message).contains("line 1"));
    assert!(!report.findings[0].certain);
    assert_eq!(report.findings[1].code.name(), "contradiction");
}

#[test]
fn two_pastes_are_not_told_as_one_file() {
    let (right, fresh) = (env(SECRET), token(&claims(), SECRET));
    let wrong = env("FAKEwrongFAKEwrongFAKEwrongFAKEwrongFAKEwr12");
    let secret = wrong.lines().last().unwrap().to_owned();
    for newer in [wrong.clone(), secret] {
        let report = all(&[&right, &fresh, &newer]);
        let message = plain(&report.verdict.message);
        assert!(
            message.contains("not with the newer one in line"),
            "{message}"
        );
        assert!(plain(&report.verdict.fix).starts_with("Use the newer pair"));
    }
    // In one text, the last line counts for the program that reads it.
    let report = all(&[&format!("{right}{wrong}"), &fresh]);
    assert!(plain(&report.verdict.message).contains("overrides it"));
}

#[test]
fn what_signed_each_token_is_told_as_far_as_it_shows() {
    let with_header = |header: &str, secret: &str| {
        crate::common::signed(header, &claims().to_string(), secret.as_bytes())
    };
    let own = token(&claims(), SECRET);
    let rsa = with_header(r#"{"alg":"RS256"}"#, "FAKE");
    let unsigned = format!("{}.", own.rsplit_once('.').unwrap().0);
    let told = |paste: &str| {
        let context = Context {
            compared: Some(0),
            ..Context::at(NumericDate(NOW))
        };
        let report = diagnose_all(&[paste], context);
        let mut differences = report.comparison.iter();
        differences
            .find(|difference| difference.claim == "signature")
            .map(|difference| plain(&difference.message))
    };
    let both = told(&format!("{rsa}\n{own}\n")).unwrap();
    assert!(
        both.contains("a key that is not here") && both.contains("a secret that is not here"),
        "{both}"
    );
    assert_eq!(told(&format!("{unsigned}\n{rsa}\n")), None);
}
