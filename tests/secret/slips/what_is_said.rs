//! What is said of slips, and that nothing is said where there is none.

use why401::clock::Context;
use why401::report::{Outcome, Report, SignatureState};
use why401::secret::SlipSearch;
use why401::text::{NumericDate, base64url};
use why401::{Search, diagnose};

use super::{Random, around, base64, text};
use crate::common::{KEY, NOW, claims, diagnose_now, plain, signed as signed_by};

/// The HS256 token of a join, signed with these bytes.
fn token(secret: &[u8]) -> String {
    signed_by(r#"{"alg":"HS256"}"#, &claims().to_string(), secret)
}

/// What is said of a token that was signed with `signed`, beside its pair, whose secret stands on line 2 as `pasted`.
fn report(pasted: &str, signed: &[u8]) -> Report {
    diagnose_now(&paste(pasted, signed))
}

fn paste(pasted: &str, signed: &[u8]) -> String {
    format!(
        "LIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET={pasted}\nTOKEN={}\n",
        token(signed)
    )
}

const S: &str = "kQ7dTn3mXw9Zb1LrPs5VyHc8Fg2Ju6Ea4Ni0OtRqMvDx";

fn signed(what: &str) -> String {
    format!("The token was signed with the secret in line 2, but {what}.")
}

fn pasted(what: &str) -> String {
    format!("The secret in line 2 fits only {what}.")
}

/// The pasted secret, the one that signed, and what is said.
fn said() -> Vec<(String, Vec<u8>, String)> {
    vec![
        (
            S.into(),
            around("\"", S, "\"\n"),
            pasted("with quotes and a newline"),
        ),
        (
            format!("'{S}\\n'"),
            S.into(),
            pasted("without unresolved escapes (\\n, \\u002b)"),
        ),
        (
            format!("\"{S}\\n\""),
            S.into(),
            pasted("without a newline (\\n) at its end"),
        ),
        (
            text(&base64(S)).to_owned(),
            S.into(),
            pasted("without base64 encoding"),
        ),
        (S.to_owned(), base64(S), signed("with base64 encoding")),
        (
            S.into(),
            base64url::decode(S.as_bytes()).unwrap(),
            signed("with base64 decoding"),
        ),
        (
            S.into(),
            around("\u{feff}", S, ""),
            signed("with a hidden U+FEFF (BOM)"),
        ),
        (
            S.into(),
            S.to_lowercase().into(),
            signed("with all its letters small"),
        ),
        (
            format!("'ab$cd12{S}'"),
            "ab".into(),
            signed("with each $name left out"),
        ),
        (
            format!("'{S}#1'"),
            S.into(),
            signed("with its end cut off at the #"),
        ),
        (
            format!("{S}{S}"),
            S.into(),
            pasted("without a second copy of it"),
        ),
    ]
}

/// The same for a character that is wrong, and for secrets of other characters.
fn said_of_characters() -> Vec<(String, Vec<u8>, String)> {
    vec![
        (
            S.replace('X', ""),
            S.into(),
            pasted("with one more character at place 9"),
        ),
        (
            S.replace('X', "XX"),
            S.into(),
            pasted("without its character 9"),
        ),
        (
            S.replace('X', "x"),
            S.into(),
            pasted("with another character at place 9"),
        ),
        (
            S.replace("Xw", "wX"),
            S.into(),
            pasted("with its characters 9 and 10 swapped"),
        ),
        (
            "caf\u{e9}-caf\u{e9}-caf\u{e9}".to_owned(),
            "cafe\u{301}-cafe\u{301}-cafe\u{301}".into(),
            signed("with accents in form NFD (Unicode)"),
        ),
        (
            "a+b/c==".into(),
            "a%2Bb%2Fc%3D%3D".into(),
            signed("with percent encoding"),
        ),
        (
            "a+b/c==".into(),
            "a b/c==".into(),
            signed("with a space for each +"),
        ),
        (
            "a+b/c==".into(),
            "a\\u002bb\\u002fc\\u003d\\u003d".into(),
            signed("with unresolved escapes (\\n, \\u002b)"),
        ),
    ]
}

#[test]
fn each_slip_is_said_in_words_that_do_not_show_the_secret() {
    for (paste, signer, sentence) in [said(), said_of_characters()].concat() {
        let report = report(&paste, &signer);
        assert_eq!(plain(&report.verdict.message), sentence);
        assert_eq!(report.verdict.outcome, Outcome::Refuses);
        assert!(!report.verdict.fix.is_empty());
        assert!(report.findings[0].certain);
        let all = format!("{report:?}");
        assert!(!all.contains(S) && !all.contains("kQ7d"), "{all}");
    }
}

#[test]
fn through_the_door_no_other_secret_is_a_slip_and_none_is_valid() {
    let mut random = Random(406);
    for _ in 0..20 {
        let report = report(&random.secret(), random.secret().as_bytes());
        assert_eq!(report.findings[0].code.name(), "wrong_secret");
        assert_eq!(report.verdict.outcome, Outcome::Refuses);
    }
}

#[test]
fn many_secrets_and_tokens_cost_no_more_than_a_few() {
    let mut random = Random(407);
    let mut paste = String::new();
    for _ in 0..100 {
        let secret = random.secret();
        let token = token(random.secret().as_bytes());
        paste.extend(["LIVEKIT_API_SECRET=", &secret, "\nTOKEN=", &token, "\n"]);
    }
    // Without a bound this would take an hour: there are 10,000 ways to put them together.
    assert_eq!(diagnose_now(&paste).found.pairs.len(), 100);
}

#[test]
fn a_search_in_steps_finds_what_a_whole_one_does_and_ends() {
    let mut signing = vec![format!("{S}\n"), "no slip of it at all".to_owned()];
    for at in (0..S.len()).step_by(5) {
        signing.push([&S[..at], &S[at + 1..]].concat());
        signing.push([&S[..at], "z", &S[at + 1..]].concat());
        signing.push([&S[..at], "z", &S[at..]].concat());
    }
    for signed in signing {
        let paste = paste(S, signed.as_bytes());
        let mut search = Search::start(paste.clone(), Context::at(NumericDate(NOW)));
        assert_eq!(
            search.report().tokens[0].signature,
            SignatureState::Invalid,
            "nothing is searched before the first step"
        );
        let mut steps = 1;
        while search.step() {
            steps += 1;
        }
        assert!(steps <= SlipSearch::STEPS, "{steps}");
        let sentence = plain(&search.report().verdict.message);
        assert_eq!(sentence, plain(&diagnose_now(&paste).verdict.message));
        let is_slip = search.report().tokens[0].signature == SignatureState::NearMiss;
        assert_eq!(is_slip, signed != "no slip of it at all", "{sentence}");
    }
}

#[test]
fn a_search_in_steps_finds_a_slip_of_each_token() {
    let tokens = [
        token(format!("{S}\n").as_bytes()),
        token(b"no slip of it at all"),
        token(&around("\"", S, "\"")),
    ];
    let paste = format!(
        "LIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET={S}\n{}\n",
        tokens.join("\n")
    );
    let mut search = Search::start(paste, Context::at(NumericDate(NOW)));
    while search.step() {}
    let signatures: Vec<_> = (search.report().tokens.iter())
        .map(|token| token.signature)
        .collect();
    assert_eq!(
        signatures,
        [
            SignatureState::NearMiss,
            SignatureState::Invalid,
            SignatureState::NearMiss
        ]
    );
}

#[test]
fn what_was_read_is_diagnosed_again_at_another_time() {
    let paste = paste(S, S.as_bytes());
    let mut search = Search::start(paste.clone(), Context::at(NumericDate(NOW)));
    while search.step() {}
    for later in [0.0, 3_599.0, 3_660.0, 9_999.0] {
        let now = NumericDate(NOW + later);
        search.update(Context::at(now));
        let report = format!("{:?}", search.report());
        assert_eq!(report, format!("{:?}", diagnose(&paste, now)));
    }
}
