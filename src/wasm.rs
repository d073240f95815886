//! The interface for JavaScript: takes a text and its context, and returns a report as a plain object. Times come in as
//! JavaScript has them, in milliseconds since 1970.
//!
//! This is the only module that uses its surroundings: the time, randomness for a new pair, and a console for crashes of the core. It
//! runs in pages and their workers, in Node.js, Deno and Bun, so it uses only what all of them have.

use std::cell::RefCell;
use std::collections::HashMap;
use std::panic::{self, PanicHookInfo};

use js_sys::{Array, Date, Error, JSON, Reflect, TypeError};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::{Deserializer, Serializer};
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};
use web_sys::console;

use crate::clock::{Context, Sample};
use crate::file::{Delays, Margins, Reader, overview};
use crate::finding::sentence::{Language, Messages, Part};
use crate::repair::panel::{self, DevelopmentPair};
use crate::repair::{self, KeyPair, NotMade};
use crate::text::NumericDate;

/// The types of the interface; the types of the report are derived from its structs.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"import type { KeyPair, MintOptions, Options, Overview, Repair, Report, SanitizeOptions, Sanitized, Vanished } from "../../../www/index.d.ts";
import type { DevelopmentPair, Panel, PanelRequest } from "../../../www/panel.d.ts";"#;

#[wasm_bindgen]
extern "C" {
    /// The object that [`Options`] is read from, or `undefined`.
    #[wasm_bindgen(typescript_type = "Options | undefined")]
    pub type OptionsValue;

    /// What was pasted.
    #[wasm_bindgen(typescript_type = "string | readonly string[]")]
    pub type PastesValue;

    /// The object that [`KeyPair`](crate::KeyPair) is read from.
    #[wasm_bindgen(typescript_type = "KeyPair")]
    pub type KeyPairValue;

    /// The object that the options of [`mint`] are read from, or `undefined`.
    #[wasm_bindgen(typescript_type = "MintOptions | undefined")]
    pub type MintOptionsValue;

    /// The claims of a new token.
    #[wasm_bindgen(typescript_type = "object")]
    pub type ClaimsValue;

    /// The object that a [`Repair`](crate::Repair) is written to.
    #[wasm_bindgen(typescript_type = "Repair")]
    pub type RepairValue;

    /// The object that the options of [`sanitize`] are read from, or `undefined`.
    #[wasm_bindgen(typescript_type = "SanitizeOptions | undefined")]
    pub type SanitizeOptionsValue;

    /// The object that a [`Sanitized`](crate::Sanitized) is written to.
    #[wasm_bindgen(typescript_type = "Sanitized")]
    pub type SanitizedValue;

    /// The object that an [`Overview`](crate::file::Overview) is written to.
    #[wasm_bindgen(typescript_type = "Overview")]
    pub type OverviewValue;

    /// The object that a [`Vanished`](crate::file::Vanished) is written to.
    #[wasm_bindgen(typescript_type = "Vanished")]
    pub type VanishedValue;

    /// The object that a [`panel::Request`] is read from.
    #[wasm_bindgen(typescript_type = "PanelRequest")]
    pub type PanelRequestValue;

    /// The object that a [`panel::Panel`] is written to.
    #[wasm_bindgen(typescript_type = "Panel")]
    pub type PanelValue;

    /// The object that a [`DevelopmentPair`] is written to.
    #[wasm_bindgen(typescript_type = "DevelopmentPair")]
    pub type DevelopmentPairValue;

    /// The messages of a language, or `null`.
    #[wasm_bindgen(typescript_type = "Record<string, string> | null")]
    pub type MessagesValue;

    /// The object that a [`Report`] is written to.
    #[wasm_bindgen(typescript_type = "Report")]
    pub type ReportValue;
}

/// What the caller knows beyond the paste. Every field is optional. Times are in milliseconds since 1970.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, expecting = "an object")]
struct Options {
    /// The clock of this machine; `Date.now()` by default.
    now: Option<Instant>,
    /// When the server was asked, by the server's clock.
    asked_at: Option<Instant>,
    /// Readings of the server's clock.
    samples: Option<Vec<Reading>>,
    /// The token to judge, as an index into `found.tokens` of a report.
    token: Option<u32>,
    /// The token to compare it with, as an index into `found.tokens` of a report.
    compared: Option<u32>,
}

/// How a token is made. Every field is optional.
#[derive(Default, Deserialize)]
#[serde(default, expecting = "an object")]
struct MintOptions {
    /// The time from which it is valid, in milliseconds since 1970; `Date.now()` by default.
    now: Option<Instant>,
    /// Its life in seconds.
    ttl: Option<f64>,
}

/// A response of the server that was requested for its `Date`.
#[derive(Deserialize)]
#[serde(expecting = "an object")]
struct Reading {
    /// The time by this machine's clock when the request was sent, or earlier.
    sent: Instant,
    /// The time by this machine's clock when the response had arrived, or later.
    received: Instant,
    /// The `Date` of the response.
    date: Instant,
    /// Whether a proxy may have written the `Date`; `false` by default.
    proxy: Option<bool>,
}

/// A finite number of milliseconds since 1970.
#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "f64")]
struct Instant(f64);

impl TryFrom<f64> for Instant {
    type Error = &'static str;

    fn try_from(milliseconds: f64) -> Result<Self, Self::Error> {
        (milliseconds.is_finite().then_some(Self(milliseconds))).ok_or("expected a finite number")
    }
}

impl From<Instant> for NumericDate {
    fn from(Instant(milliseconds): Instant) -> Self {
        Self(milliseconds / 1000.0)
    }
}

impl From<Reading> for Sample {
    fn from(reading: Reading) -> Self {
        Self::of_probe(
            reading.sent.into(),
            reading.received.into(),
            reading.date.into(),
            reading.proxy.unwrap_or(false),
        )
    }
}

thread_local! {
    /// The messages of the language in which all is said; `None` is English.
    static LANGUAGE: RefCell<Option<HashMap<String, String>>> = const { RefCell::new(None) };
}

/// Chooses the language in which all is said from now on: the translations of the English messages (`languages/*.json`), or `null` for
/// English. A message without a translation stays English.
#[wasm_bindgen(js_name = setLanguage)]
pub fn set_language(messages: MessagesValue) -> Result<(), JsValue> {
    let messages = serde_wasm_bindgen::from_value(messages.into())
        .map_err(|_| TypeError::new("messages: expected an object of strings, or null"))?;
    LANGUAGE.set(messages);
    Ok(())
}

/// What is said in the language of the reader.
fn said<T>(say: impl FnOnce(Messages) -> T) -> T {
    LANGUAGE.with_borrow(|language| say(language.as_ref().map(|words| words as &dyn Language)))
}

/// Reads an object of options; a wrong one gives a `TypeError` with its name.
fn read<T: Default + DeserializeOwned>(options: JsValue) -> Result<T, JsValue> {
    if options.is_undefined() {
        return Ok(T::default());
    }
    serde_path_to_error::deserialize(Deserializer::from(options)).map_err(|error| {
        let path = match error.path().to_string().as_str() {
            "." => "options".to_owned(),
            path => format!("options.{path}"),
        };
        // The message quotes the value, which may be a paste that was passed in the wrong place.
        let message = error.into_inner().to_string();
        let reason = if let Some((_, expected)) = message.rsplit_once("expected ") {
            format!("expected {}", expected.replace("f64", "a number"))
        } else if let Some(at) = message.find("missing field") {
            message[at..].to_owned()
        } else {
            "has the wrong type: see index.d.ts".to_owned()
        };
        TypeError::new(&format!("{path}: {reason}")).into()
    })
}

/// This machine's clock, unless the caller names another time.
fn clock(now: Option<Instant>) -> NumericDate {
    now.unwrap_or_else(|| Instant(Date::now())).into()
}

/// A time that is an argument of its own; `name` is what the caller calls it.
fn instant(name: &str, milliseconds: f64) -> Result<Instant, JsValue> {
    let instant = Instant::try_from(milliseconds);
    Ok(instant.map_err(|expected| TypeError::new(&format!("{name}: {expected}")))?)
}

/// Reads what the caller knows beyond the paste.
fn context(options: OptionsValue) -> Result<Context, JsValue> {
    let options: Options = read(options.into())?;
    Ok(Context {
        now: clock(options.now),
        asked_at: options.asked_at.map(NumericDate::from),
        samples: (options.samples.unwrap_or_default().into_iter())
            .map(Sample::from)
            .collect(),
        token: options.token.map(|at| at as usize),
        compared: options.compared.map(|at| at as usize),
    })
}

/// Writes a value as `JSON.parse` would read it: plain objects, with `null` for missing values.
fn plain<T: JsCast>(value: &impl Serialize) -> Result<T, JsValue> {
    let value = value.serialize(&Serializer::json_compatible())?;
    Ok(value.unchecked_into())
}

/// Reads what was pasted: one text, or several, oldest first.
fn pastes(pasted: PastesValue) -> Result<Vec<String>, JsValue> {
    let pasted = JsValue::from(pasted);
    if let Some(text) = pasted.as_string() {
        return Ok(vec![text]);
    }
    let texts = pasted.dyn_ref::<Array>().map(|texts| {
        let mut texts = texts.iter();
        texts.try_fold(Vec::new(), |mut read, text| {
            read.push(text.as_string()?);
            Some(read)
        })
    });
    let wrong = || TypeError::new("text: expected a string or an array of strings");
    Ok(texts.flatten().ok_or_else(wrong)?)
}

/// Says what LiveKit answers, why, and what to do: see [`crate::diagnose_all`].
#[wasm_bindgen]
pub fn diagnose(text: PastesValue, options: OptionsValue) -> Result<ReportValue, JsValue> {
    let pastes = pastes(text)?;
    let pastes: Vec<&str> = pastes.iter().map(String::as_str).collect();
    let mut search = crate::Search::start_all(&pastes, context(options)?);
    while search.step() {}
    plain(&said(|messages| search.report_in(messages)))
}

/// Makes the token of a paste right: see [`crate::repair`](fn@crate::repair).
#[wasm_bindgen]
pub fn repair(text: PastesValue, options: OptionsValue) -> Result<RepairValue, JsValue> {
    let pastes = pastes(text)?;
    let pastes: Vec<&str> = pastes.iter().map(String::as_str).collect();
    let repaired = crate::repair_all(&pastes, context(options)?).map_err(|why| not_made(&why))?;
    plain(&repaired)
}

/// Makes a copy of a text that is safe to share: see [`crate::sanitize`](fn@crate::sanitize).
#[wasm_bindgen]
pub fn sanitize(text: &str, options: SanitizeOptionsValue) -> Result<SanitizedValue, JsValue> {
    let options = read(options.into())?;
    plain(&said(|messages| {
        crate::sanitize::sanitize_with(text, options, messages)
    }))
}

/// Makes a token: see [`crate::mint`].
#[wasm_bindgen]
pub fn mint(
    claims: ClaimsValue,
    pair: &KeyPairValue,
    options: MintOptionsValue,
) -> Result<String, JsValue> {
    let claims = JSON::stringify(&claims.into())?.as_string();
    let claims = claims.ok_or_else(|| TypeError::new("claims: expected an object"))?;
    let text = |name: &str| {
        let value = Reflect::get(pair, &name.into()).ok();
        let expected = || TypeError::new(&format!("pair.{name}: expected a string"));
        value
            .and_then(|value| value.as_string())
            .ok_or_else(expected)
    };
    let (key, secret) = (text("key")?, text("secret")?);
    let options: MintOptions = read(options.into())?;
    let pair = KeyPair {
        key: &key,
        secret: &secret,
    };
    let life = options.ttl.unwrap_or(repair::LIFE);
    crate::mint(&claims, pair, clock(options.now), life).map_err(|why| not_made(&why))
}

/// Makes a pair for a server of one's own out of the randomness of the browser.
#[wasm_bindgen(js_name = developmentPair)]
pub fn development_pair() -> Result<DevelopmentPairValue, JsValue> {
    let mut bytes = [0; 256];
    getrandom::getrandom(&mut bytes).map_err(|error| Error::new(&error.to_string()))?;
    plain(&DevelopmentPair::new(bytes.into_iter()))
}

/// The reason as an `Error` named `NotMade`.
fn not_made(reason: &NotMade) -> JsValue {
    let words = said(|messages| {
        let parts = reason.sentence().render(messages).into_iter();
        let words = parts.map(|part| match part {
            Part::Text { text } | Part::Code { text } => text,
            Part::Instant { at } => overview::instant(at, false).into(),
            Part::Duration { seconds } => overview::duration(seconds).text(messages).into(),
        });
        words.collect::<String>()
    });
    let error = Error::new(&words);
    error.set_name("NotMade");
    error.into()
}

/// A diagnosis in steps: see [`crate::Search`].
#[wasm_bindgen]
pub struct Search(crate::Search);

#[wasm_bindgen]
impl Search {
    /// Reads a paste, or several, oldest first.
    #[wasm_bindgen(constructor)]
    pub fn start(text: PastesValue, options: OptionsValue) -> Result<Self, JsValue> {
        let pastes = pastes(text)?;
        let pastes: Vec<&str> = pastes.iter().map(String::as_str).collect();
        Ok(Self(crate::Search::start_all(&pastes, context(options)?)))
    }

    /// Makes one step of the search for slips, which takes a few milliseconds. Returns whether there is more to search.
    pub fn step(&mut self) -> bool {
        self.0.step()
    }

    /// Replaces the context of the same paste. Where another token is judged, the search for slips begins again.
    pub fn update(&mut self, options: OptionsValue) -> Result<(), JsValue> {
        self.0.update(context(options)?);
        Ok(())
    }

    /// The form in which a token is made right, or made: see [`crate::Search::panel`]. `now` is in milliseconds since 1970.
    pub fn panel(&self, request: PanelRequestValue, now: f64) -> Result<PanelValue, JsValue> {
        // The page alone asks, and an error would quote what was typed.
        let request: panel::Request = serde_wasm_bindgen::from_value(request.into())
            .map_err(|_| TypeError::new("request: expected a state of the form"))?;
        let now = instant("now", now)?.into();
        let panel = said(|messages| self.0.panel_in(&request, now, messages));
        plain(&panel.map_err(|why| not_made(&why))?)
    }

    /// The report so far.
    pub fn report(&self) -> Result<ReportValue, JsValue> {
        plain(&said(|messages| self.0.report_in(messages)))
    }
}

/// A file that is read in chunks: see [`crate::file::Reader`].
#[wasm_bindgen]
pub struct FileInChunks {
    reader: Option<Reader>,
    delays: Delays,
}

#[wasm_bindgen]
impl FileInChunks {
    /// Begins a file; `now`, in milliseconds since 1970, is when the server was asked where the file does not tell.
    #[wasm_bindgen(constructor)]
    pub fn start(now: Option<f64>) -> Result<Self, JsValue> {
        let now = now.map(|now| instant("options.now", now)).transpose()?;
        Ok(Self {
            reader: Some(Reader::new(clock(now))),
            delays: Delays::default(),
        })
    }

    /// Reads pairs of key and secret in a text beside the file.
    pub fn know(&mut self, text: &str) {
        if let Some(reader) = &mut self.reader {
            reader.know(text);
        }
    }

    /// Reads the next bytes. Returns the number of uses of tokens so far.
    pub fn push(&mut self, chunk: &[u8]) -> f64 {
        let Some(reader) = &mut self.reader else {
            return 0.0;
        };
        reader.push(chunk);
        #[allow(clippy::cast_precision_loss, reason = "no file has so many tokens")]
        let tokens = reader.progress().tokens as f64;
        tokens
    }

    /// The pairs of key and secret of the whole file, as lines of settings. No more bytes may follow.
    pub fn settings(&mut self) -> String {
        self.reader
            .as_mut()
            .map_or_else(String::new, Reader::settings)
    }

    /// What the file has, once. Only [`vanished`](Self::vanished) may follow.
    pub fn finish(&mut self) -> Result<OverviewValue, JsValue> {
        let reader = self.reader.take();
        let mut overview = said(|messages| reader.map(|reader| reader.finish_in(messages)));
        if let Some(overview) = &mut overview {
            self.delays = std::mem::take(&mut overview.delays);
        }
        plain(&overview)
    }

    /// How many refusals of the file are none with other times, in seconds: see [`crate::file::Margins`].
    pub fn vanished(&self, leeway: u32, nbf: u32, life: u32) -> Result<VanishedValue, JsValue> {
        plain(&self.delays.vanished(Margins { leeway, nbf, life }))
    }
}

/// One use of a token, found again in its file: see [`crate::file::Excerpt`].
#[wasm_bindgen]
pub struct ExcerptOfFile(crate::file::Excerpt);

#[wasm_bindgen]
impl ExcerptOfFile {
    /// Looks for the token at a place of a row, with the time and the status of that row.
    #[wasm_bindgen(constructor)]
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place is a whole number, which JavaScript has as a float"
    )]
    pub fn start(place: f64, time: Option<String>, status: Option<u16>) -> Self {
        Self(crate::file::Excerpt::new(place as u64, time, status))
    }

    /// Reads the next bytes. Returns whether more are needed.
    pub fn push(&mut self, chunk: &[u8]) -> bool {
        self.0.push(chunk)
    }

    /// The use of the token as a paste.
    pub fn finish(self) -> String {
        self.0.finish()
    }
}

/// Runs when the module is instantiated.
#[wasm_bindgen(start)]
fn init() {
    panic::set_hook(Box::new(report_panic));
}

/// Tells the console where the core crashed, but not the panic's message, which may quote the paste and so a secret.
fn report_panic(info: &PanicHookInfo) {
    let has_console = Reflect::has(&js_sys::global(), &"console".into()).unwrap_or(false);
    if let Some(location) = info.location().filter(|_| has_console) {
        console::error_1(&format!("why401 crashed at {location}").into());
    }
}
