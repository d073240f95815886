//! When a token was made, by the clock of the machine that made it.

use crate::livekit::sdk::Sdk;
use crate::text::NumericDate;
use crate::token::Token;

/// From 2000 to 2100, in seconds since 1970: no token was made outside of these years.
pub const PLAUSIBLE: (f64, f64) = (946_684_800.0, 4_102_444_800.0);

/// What the clock of the minter showed when the token was made, or shortly before.
///
/// `iat` is that time by definition. `nbf` is that time where the SDK lets its caller set no `nbf` and writes the
/// current time: the SDKs for Node from 2.15.1 on, Python, Rust, Go, and Ruby (which subtracts 5 s). The SDK for Kotlin
/// writes the `nbf` that its caller sets.
pub fn made_at(token: &Token) -> Option<NumericDate> {
    let claims = &token.claims;
    let writes_now = token.minter.is_some_and(|minter| {
        matches!(
            minter.sdk,
            Sdk::Node | Sdk::Python | Sdk::Rust | Sdk::Go | Sdk::Ruby
        )
    });
    let nbf = claims.nbf.value().filter(|_| writes_now);
    let at = *claims.iat.value().or(nbf)?;
    (PLAUSIBLE.0..PLAUSIBLE.1).contains(&at.0).then_some(at)
}
