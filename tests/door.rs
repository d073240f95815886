//! The door to JavaScript, opened in a real browser: what goes in is read, and what comes out is the JSON of a plain object.
#![cfg(target_arch = "wasm32")]

use js_sys::{JSON, JsString, Object, Reflect};
use serde::Deserialize;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use why401::wasm::diagnose;

wasm_bindgen_test_configure!(run_in_browser);

const NOW: f64 = 1_795_516_000_000.0;

/// A place in a paste, as JavaScript reads it.
#[derive(Deserialize)]
struct Span {
    start: u32,
    end: u32,
}

fn ask(text: &str) -> JsValue {
    answer(text, f64::NAN, &[])
}

fn answer(text: &str, asked_at: f64, samples: &[f64]) -> JsValue {
    let report = diagnose(text.as_bytes(), NOW, asked_at, samples, f64::NAN);
    JSON::parse(str::from_utf8(&report).expect("a report is text")).expect("a report is JSON")
}

fn member(object: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(object.clone(), |object, name| {
        Reflect::get(&object, &name.into()).expect("the path leads through objects")
    })
}

#[wasm_bindgen_test]
fn a_report_is_a_plain_object() {
    let report = ask("could not establish signal connection");
    assert!(Object::get_prototype_of(&report) == Object::get_prototype_of(&Object::new()));
    assert!(member(&report, "verdict.outcome").is_string());
}

#[wasm_bindgen_test]
fn what_is_missing_is_null_and_never_undefined() {
    let report = ask("");
    assert!(member(&report, "changes_at").is_null());
}

#[wasm_bindgen_test]
fn milliseconds_go_in_and_seconds_come_out() {
    let asked = member(&ask(""), "asked_at.latest").as_f64();
    assert_eq!(asked, Some(NOW / 1000.0));
}

#[wasm_bindgen_test]
fn a_look_at_the_server_says_what_its_clock_shows() {
    let sample = [NOW, NOW + 100.0, NOW + 60_000.0, 1.0];
    let report = answer("", f64::NAN, &sample);
    let clock = |name: &str| member(&report, &format!("clocks.0.{name}"));
    assert_eq!(clock("clock").as_string().as_deref(), Some("server"));
    assert!((clock("least").as_f64().unwrap() - 59.9).abs() < 1e-6);
    assert_eq!(clock("most").as_f64(), Some(61.0));
    assert_eq!(clock("through_proxy").as_bool(), Some(true));
}

#[wasm_bindgen_test]
fn whoever_asks_may_say_when_the_server_was_asked() {
    let report = answer("", NOW + 5_000.0, &[]);
    let asked = member(&report, "asked_at.earliest").as_f64();
    assert_eq!(asked, Some(NOW / 1000.0 + 5.0));
    assert_eq!(member(&report, "asked_at.assumed").as_bool(), Some(false));
}

#[wasm_bindgen_test]
fn places_count_as_javascript_counts() {
    // The face is two units for JavaScript, four bytes for Rust.
    let text = "😀 LIVEKIT_URL=wss://lk.example.com";
    let report = ask(text);
    let span = member(&report, "found.urls.0.spans.0");
    let Span { start, end } = serde_wasm_bindgen::from_value(span).expect("a place has two ends");
    assert_eq!(
        JsString::from(text).slice(start, end),
        "wss://lk.example.com"
    );
}
