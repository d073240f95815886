//! The one door to JavaScript: a text and a clock in, a report out.

use rlsf::SmallGlobalTlsf;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::text::NumericDate;

/// Constant time, like the allocator of the standard library, at a third of its size.
#[global_allocator]
static ALLOCATOR: SmallGlobalTlsf = SmallGlobalTlsf::new();

/// Says what LiveKit answers, why, and what to do: see [`crate::diagnose`]. The report comes as JSON.
///
/// `text` is anything that was pasted; `now` the browser's clock in milliseconds since 1970.
#[wasm_bindgen]
pub fn diagnose(text: &str, now: f64) -> String {
    crate::diagnose(text, NumericDate(now / 1000.0)).to_json()
}
