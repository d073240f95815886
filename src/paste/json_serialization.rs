//! Finds a JWS in its JSON serializations (RFC 7515 section 7.2), and puts its parts together as the compact one has them.

use std::sync::LazyLock;

use super::token::TokenText;
use crate::livekit::grants::{CLAIMS, Type};
use crate::text::json::{Document, Kind, Value};
use crate::text::{Needles, Span, base64url};

static PROTECTED: LazyLock<Needles> = LazyLock::new(|| Needles::exact(["\"protected\""]));

/// The maximum number of objects that are read.
const MOST: usize = 20;

/// The most characters of one object.
const LONGEST: usize = 40_000;

/// Replaces the pieces of tokens inside of such an object by one token for each signature. Returns each object's place and how many signatures it has. `LiveKit`'s
/// own tokens are left alone, because its servers do not read this form.
pub fn join(text: &str, tokens: &mut Vec<TokenText>) -> Vec<(Span, usize)> {
    let mut found = Vec::new();
    let mut from = 0;
    for hit in PROTECTED.hits(text).take(MOST) {
        if hit.span.start < from {
            continue;
        }
        // The general serialization has it two levels deep.
        let from_here = from.max(hit.span.start.saturating_sub(LONGEST));
        let object = (0..3).find_map(|depth| {
            let start = opening(text, from_here, hit.span.start, depth)?;
            let end = text.floor_char_boundary(start + LONGEST);
            let (document, error) = Document::read_prefix(text.as_bytes()[start..end].to_vec());
            let root = document.root()?;
            let is_jws = root.kind() == Kind::Object && root.member("payload").is_some();
            let end = start + root.span().end;
            (is_jws && error.is_none_or(|error| error.at >= root.span().end))
                .then_some((document, Span::new(start, end)))
        });
        let Some((document, span)) = object else {
            continue;
        };
        from = span.end;
        let Some(root) = document.root() else {
            continue;
        };
        let joined = compact(root, span);
        if joined.is_empty() || is_of_livekit(root) {
            continue;
        }
        let is_inside = |token: &TokenText| token.spans.iter().any(|own| span.contains(*own));
        tokens.retain(|token| !is_inside(token));
        found.push((span, joined.len()));
        tokens.extend(joined);
    }
    if !found.is_empty() {
        tokens.sort_by_key(|token| token.spans.first().map_or(0, |span| span.start));
    }
    found
}

/// The `{` before `at` that has `depth` others open around it.
fn opening(text: &str, from: usize, at: usize, depth: usize) -> Option<usize> {
    let mut open = 0;
    for (back, byte) in text.as_bytes()[from..at].iter().rev().enumerate() {
        match byte {
            b'}' => open += 1,
            b'{' if open > 0 => open -= 1,
            b'{' => {
                let start = at - back - 1;
                return match depth {
                    0 => Some(start),
                    _ => opening(text, from, start, depth - 1),
                };
            }
            _ => {}
        }
    }
    None
}

/// The compact serialization of each signature with a protected header.
fn compact(root: Value, span: Span) -> Vec<TokenText> {
    let Some(payload) = root.member("payload").and_then(Value::string) else {
        return Vec::new();
    };
    let signatures = root
        .member("signatures")
        .into_iter()
        .flat_map(Value::elements);
    (signatures.chain([root]))
        .filter_map(|signature| {
            let part = |name: &str| signature.member(name)?.string();
            let (protected, signed) = (part("protected")?, part("signature")?);
            Some(TokenText {
                text: format!("{protected}.{payload}.{signed}"),
                spans: vec![span],
                invisible: false,
                elided: false,
                signature_removed: false,
                is_payload: false,
            })
        })
        .collect()
}

fn is_of_livekit(root: Value) -> bool {
    let payload = root
        .member("payload")
        .and_then(Value::string)
        .unwrap_or_default();
    let claims = base64url::decode(payload.as_bytes()).unwrap_or_default();
    let (document, _) = Document::read_prefix(claims);
    let is_own = |name: Value| {
        let name = name.string().unwrap_or_default();
        let member = CLAIMS.member(&name).map(|member| &member.what);
        matches!(member, Some(Type::Object(_) | Type::Map | Type::RoomConfig))
    };
    let mut members = document.root().into_iter().flat_map(Value::members);
    members.any(|(name, _)| is_own(name))
}
