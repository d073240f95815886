//! The one door to JavaScript: a text and clocks in, a report out. Both texts go through it as their bytes in UTF-8, which
//! takes less of wasm-bindgen's JavaScript than strings do.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::clock::{Beside, Sample};
use crate::text::NumericDate;

/// Never frees, so that the code that frees is not there either: a fifteenth of the page. JavaScript takes a new instance of the
/// module instead, when [`memory_pages`] are many.
#[cfg(feature = "never-free")]
#[global_allocator]
static ALLOCATOR: mini_alloc::MiniAlloc = mini_alloc::MiniAlloc::INIT;

/// How many pages of 64 KiB the memory has by now.
#[wasm_bindgen]
pub fn memory_pages() -> usize {
    core::arch::wasm32::memory_size(0)
}

/// Says what LiveKit answers, why, and what to do: see [`crate::diagnose_beside`]. The report comes as JSON.
///
/// `text` is anything that was pasted. All times are in milliseconds since 1970: `now` by the browser's clock; `asked_at` by
/// the server's, not a number where that is not known; and of `samples` four for each answer of the server, when it was asked
/// and when the answer had come by the browser's clock, its `Date`, and whether it may be that of a proxy (0 or 1). `part` is
/// the part of the search for slips that is made; not a number for all of it.
#[wasm_bindgen]
pub fn diagnose(text: &[u8], now: f64, asked_at: f64, samples: &[f64], part: f64) -> Vec<u8> {
    let date = |milliseconds: f64| NumericDate(milliseconds / 1000.0);
    let mut known = Beside::only(date(now));
    known.asked_at = asked_at.is_finite().then(|| date(asked_at));
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    {
        known.part = (part >= 0.0).then_some(part as usize);
    }
    for &[sent, received, shown, proxy] in samples.as_chunks().0 {
        let sample = Sample::of_probe(date(sent), date(received), date(shown), proxy > 0.0);
        known.samples.push(sample);
    }
    // A browser's encoder writes nothing else.
    let text = str::from_utf8(text).unwrap_or_default();
    crate::diagnose_beside(text, known).to_json().into_bytes()
}
