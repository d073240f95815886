//! The door to JavaScript, opened in a real browser: what goes in is read, and what comes out is a plain object.
#![cfg(target_arch = "wasm32")]

use js_sys::{JSON, JsString, Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use why401::wasm::diagnose;

wasm_bindgen_test_configure!(run_in_browser);

const NOW: f64 = 1_795_516_000_000.0;

fn ask(text: &str) -> JsValue {
    diagnose(text, NOW).expect("every report can be handed over")
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
    assert!(JSON::stringify(&report).is_ok());
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
fn places_count_as_javascript_counts() {
    // The face is two units for JavaScript, four bytes for Rust.
    let text = "😀 LIVEKIT_URL=wss://lk.example.com";
    let report = ask(text);
    let span = member(&report, "found.urls.0.spans.0");
    let start = member(&span, "start").as_f64();
    let expected = JsString::from(text).index_of("wss", 0);
    assert_eq!(start, Some(f64::from(expected)));
}
