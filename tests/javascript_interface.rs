//! The JavaScript interface in a real browser: it reads its input, and its output is the JSON of a plain object.
#![cfg(target_arch = "wasm32")]

use js_sys::{Array, Date, JSON, JsString, Object, Reflect, TypeError};
use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use why401::wasm::{Search, diagnose};

wasm_bindgen_test_configure!(run_in_browser);

const NOW: f64 = 1_795_516_000_000.0;

/// A place in a paste, as JavaScript reads it.
#[derive(Deserialize)]
struct Span {
    start: u32,
    end: u32,
}

fn ask(text: &str) -> JsValue {
    answer(text, "{}")
}

/// The report about a text, with these options in addition to the time.
fn answer(text: &str, options: &str) -> JsValue {
    report(text, options).expect("the options are as they should be")
}

fn report(text: &str, options: &str) -> Result<JsValue, JsValue> {
    let options = JSON::parse(options).expect("these are JSON");
    if let Some(options) = options.dyn_ref::<Object>() {
        Reflect::set(options, &"now".into(), &NOW.into())?;
    }
    let text = JsValue::from(text).unchecked_into();
    Ok(diagnose(text, options.unchecked_into())?.into())
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
fn an_array_is_what_was_pasted_one_after_the_other() {
    let pastes = Array::of2(
        &"livekit: token is expired".into(),
        &"livekit: invalid API key".into(),
    );
    let options = JSON::parse("{}").unwrap();
    let report = diagnose(
        JsValue::from(pastes).unchecked_into(),
        options.unchecked_into(),
    );
    let report: JsValue = report.unwrap().into();
    assert_eq!(member(&report, "findings.0.code"), "unknown_key");
    let wrong = Array::of1(&5.into());
    let wrong = diagnose(
        JsValue::from(wrong).unchecked_into(),
        JsValue::UNDEFINED.unchecked_into(),
    );
    assert!(wrong.is_err_and(|error| error.is_instance_of::<TypeError>()));
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
    let (received, date) = (NOW + 100.0, NOW + 60_000.0);
    let look =
        format!("{{\"sent\": {NOW}, \"received\": {received}, \"date\": {date}, \"proxy\": true}}");
    let report = answer("", &format!("{{\"samples\": [{look}]}}"));
    let clock = |name: &str| member(&report, &format!("clocks.0.{name}"));
    assert_eq!(clock("clock").as_string().as_deref(), Some("server"));
    assert!((clock("least").as_f64().unwrap() - 59.9).abs() < 1e-6);
    assert_eq!(clock("most").as_f64(), Some(61.0));
    assert_eq!(clock("through_proxy").as_bool(), Some(true));
}

#[wasm_bindgen_test]
fn whoever_asks_may_say_when_the_server_was_asked() {
    let report = answer("", &format!("{{\"askedAt\": {}}}", NOW + 5_000.0));
    let asked = member(&report, "asked_at.earliest").as_f64();
    assert_eq!(asked, Some(NOW / 1000.0 + 5.0));
    assert_eq!(member(&report, "asked_at.assumed").as_bool(), Some(false));
}

#[wasm_bindgen_test]
fn places_count_as_javascript_counts() {
    // The emoji is two units for JavaScript, four bytes for Rust.
    let text = "😀 LIVEKIT_URL=wss://lk.example.com";
    let report = ask(text);
    let span = member(&report, "found.urls.0.spans.0");
    let Span { start, end } = serde_wasm_bindgen::from_value(span).expect("a place has two ends");
    assert_eq!(
        JsString::from(text).slice(start, end),
        "wss://lk.example.com"
    );
}

#[wasm_bindgen_test]
fn an_option_that_is_wrong_is_named_and_not_quoted() {
    for (options, message) in [
        ("\"eyJ\"", "options: expected an object"),
        (
            "{\"samples\": \"eyJ\"}",
            "options.samples: has the wrong type",
        ),
        (
            "{\"samples\": [null]}",
            "options.samples[0]: expected an object",
        ),
        (
            "{\"samples\": [{\"sent\": 1, \"received\": \"eyJ\", \"date\": 3}]}",
            "options.samples[0].received: expected a number",
        ),
        (
            "{\"samples\": [{\"sent\": 1, \"received\": 2}]}",
            "options.samples[0]: missing field `date`",
        ),
        (
            "{\"askedAt\": \"today\"}",
            "options.askedAt: expected a number",
        ),
    ] {
        let error = report("", options).expect_err(options);
        let error: TypeError = error.dyn_into().expect("it is a TypeError");
        let said = String::from(error.message());
        assert!(said.starts_with(message), "{said}");
        assert!(!said.contains("eyJ"), "{said}");
    }
}

#[wasm_bindgen_test]
fn the_clock_of_this_machine_is_read_where_none_is_given() {
    let before = Date::now() / 1000.0;
    let report = diagnose(
        JsValue::from("").unchecked_into(),
        JsValue::UNDEFINED.unchecked_into(),
    )
    .expect("nothing is wrong");
    let asked = member(&report, "asked_at.latest").as_f64().unwrap();
    assert!((before..=Date::now() / 1000.0).contains(&asked));
}

#[wasm_bindgen_test]
fn a_search_in_steps_says_in_the_end_what_a_whole_one_does() {
    let text = include_str!("vectors/page.env").replacen("SECRET=FAKE", "SECRET=FAKe", 1);
    let options = || JSON::parse(&format!("{{\"now\": {NOW}}}")).unwrap();
    let mut search = Search::start(
        JsValue::from(&text).unchecked_into(),
        options().unchecked_into(),
    )
    .unwrap();
    while search.step() {}
    let json = |value: &JsValue| String::from(JSON::stringify(value).unwrap());
    assert_eq!(json(&search.report().unwrap()), json(&ask(&text)));
    assert_eq!(
        member(&ask(&text), "tokens.0.signature").as_string(),
        Some("near_miss".to_owned())
    );
}
