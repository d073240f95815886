//! Finds JWKs (RFC 7517), alone, in a set, or in the header of a token.

use memchr::memmem;

use super::public::{Curve, PublicKey};
use super::signature::ed25519_public;
use super::{Certificate, Family, Fault, Form, Key, MOST, Material, der};
use crate::text::json::{Document, Kind, Value};
use crate::text::{Secret, Span, base64url};
use crate::token::Token;

/// The member that has the type of a key.
const KTY: &str = "kty";

/// How far before its type the beginning of a key is looked for, in bytes: an RSA key of 16,384 bits with all its private
/// members has 13,000 characters.
const REACH: usize = 16_000;

/// How many places that have no key around them are looked at: a long text may have thousands.
const FAILURES: usize = 100;

/// Finds all keys, in order. Of a set with more than a thousand, these are the first ones and those that a token names.
pub fn find(text: &str, tokens: &[Token]) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    let (mut from, mut failed) = (0, 0);
    for at in types(text) {
        if at < from || failed == FAILURES {
            continue;
        }
        // It is taken back where a key is read.
        failed += 1;
        let Some(start) = opening(text, from, at) else {
            continue;
        };
        let is_quoted = matches!(text.as_bytes()[at], b'"' | b'\'');
        let Some((document, end)) = object(text, start, is_quoted) else {
            continue;
        };
        let root = document.root().filter(|root| root.kind() == Kind::Object);
        // A name without quotes may also stand in a declaration, which may have keys in it.
        if !is_quoted && root.and_then(|root| root.member(KTY)).is_none() {
            continue;
        }
        from = end;
        failed -= 1;
        let Some(root) = root else {
            continue;
        };
        let span = Span::new(start, end);
        if keys.len() < MOST || is_named(root, tokens) {
            keys.extend(read(root, is_in_set(text, start), span));
        }
    }
    keys
}

/// The first set in a text that has no key at all: `{"keys":[]}`.
pub fn empty_set(text: &str) -> Option<Span> {
    const KEYS: &str = "keys";
    let read = |at: usize| {
        let start = text[..at].rfind('{')?;
        let before = text[start + 1..at].trim_matches([' ', '\n', '\r', '\t', '\\']);
        let rest = text[at + KEYS.len()..].trim_start_matches('\\');
        let rest = rest
            .strip_prefix(before)
            .filter(|_| matches!(before, "\"" | "'"))?;
        let rest = rest.trim_start().strip_prefix(':')?.trim_start();
        let rest = rest.strip_prefix('[')?.trim_start();
        let rest = rest.strip_prefix(']')?.trim_start();
        let rest = rest.strip_prefix('}')?;
        Some(Span::new(start, text.len() - rest.len()))
    };
    memmem::find_iter(text.as_bytes(), KEYS)
        .take(FAILURES)
        .find_map(read)
}

/// The places of the name of a key's type: in quotes, which are escaped in a string of JSON, or as the name of a member in code.
fn types(text: &str) -> impl Iterator<Item = usize> {
    let place = |at: usize| {
        let before = text[..at].chars().next_back()?;
        let after = text[at + KTY.len()..].trim_start_matches('\\');
        match before {
            '"' | '\'' => after.starts_with(before).then_some(at - 1),
            '{' | ',' => after.trim_start().starts_with(':').then_some(at),
            c if c.is_whitespace() => after.trim_start().starts_with(':').then_some(at),
            _ => None,
        }
    };
    memmem::find_iter(text.as_bytes(), KTY).filter_map(place)
}

fn is_named(key: Value, tokens: &[Token]) -> bool {
    let Some(kid) = key.member("kid").and_then(Value::string) else {
        return false;
    };
    let names = |token: &Token| token.jws.key_id().as_deref() == Some(&*kid);
    tokens.iter().any(names)
}

/// The `{` of the object that has a member at `at`, not before `from`.
fn opening(text: &str, from: usize, at: usize) -> Option<usize> {
    let from = from.max(at.saturating_sub(REACH));
    let mut depth = 0;
    for (back, byte) in text.as_bytes()[from..at].iter().rev().enumerate() {
        match byte {
            b'}' | b']' => depth += 1,
            b'{' if depth == 0 => return Some(at - back - 1),
            b'{' | b'[' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The object that begins at `start`, and its end. The names of its members may have no quotes.
fn object(text: &str, start: usize, is_quoted: bool) -> Option<(Document, usize)> {
    let bytes = text.as_bytes();
    let (mut depth, mut in_string, mut end) = (0_usize, false, None);
    let mut at = start;
    while let Some(&byte) = bytes.get(at).filter(|_| at < start + 4 * REACH) {
        match byte {
            b'\\' => at += 1,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => depth += 1,
            b'}' | b']' if !in_string => {
                depth -= 1;
                if depth == 0 {
                    end = Some(at + 1);
                    break;
                }
            }
            _ => {}
        }
        at += 1;
    }
    let end = end?;
    let mut source = as_json(&text[start..end]);
    if !is_quoted {
        source = of_code(&source);
    }
    Some((Document::read_prefix(source.into_bytes()).0, end))
}

/// How often JSON may stand in a string of JSON: a log in a log has it twice.
const LEVELS: usize = 3;

/// An object as JSON has it, which may be in a string of JSON, or as Python prints it.
fn as_json(source: &str) -> String {
    let mut source = source.to_owned();
    for _ in 0..LEVELS {
        let quote = source.find('"').unwrap_or(0);
        if !source[..quote].ends_with('\\') {
            break;
        }
        let (string, _) = Document::read_prefix(format!("\"{source}\"").into_bytes());
        let Some(inner) = string.root().and_then(Value::string) else {
            break;
        };
        source = inner.into_owned();
    }
    if source.contains('"') {
        source
    } else {
        source.replace('\'', "\"")
    }
}

/// Puts names of members into quotes, and leaves out the comma behind the last one.
fn of_code(source: &str) -> String {
    let mut json = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => rest[1..].find('"').map_or(rest.len(), |end| end + 2),
            c if c.is_ascii_alphabetic() => {
                let of_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
                rest.find(|c| !of_name(c)).unwrap_or(rest.len())
            }
            c => c.len_utf8(),
        };
        let (part, after) = rest.split_at(length);
        let is_last = || after.trim_start().starts_with(['}', ']']);
        if first.is_ascii_alphabetic() && after.trim_start().starts_with(':') {
            json.push('"');
            json.push_str(part);
            json.push('"');
        } else if first != ',' || !is_last() {
            json.push_str(part);
        }
        rest = after;
    }
    json
}

/// Whether an object is an element of an array.
fn is_in_set(text: &str, start: usize) -> bool {
    let mut before = text[..start].trim_end();
    // Line ends in a string of JSON.
    while let Some(shorter) = before.strip_suffix("\\n") {
        before = shorter.trim_end_matches('\\').trim_end();
    }
    before.ends_with(['[', ','])
}

/// The members that only a private key has (RFC 7518 section 6, RFC 8037 section 2, RFC 9964 section 3).
const PRIVATE: [&str; 3] = ["d", "k", "priv"];

/// The members from which the private half of an RSA key follows (RFC 7518 section 6.3.2).
const FACTORS: [&str; 5] = ["p", "q", "dp", "dq", "qi"];

/// Reads a JWK; `None` if it is none.
fn read(key: Value, is_in_set: bool, span: Span) -> Option<Key> {
    let text = |name: &str| Some(key.member(name)?.string()?.into_owned());
    let kty = text("kty")?;
    let is_private = PRIVATE.into_iter().any(|name| key.member(name).is_some());
    let private_members = (PRIVATE.into_iter().chain(FACTORS))
        .filter_map(|name| Some(Secret::new(text(name)?)))
        .collect();
    let by_certificate = certificate(key);
    let has_numbers = ["n", "x", "k", "pub", "d"]
        .into_iter()
        .any(|name| key.member(name).is_some());
    let (material, certificate) = match by_certificate {
        Some(read) if !has_numbers => (
            read.and_then(|read| Ok((Material::Public(read.key?), read.certificate))),
            None,
        ),
        other => {
            let facts = other.and_then(Result::ok).and_then(|read| read.certificate);
            (material(key, &kty).map(|material| (material, None)), facts)
        }
    };
    let (material, own): (_, Option<Certificate>) = match material {
        Ok((material, own)) => (Ok(material), own),
        Err(fault) => (Err(fault), None),
    };
    let form = match (is_in_set, is_private) {
        (true, _) if !has_numbers => Form::JwksX5cOnly,
        (true, _) => Form::Jwks,
        (false, true) => Form::JwkPrivate,
        (false, false) => Form::Jwk,
    };
    Some(Key {
        form,
        material,
        kid: text("kid"),
        algorithm: text("alg"),
        other_use: other_use(key),
        is_private,
        private_members,
        writing: None,
        certificate: certificate.or(own),
        text: None,
        span,
    })
}

/// What the key is for, if that is not to check signatures (RFC 7517 sections 4.2 and 4.3).
fn other_use(key: Value) -> Option<String> {
    if let Some(usage) = key.member("use").and_then(Value::string)
        && usage != "sig"
    {
        return Some(usage.into_owned());
    }
    let operations = key.member("key_ops")?;
    let strings = || operations.elements().filter_map(Value::string);
    let checks = strings().any(|operation| matches!(&*operation, "verify" | "sign"));
    (!checks).then(|| strings().collect::<Vec<_>>().join(", "))
}

/// The first certificate of `x5c`, which is base64 and not base64url (RFC 7517 section 4.7).
fn certificate(key: Value) -> Option<Result<der::DecodedKey, Fault>> {
    let first = key.member("x5c")?.elements().next()?.string()?;
    let bytes = base64url::decode_standard(first.as_bytes());
    Some(
        bytes
            .ok_or(Fault::Member("x5c"))
            .and_then(|bytes| der::read(&bytes)),
    )
}

fn material(key: Value, kty: &str) -> Result<Material, Fault> {
    let bytes = |name: &'static str| {
        let text = key.member(name).and_then(Value::string);
        let text = text.ok_or(Fault::Member(name))?;
        base64url::decode(text.trim_end_matches('=').as_bytes()).map_err(|_| Fault::Member(name))
    };
    let text = |name: &str| key.member(name).and_then(Value::string);
    Ok(Material::Public(match kty {
        "oct" => return Ok(Material::Shared(bytes("k")?)),
        "RSA" => PublicKey::rsa(&bytes("n")?, &bytes("e")?),
        "EC" => {
            let name = text("crv").ok_or(Fault::Member("crv"))?;
            let curve = Curve::ALL.into_iter().find(|curve| curve.name() == name);
            let curve = curve.ok_or(Fault::UnknownCurve { kty: "EC" })?;
            if key.member("x").is_none() && key.member("d").is_some() {
                return Err(Fault::NoPublicHalf);
            }
            // Some libraries drop leading zeros, which RFC 7518 section 6.2.1.2 wants.
            let mut point = vec![4];
            for name in ["x", "y"] {
                let number = bytes(name)?;
                let missing = curve.size().checked_sub(number.len());
                let missing = missing.ok_or(Fault::Member(name))?;
                point.extend(std::iter::repeat_n(0, missing));
                point.extend(number);
            }
            der::ec(curve, &point)?
        }
        "OKP" => match &*text("crv").ok_or(Fault::Member("crv"))? {
            "Ed25519" if key.member("x").is_none() && key.member("d").is_some() => {
                ed25519_public(&bytes("d")?).ok_or(Fault::Member("d"))?
            }
            "Ed25519" => der::ed25519(&bytes("x")?).ok_or(Fault::Member("x"))?,
            "Ed448" => return Err(Fault::Unchecked(Family::Ed448)),
            _ => return Err(Fault::UnknownCurve { kty: "OKP" }),
        },
        "AKP" => return Err(Fault::Unchecked(Family::MlDsa)),
        _ => return Err(Fault::UnknownType),
    }))
}

/// The keys in the header of a token (RFC 7515 sections 4.1.3 and 4.1.6).
pub fn of_header(token: &Token) -> Vec<Key> {
    let (Some(header), Some(span)) = (token.jws.header.root(), token.spans.first()) else {
        return Vec::new();
    };
    let mut keys = Vec::new();
    if let Some(read) = certificate(header) {
        let (material, certificate) = match read {
            Ok(read) => (read.key.map(Material::Public), read.certificate),
            Err(fault) => (Err(fault), None),
        };
        keys.push(Key {
            form: Form::X5c,
            material,
            kid: token.jws.key_id(),
            algorithm: None,
            other_use: None,
            is_private: false,
            private_members: Vec::new(),
            writing: None,
            certificate,
            text: None,
            span: *span,
        });
    }
    if let Some(jwk) = header
        .member("jwk")
        .filter(|jwk| jwk.kind() == Kind::Object)
        && let Some(key) = read(jwk, false, *span)
    {
        keys.push(Key {
            form: Form::HeaderJwk,
            ..key
        });
    }
    keys
}
