//! The disclosures of a selective disclosure JWT (RFC 9901): `token~disclosure~disclosure~`.

use sha2::{Digest, Sha256, Sha384, Sha512};

use crate::text::base64url;
use crate::text::json::{Kind, Value};
use crate::token::Token;

/// What the disclosures behind a token show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disclosures {
    /// How many there are.
    pub count: usize,
    /// How many of them have no digest in the token, or in another disclosure.
    pub unmatched: usize,
    /// Whether the digests are of a hash that is not known here.
    pub is_other_hash: bool,
    /// Whether a key binding JWT is at the end (RFC 9901 section 4.3).
    pub is_bound: bool,
}

/// The most disclosures that are read.
const MOST: usize = 200;

/// Reads the disclosures that follow a token in the text; `None` if there is no `~`.
pub fn read(text: &str, token: &Token) -> Option<Disclosures> {
    let rest = &text[token.spans.last()?.end..];
    let rest = rest.strip_prefix('~')?;
    let of_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '~' | '.');
    let rest = &rest[..rest.find(|c| !of_part(c)).unwrap_or(rest.len())];
    let mut parts: Vec<&str> = rest.split('~').take(MOST).collect();
    let is_bound = parts.last().is_some_and(|last| last.contains('.'));
    parts.retain(|part| !part.is_empty() && !part.contains('.'));
    let set = token.jws.claims_set();
    let algorithm = set.and_then(|set| set.member("_sd_alg")?.string());
    let hash: fn(&[u8]) -> Vec<u8> = match algorithm.as_deref() {
        None | Some("sha-256") => |bytes| Sha256::digest(bytes).to_vec(),
        Some("sha-384") => |bytes| Sha384::digest(bytes).to_vec(),
        Some("sha-512") => |bytes| Sha512::digest(bytes).to_vec(),
        Some(_) => {
            return Some(Disclosures {
                count: parts.len(),
                unmatched: 0,
                is_other_hash: true,
                is_bound,
            });
        }
    };
    let mut digests = Vec::new();
    if let Some(set) = set {
        collect(set, &mut digests);
    }
    // A disclosure may hold the digests of others (section 4.2.6).
    for part in &parts {
        let (document, _) = crate::text::json::Document::read_prefix(
            base64url::decode(part.as_bytes()).unwrap_or_default(),
        );
        if let Some(root) = document.root() {
            collect(root, &mut digests);
        }
    }
    let is_matched = |part: &&&str| {
        let digest = base64url::encode(&hash(part.as_bytes()));
        digests.contains(&digest)
    };
    let matched = parts.iter().filter(is_matched).count();
    Some(Disclosures {
        count: parts.len(),
        unmatched: parts.len() - matched,
        is_other_hash: false,
        is_bound,
    })
}

/// Collects the strings of all `_sd` arrays and of elements `{"...": digest}`.
fn collect(value: Value, digests: &mut Vec<String>) {
    for inner in value.inner().chain([value]) {
        if inner.kind() != Kind::Object {
            continue;
        }
        let listed = inner.member("_sd").into_iter().flat_map(Value::elements);
        let single = inner.member("...").into_iter();
        let strings = listed.chain(single).filter_map(Value::string);
        digests.extend(strings.map(std::borrow::Cow::into_owned));
    }
}
