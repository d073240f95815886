//! What every stage needs to read text: places, searches, JSON, base64url, dates and intervals of time.

pub mod base64url;
pub mod interval;
pub mod json;
pub mod lines;
pub mod needles;
pub mod numeric_date;
pub mod span;
pub mod timestamp;

pub use interval::Interval;
pub use lines::Lines;
pub use needles::Needles;
pub use numeric_date::NumericDate;
pub use span::Span;
