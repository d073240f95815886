//! Other things that people paste.

use super::*;

#[test]
fn a_paste_without_a_token_gets_a_sentence_that_names_it() {
    for (paste, sentence) in [
        (
            "",
            "Paste anything from the failing call: a token, an error, a log, a .env, curl output.",
        ),
        (
            " \n\t",
            "Paste anything from the failing call: a token, an error, a log, a .env, curl output.",
        ),
        (
            "😀",
            "Nothing recognized: no token, error, key or configuration.",
        ),
        (
            "\0\0\0",
            "These are the bytes of a file, such as an image, not text: paste the words instead.",
        ),
        (
            "\u{FFFD}\u{FFFD}",
            "These are the bytes of a file, such as an image, not text: paste the words instead.",
        ),
        (
            "LIVEKIT_API_KEY=APIx",
            "The paste has an API key, but no token to check it against.",
        ),
    ] {
        let report = assert_says(paste, Outcome::Unknown, sentence);
        assert!(report.next.is_some(), "{paste}");
    }
}

#[test]
fn a_text_in_place_of_a_token_is_named() {
    for (paste, code) in [
        ("[object Promise]", "promise_not_awaited"),
        ("{\"token\":{}}", "empty_object"),
        ("null", "no_value"),
        ("undefined", "no_value"),
        (
            "wss://h.example/rtc?access_token=[object%20Promise]",
            "promise_not_awaited",
        ),
    ] {
        assert_leads(paste, Outcome::Refuses, code);
    }
}

#[test]
fn half_tokens_and_foreign_tokens_are_recognized() {
    let whole = token(&claims(), SECRET);
    for length in [30, 80, whole.len() - 50, whole.len() - 1] {
        assert_leads(&whole[..length], Outcome::Unknown, "token_cut_off");
    }
    let jwe = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..c3Rv.ZW5j.dGFn";
    let url = "wss://demo.livekit.cloud";
    assert_leads(&format!("{url} {jwe}"), Outcome::Refuses, "encrypted_token");
    let auth0 = token(
        &json!({"iss": "https://acme.auth0.com/", "aud": "x", "exp": MINTED + 9}),
        SECRET,
    );
    assert_leads(&format!("{url} {auth0}"), Outcome::Refuses, "foreign_token");
    // With nothing of LiveKit's, it is not what LiveKit answers that is asked.
    assert_leads(jwe, Outcome::Unknown, "encrypted_for_others");
    assert_leads(&auth0, Outcome::Unknown, "service_token");
}

#[test]
fn ten_megabytes_of_noise_are_read() {
    let noise: String = (0..10_000_000_u32)
        .map(|at| char::from(at.wrapping_mul(2_654_435_761).to_be_bytes()[0]))
        .collect();
    assert_eq!(at(&noise, NOW).verdict.outcome, Outcome::Unknown);
}
