//! Finds RSA keys in the XML of .NET (`RSA.ToXmlString`): `<RSAKeyValue><Modulus>…</Modulus><Exponent>…</Exponent></RSAKeyValue>`.

use memchr::memmem;

use super::public::PublicKey;
use super::{Fault, Form, Key, Material};
use crate::text::span::boundary;
use crate::text::{Secret, Span, base64url};

/// The element of the key, of XML Signature (W3C) section 4.5.2.2.
const BEGIN: &str = "<RSAKeyValue>";

/// Its end.
const END: &str = "</RSAKeyValue>";

/// The most characters of one: a key of 16,384 bits has 13,000 with its private half.
const LONGEST: usize = 16_000;

/// The maximum number that is read.
const MOST: usize = 100;

/// The elements that only a private key has.
const PRIVATE: [&str; 6] = ["D", "P", "Q", "DP", "DQ", "InverseQ"];

/// The places of what only private keys have, in a text with any number of such keys, whole or cut off.
pub fn private_members(text: &str) -> impl Iterator<Item = Span> {
    memmem::find_iter(text.as_bytes(), BEGIN).flat_map(move |at| {
        let start = at + BEGIN.len();
        let body = &text[start..boundary(text, start + LONGEST)];
        let ends = [END, BEGIN].into_iter().filter_map(|end| body.find(end));
        let body = &body[..ends.min().unwrap_or(body.len())];
        PRIVATE.into_iter().filter_map(move |name| {
            let tag = format!("<{name}>");
            let from = start + body.find(&tag)? + tag.len();
            Some(Span::new(from, from + element(body, name)?.len()))
        })
    })
}

/// Finds all such keys, in order.
pub fn find(text: &str) -> Vec<Key> {
    let places = memmem::find_iter(text.as_bytes(), BEGIN);
    places.take(MOST).map(|at| read(text, at)).collect()
}

/// Reads the key whose element begins at `start`.
fn read(text: &str, start: usize) -> Key {
    let rest = &text[start..boundary(text, start + LONGEST)];
    let end = rest.find(END);
    let body = &rest[BEGIN.len()..end.unwrap_or(rest.len())];
    let number = |name| {
        let digits: Vec<u8> = element(body, name)?
            .bytes()
            .filter(|byte| !byte.is_ascii_whitespace())
            .collect();
        base64url::decode_standard(&digits)
    };
    let material = match (number("Modulus"), number("Exponent")) {
        (Some(modulus), Some(exponent)) => {
            Ok(Material::Public(PublicKey::rsa(&modulus, &exponent)))
        }
        _ if end.is_none() => Err(Fault::CutOff),
        _ => Err(Fault::NoKey),
    };
    let private = PRIVATE.into_iter().filter_map(|name| element(body, name));
    let private_members: Vec<Secret> = private
        .map(|member| Secret::new(member.trim().to_owned()))
        .collect();
    let length = end.map_or(BEGIN.len() + body.trim_end().len(), |end| end + END.len());
    Key {
        form: Form::RsaXml,
        material,
        kid: None,
        algorithm: None,
        other_use: None,
        is_private: !private_members.is_empty(),
        private_members,
        writing: None,
        certificate: None,
        text: None,
        span: Span::new(start, start + length),
    }
}

/// What an element holds, up to the next tag.
fn element<'a>(body: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = body.split_once(&*format!("<{name}>"))?;
    rest.split('<').next()
}
