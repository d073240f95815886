//! The form of the page: what stands in it, and what comes out.

use proptest::prelude::*;
use serde_json::{Value, json};
use why401::clock::Context;
use why401::repair::panel::{Edit, OwnPair, Panel, Request};
use why401::report::{Offer, Outcome};
use why401::text::{NumericDate, base64url};
use why401::{NotMade, Report, Search, diagnose, repair};

use crate::common::{KEY, NOW, SECRET, signed};

const HEADER: &str = r#"{"alg":"HS256","typ":"JWT"}"#;

fn search(text: &str) -> Search {
    let mut search = Search::start(text.to_owned(), Context::at(NumericDate(NOW)));
    while search.step() {}
    search
}

fn edit(claim: &str, value: Option<&str>) -> Edit {
    Edit {
        claim: claim.to_owned(),
        value: value.map(str::to_owned),
    }
}

fn form(text: &str, edits: Vec<Edit>) -> Panel {
    let request = Request {
        edits,
        ..Request::default()
    };
    let panel = search(text).panel(&request, NumericDate(NOW));
    panel.unwrap_or_else(|why| panic!("{why:?}"))
}

fn pair() -> String {
    format!("LIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET={SECRET}\n")
}

fn with_token(claims: &Value) -> String {
    let token = signed(HEADER, &claims.to_string(), SECRET.as_bytes());
    format!("{}{token}\n", pair())
}

fn claims(token: &str) -> Value {
    let payload = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&base64url::decode(payload.as_bytes()).unwrap()).unwrap()
}

fn report(text: &str) -> Report {
    diagnose(text, NumericDate(NOW))
}

fn words(parts: &[why401::report::Part]) -> String {
    serde_json::to_string(parts).unwrap()
}

fn value<'p>(panel: &'p Panel, claim: &str) -> Option<&'p str> {
    let mut fields = panel.fields.iter();
    let field = fields.find(|field| field.claim == claim).unwrap();
    field.value.as_deref()
}

fn expired() -> Value {
    json!({"sub": "alice", "video": {"roomJoin": true, "room": "r", "canPublish": false}, "metadata": "m",
        "iss": KEY, "nbf": NOW - 7200.0, "exp": NOW - 3600.0})
}

#[test]
fn the_form_begins_with_what_the_token_has() {
    let panel = form(&with_token(&expired()), vec![]);
    assert!(panel.repairs);
    assert_eq!(value(&panel, "sub"), Some("alice"));
    assert_eq!(value(&panel, "video.room"), Some("r"));
    assert_eq!(value(&panel, "video.canPublish"), Some("false"));
    assert_eq!(value(&panel, "video.canSubscribe"), None);
    assert_eq!(value(&panel, "metadata"), Some("m"));
    let changes: Vec<&str> = panel.changes.iter().map(|row| row.claim.as_str()).collect();
    assert_eq!(changes, ["exp"]);
    assert_eq!(panel.changes[0].why, "It had passed.");
    let made = panel.made.unwrap();
    let text = format!("{}{}", pair(), made.token);
    assert_eq!(report(&text).verdict.outcome, Outcome::Accepts);
}

#[test]
fn an_edited_field_is_changed_and_nothing_else() {
    let edits = vec![
        edit("video.room", Some("other")),
        edit("video.canPublish", None),
        edit("video.canPublishSources", Some("camera, microphone")),
        edit("attributes", Some(r#"{"role":"host"}"#)),
    ];
    let panel = form(&with_token(&expired()), edits);
    let made = panel.made.unwrap();
    let expected = json!({"sub": "alice",
        "video": {"roomJoin": true, "room": "other", "canPublishSources": ["camera", "microphone"]}, "metadata": "m",
        "iss": KEY, "nbf": NOW - 7200.0, "exp": Value::Null, "attributes": {"role": "host"}});
    let mut found = claims(&made.token);
    assert_eq!(found["exp"].take().as_f64(), Some(NOW + 3600.0));
    assert_eq!(found, expected);
    let changes: Vec<&str> = panel.changes.iter().map(|row| row.claim.as_str()).collect();
    assert_eq!(
        changes,
        [
            "exp",
            "video.room",
            "video.canPublish",
            "video.canPublishSources",
            "attributes"
        ]
    );
}

#[test]
fn what_a_release_refuses_is_not_made_and_the_form_says_why() {
    let long = "r".repeat(300);
    let huge = "m".repeat(1 << 20);
    for (edits, reason) in [
        (vec![edit("sub", None)], "has no identity"),
        (vec![edit("sub", Some(""))], "has no identity"),
        (vec![edit("video.room", Some(&*long))], "has 300 bytes"),
        (vec![edit("sub", Some(&*long))], "has 300 bytes"),
        (vec![edit("video.room", None)], "names no room"),
        (vec![edit("video.roomJoin", Some("false"))], "lacks "),
        (vec![edit("metadata", Some(&*huge))], "bytes of headers"),
        (vec![edit("roomConfig", Some(r#"{"color":1}"#))], "room"),
        (vec![edit("attributes", Some("x"))], "is not a JSON object"),
    ] {
        let panel = form(&pair(), edits);
        let refused = words(&panel.refused.unwrap_or_default());
        assert!(refused.contains(reason), "{reason}: {refused}");
        assert!(panel.made.is_none(), "{reason}");
    }
}

#[test]
fn a_life_is_told_what_it_means() {
    for (life, is_made, note) in [
        (Some(60.0), true, None),
        (None, true, None),
        (Some(315_360_000.0), true, Some("nobody can revoke a token")),
        (Some(0.0), false, None),
        (Some(-5.0), false, None),
        (Some(f64::NAN), false, None),
    ] {
        let request = Request {
            life,
            ..Request::default()
        };
        let panel = search(&pair()).panel(&request, NumericDate(NOW)).unwrap();
        assert_eq!(panel.made.is_some(), is_made, "{life:?}");
        let notes = panel
            .notes
            .iter()
            .map(|note| words(note))
            .collect::<String>();
        assert_eq!(
            notes.contains("revoke"),
            note.is_some(),
            "{life:?}: {notes}"
        );
        if is_made {
            assert!((panel.life - life.unwrap_or(900.0)).abs() < 0.5);
        }
    }
}

#[test]
fn a_short_secret_and_a_powerful_token_are_told() {
    let text = format!("LIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET=abc\n");
    let panel = form(&text, vec![edit("video.roomAdmin", Some("true"))]);
    let notes = panel
        .notes
        .iter()
        .map(|note| words(note))
        .collect::<String>();
    assert!(notes.contains("has 3 characters"), "{notes}");
    assert!(notes.contains("to no browser"), "{notes}");
    assert!(panel.made.is_some());
}

#[test]
fn each_preset_is_made_and_then_chosen() {
    let presets = form(&pair(), vec![]).presets;
    assert_eq!(presets.len(), 5);
    for (at, preset) in presets.iter().enumerate() {
        let edits = preset.edits.iter();
        let edits = edits.map(|chosen| edit(&chosen.claim, chosen.value.as_deref()));
        let panel = form(&with_token(&expired()), edits.collect());
        assert!(panel.made.is_some(), "{}: {:?}", preset.name, panel.refused);
        for (other, again) in panel.presets.iter().enumerate() {
            assert_eq!(again.chosen, at == other, "{} {}", preset.name, again.name);
        }
    }
}

#[test]
fn the_offer_follows_what_the_paste_has() {
    let valid = json!({"sub": "alice", "video": {"roomJoin": true, "room": "r"}, "iss": KEY, "nbf": NOW - 60.0, "exp": NOW + 600.0});
    let alone = signed(HEADER, &expired().to_string(), SECRET.as_bytes());
    let foreign = json!({"sub": "1", "name": "x", "https://hasura.io/jwt/claims": {}, "iss": KEY, "exp": NOW - 1.0});
    for (text, offer) in [
        (pair(), Some(Offer::Mint)),
        (with_token(&expired()), Some(Offer::Repair)),
        (with_token(&valid), None),
        (with_token(&foreign), Some(Offer::Edit)),
        (alone, None),
        ("invalid API key".to_owned(), Some(Offer::Pair)),
        (format!("LIVEKIT_API_SECRET={SECRET}"), None),
    ] {
        assert_eq!(report(&text).offer, offer, "{text}");
    }
}

#[test]
fn a_secret_in_a_claim_is_in_no_text_of_the_form() {
    let mut swapped = expired();
    swapped["iss"] = json!(SECRET);
    swapped["metadata"] = json!(format!("my secret is {SECRET}"));
    let panel = form(&with_token(&swapped), vec![]);
    let mut all = serde_json::to_value(&panel).unwrap();
    all["made"]["token"] = Value::Null;
    assert!(panel.made.is_some());
    let all = all.to_string();
    assert!(all.contains("[API secret]") && !all.contains(SECRET));
}

#[test]
fn a_secret_in_the_place_of_the_key_is_in_no_form_and_in_no_token() {
    let token = signed(HEADER, &expired().to_string(), SECRET.as_bytes());
    let mut named = expired();
    named["iss"] = json!(SECRET);
    let named = signed(HEADER, &named.to_string(), KEY.as_bytes());
    let swapped = format!("LIVEKIT_API_KEY={SECRET}\nLIVEKIT_API_SECRET={KEY}\n");
    let twice = format!("LIVEKIT_API_KEY={SECRET}\nLIVEKIT_API_SECRET={SECRET}\n");
    let part = "LIVEKIT_API_KEY=k:FAKEsecret0FAKEsecret0\nLIVEKIT_API_SECRET=FAKEother\n";
    for (pair, is_made, key) in [
        (&swapped, true, KEY),
        (&twice, false, ""),
        (&part.to_owned(), false, ""),
    ] {
        for token in ["", &token, &named] {
            let paste = format!("{pair}{token}");
            let report = report(&paste);
            assert_eq!(report.offer.is_some(), is_made, "{paste}");
            let shows = |text: &str| text.contains(SECRET) || text.contains("FAKEsecret0FAKE");
            let panel = search(&paste).panel(&Request::default(), NumericDate(NOW));
            assert_eq!(panel.is_ok(), is_made, "{paste}");
            if let Ok(panel) = panel {
                assert_eq!(panel.key, key);
                let all = serde_json::to_string(&panel).unwrap();
                assert!(!shows(&all), "{paste}: {all}");
                let made = claims(&panel.made.unwrap().token);
                assert_eq!(made["iss"], key, "{paste}");
            }
            if let Ok(repaired) = repair(&paste, NumericDate(NOW)) {
                assert!(is_made, "{paste}");
                let all = serde_json::to_string(&repaired).unwrap();
                assert!(!shows(&all), "{paste}: {all}");
                assert_eq!(claims(&repaired.token)["iss"], key, "{paste}");
            }
        }
    }
    let own = Request {
        pair: Some(OwnPair {
            key: SECRET.to_owned(),
            secret: SECRET.to_owned(),
        }),
        ..Request::default()
    };
    let refused = search("x").panel(&own, NumericDate(NOW)).err();
    assert_eq!(refused, Some(NotMade::SecretAsKey));
}

#[test]
fn what_no_program_reads_signs_nothing() {
    let old = "oldFAKEsecretoldFAKEsecretoldFAKEsecretoldFA";
    let token = signed(HEADER, &expired().to_string(), old.as_bytes());
    let commented = format!("# LIVEKIT_API_KEY={KEY}\n# LIVEKIT_API_SECRET={old}\n");
    let is_signed_by = |paste: &str, secret: &str| {
        let made = repair(paste, NumericDate(NOW)).unwrap().token;
        let report = report(&format!(
            "LIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET={secret}\n{made}"
        ));
        report.verdict.outcome == Outcome::Accepts
    };
    for paste in [
        format!("{}{commented}{token}", pair()),
        format!("{commented}{}{token}", pair()),
        format!(
            "LIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET={old}\nLIVEKIT_API_SECRET={SECRET}\n{token}"
        ),
    ] {
        assert!(is_signed_by(&paste, SECRET), "{paste}");
    }
    // The pair that made the token is right for another one, if there is no other pair.
    assert!(is_signed_by(&format!("{commented}{token}"), old));
    // Nothing shows that it is right here.
    let other = signed(HEADER, &expired().to_string(), SECRET.as_bytes());
    let unsigned = repair(&format!("{commented}{other}"), NumericDate(NOW));
    assert_eq!(unsigned.err(), Some(NotMade::NoPair));
    assert_eq!(report(&commented).offer, None);
}

#[test]
fn a_time_that_is_none_makes_no_form() {
    for now in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        for paste in [pair(), with_token(&expired())] {
            let panel = search(&paste).panel(&Request::default(), NumericDate(now));
            assert_eq!(panel.err(), Some(NotMade::NoTime), "{now}");
        }
    }
    let endless = Request {
        life: Some(f64::MAX),
        ..Request::default()
    };
    let panel = search(&pair()).panel(&endless, NumericDate(f64::MAX));
    assert!(panel.unwrap().made.is_none());
}

#[test]
fn a_pair_of_the_page_makes_a_token_for_a_server_of_ones_own() {
    let request = Request {
        pair: Some(OwnPair {
            key: "APIlocal1234567".to_owned(),
            secret: "localFAKEsecretlocalFAKEsecretlocalFAKEsecret".to_owned(),
        }),
        ..Request::default()
    };
    let panel = search("x").panel(&request, NumericDate(NOW)).unwrap();
    let made = panel.made.unwrap();
    assert_eq!(claims(&made.token)["iss"], "APIlocal1234567");
    assert_eq!(made.url.as_deref(), Some("ws://localhost:7880"));
    assert!(
        !serde_json::to_string(&made.code)
            .unwrap()
            .contains("localFAKE")
    );
}

#[test]
fn without_a_pair_there_is_no_form() {
    let panel = search("x").panel(&Request::default(), NumericDate(NOW));
    assert!(matches!(panel, Err(NotMade::NoPair)));
}

#[test]
fn the_code_of_each_sdk() {
    let full = json!({"sub": "alice", "name": "Alice $x #{y}", "kind": "agent", "metadata": "{\"a\":1}", "attributes": {"role": "host"},
        "video": {"roomJoin": true, "room": "r", "canPublish": false, "canSubscribe": true, "canPublishSources": ["camera"], "hidden": true,
            "agent": true, "canSubscribeMetrics": true, "destinationRoom": "d"},
        "sip": {"admin": true, "call": false}, "inference": {"perform": true}, "roomConfig": {"name": "c", "agents": [{"agentName": "a"}]},
        "roomPreset": "p", "iss": KEY, "nbf": NOW - 60.0, "exp": NOW - 5.0});
    let code = form(&with_token(&full), vec![]).made.unwrap().code;
    let texts = code.iter().map(|program| {
        format!(
            "== {} ({})\n{}\n",
            program.sdk, program.package, program.text
        )
    });
    insta::assert_snapshot!("programs", texts.collect::<String>());
}

proptest! {
    #[test]
    fn any_text_in_any_field_is_judged_and_never_breaks_the_form(
        at in 0..40_usize,
        typed in ".{0,40}",
    ) {
        let fields = form(&pair(), vec![]).fields;
        let claim = &fields[at % fields.len()].claim;
        let panel = form(&pair(), vec![edit(claim, Some(&typed))]);
        prop_assert_eq!(panel.made.is_some(), panel.refused.is_none());
        if let Some(made) = panel.made {
            let text = format!("{}{}", pair(), made.token);
            prop_assert_eq!(report(&text).verdict.outcome, Outcome::Accepts);
        }
    }
}

#[test]
fn without_an_instant_nothing_is_offered() {
    for now in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let report = diagnose(&with_token(&expired()), NumericDate(now));
        assert_eq!(report.offer, None);
    }
}
