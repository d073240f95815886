//! Finds the lines of OpenSSH's public keys (RFC 4253 section 6.6, RFC 5656 section 3.1, RFC 8709 section 4), and the same keys in the form
//! of RFC 4716.

use memchr::memmem;

use super::public::{Curve, PublicKey};
use super::{Family, Fault, Form, Key, Material, Writing, der};
use crate::text::{Span, base64url};

/// The types of keys.
const TYPES: [&str; 6] = [
    "ssh-rsa",
    "ssh-ed25519",
    "ssh-ed448",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
];

/// How what follows the type begins: its first field has fewer than 64 bytes.
const BEGIN: &str = " AAAA";

/// The maximum number of lines that are read: `known_hosts` may have thousands.
const MOST: usize = 100;

/// The most characters of a line: a key of 16,384 bits has 2,800.
const LONGEST: usize = 4_000;

/// The first line of the form that `ssh-keygen -e` writes (RFC 4716 section 3), and how its last line begins.
const SSH2: [&str; 2] = ["---- BEGIN SSH2 PUBLIC KEY ----", "---- END "];

/// Finds all such lines, and keys in the form of RFC 4716.
pub fn find(text: &str) -> Vec<Key> {
    let read = |span: Span| {
        let start = span.end + 1;
        let rest = &text[start..text.floor_char_boundary(start + LONGEST)];
        let of_base64 = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
        let end = start + rest.find(|c| !of_base64(c)).unwrap_or(rest.len());
        key(&text.as_bytes()[start..end], Span::new(span.start, end))
    };
    let typed = |at: usize| {
        let mut types = TYPES.into_iter();
        let of_key = types.find(|of_key| text[..at].ends_with(of_key))?;
        Some(Span::new(at - of_key.len(), at))
    };
    let places = memmem::find_iter(text.as_bytes(), BEGIN).filter_map(typed);
    let mut keys: Vec<Key> = places.take(MOST).map(read).collect();
    let places = memmem::find_iter(text.as_bytes(), SSH2[0]);
    keys.extend(places.take(MOST).map(|at| ssh2(text, at)));
    keys
}

/// The key of RFC 4716 that begins at `start`.
fn ssh2(text: &str, start: usize) -> Key {
    let begin = start + SSH2[0].len();
    let rest = &text[begin..text.floor_char_boundary(begin + LONGEST)];
    let body = &rest[..rest.find(SSH2[1]).unwrap_or(rest.len())];
    let mut base64 = Vec::new();
    let mut goes_on = false;
    for line in body.lines() {
        // A header such as `Comment` may go on in the next line.
        let is_header = goes_on || line.contains(':');
        goes_on = is_header && line.ends_with('\\');
        if !is_header {
            base64.extend(line.trim().bytes());
        }
    }
    key(&base64, Span::new(start, begin + body.trim_end().len()))
}

/// The key of a text in base64.
fn key(base64: &[u8], span: Span) -> Key {
    let blob = base64url::decode_standard(base64);
    let material = blob.ok_or(Fault::CutOff).and_then(|blob| public(&blob));
    Key {
        form: Form::Openssh,
        material: material.map(Material::Public),
        kid: None,
        algorithm: None,
        other_use: None,
        is_private: false,
        private_members: Vec::new(),
        writing: Some(Writing::Openssh),
        certificate: None,
        text: None,
        span,
    }
}

/// Fields that each begin with their length.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn next(&mut self) -> Result<&'a [u8], Fault> {
        let (length, rest) = self.0.split_first_chunk::<4>().ok_or(Fault::CutOff)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
        let field = rest.get(..length).ok_or(Fault::CutOff)?;
        self.0 = &rest[length..];
        Ok(field)
    }
}

/// The key of a public line.
fn public(blob: &[u8]) -> Result<PublicKey, Fault> {
    let mut fields = Fields(blob);
    match fields.next()? {
        b"ssh-rsa" => {
            let exponent = fields.next()?;
            Ok(PublicKey::rsa(fields.next()?, exponent))
        }
        b"ssh-ed25519" => der::ed25519(fields.next()?).ok_or(Fault::NoKey),
        b"ssh-ed448" => Err(Fault::Unchecked(Family::Ed448)),
        name if name.starts_with(b"ecdsa-sha2-") => {
            let curve = match fields.next()? {
                b"nistp256" => Curve::P256,
                b"nistp384" => Curve::P384,
                b"nistp521" => Curve::P521,
                _ => return Err(Fault::UnknownCurve { kty: "EC" }),
            };
            der::ec(curve, fields.next()?)
        }
        _ => Err(Fault::UnknownType),
    }
}

/// The public half of a private key in OpenSSH's own form, which has it in clear even if the rest is encrypted (`PROTOCOL.key` of OpenSSH).
///
/// # Errors
/// If it is cut off, or of an unknown type.
pub(super) fn private(bytes: &[u8]) -> Result<PublicKey, Fault> {
    let rest = bytes
        .strip_prefix(b"openssh-key-v1\0")
        .ok_or(Fault::NoKey)?;
    let mut fields = Fields(rest);
    for _ in ["cipher", "key derivation", "its options"] {
        fields.next()?;
    }
    // The number of keys, which is 1.
    fields.0 = fields.0.get(4..).ok_or(Fault::CutOff)?;
    public(fields.next()?)
}
