//! What every stage needs to read text: spans, text search, JSON, base64url, dates and time intervals.
//!
//! - **In**: text or bytes.
//! - **Out**: values with their spans, in bytes of the text; instants in seconds since 1970.
//! - **Facts from**: RFC 8259 (JSON), RFC 4648 (base64), RFC 7519 (`NumericDate`), RFC 9110 and RFC 3339 (dates). Where
//!   an RFC leaves a choice, the module follows Go's standard library, which LiveKit uses, and says so.

pub mod base64url;
pub mod byte_set;
pub mod coding;
pub mod interval;
pub mod invisible;
pub mod json;
pub mod label;
pub mod lines;
pub mod needles;
pub mod numeric_date;
pub mod order;
pub mod secret;
pub mod span;
pub(crate) mod steps;
pub mod timestamp;

pub use byte_set::ByteSet;
pub use interval::Interval;
pub use invisible::is_invisible;
pub use lines::{LineNumbers, Lines};
pub use needles::Needles;
pub use numeric_date::NumericDate;
pub use secret::Secret;
pub use span::Span;
