//! The one door to JavaScript: a text and a clock in, a plain object out.

use rlsf::SmallGlobalTlsf;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};

use crate::text::NumericDate;

/// Constant time, like the allocator of the standard library, at a third of its size.
#[global_allocator]
static ALLOCATOR: SmallGlobalTlsf = SmallGlobalTlsf::new();

/// Says what LiveKit answers, why, and what to do: see [`crate::diagnose`].
///
/// `text` is anything that was pasted; `now` the browser's clock in milliseconds since 1970.
///
/// # Errors
/// Only if the report cannot be handed over, which is a fault of this crate.
#[wasm_bindgen]
pub fn diagnose(text: &str, now: f64) -> Result<JsValue, JsError> {
    let report = crate::diagnose(text, NumericDate(now / 1000.0));
    Ok(report.serialize(&Serializer::json_compatible())?)
}
