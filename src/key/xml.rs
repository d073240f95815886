//! Finds RSA keys in the XML of .NET (`RSA.ToXmlString`): `<RSAKeyValue><Modulus>…</Modulus><Exponent>…</Exponent></RSAKeyValue>`.

use memchr::memmem;

use super::public::PublicKey;
use super::{Fault, Form, Key, Material};
use crate::text::{Secret, Span, base64url};

/// The element of the key, of XML Signature (W3C) section 4.5.2.2.
const NAME: &str = "RSAKeyValue";

/// The brackets of a tag: as XML has them, in an attribute of XML or HTML, in a string of JSON, in a URL.
const BRACKETS: [(&str, &str); 5] = [
    ("<", ">"),
    ("&lt;", "&gt;"),
    ("\\u003c", "\\u003e"),
    ("\\u003C", "\\u003E"),
    ("%3C", "%3E"),
];

/// The most characters of one: a key of 16,384 bits has 13,000 with its private half.
const LONGEST: usize = 16_000;

/// The maximum number that is read.
const MOST: usize = 100;

/// The elements that only a private key has.
const PRIVATE: [&str; 6] = ["D", "P", "Q", "DP", "DQ", "InverseQ"];

/// An element with the key in a text.
#[derive(Clone, Copy)]
struct Element<'a> {
    brackets: (&'static str, &'static str),
    /// Where it begins.
    start: usize,
    /// What is between its tags, and where that begins.
    body: &'a str,
    at: usize,
    /// Where it ends; where its body ends if it is cut off.
    end: usize,
    is_closed: bool,
}

impl<'a> Element<'a> {
    /// The element whose name is at `name`, if that is its first tag.
    fn at(text: &'a str, name: usize) -> Option<Self> {
        let before = &text[..name];
        let brackets = BRACKETS.into_iter().find(|(open, close)| {
            before.ends_with(open) && text[name + NAME.len()..].starts_with(close)
        })?;
        let (open, close) = brackets;
        let at = name + NAME.len() + close.len();
        let rest = &text[at..text.floor_char_boundary(at + LONGEST)];
        let end = rest.find(&format!("{open}/{NAME}{close}"));
        let next = rest.find(&format!("{open}{NAME}{close}"));
        let is_closed = end.is_some_and(|end| next.is_none_or(|next| end < next));
        let length = if is_closed { end } else { next }.unwrap_or(rest.len());
        let tag = if is_closed {
            open.len() + 1 + NAME.len() + close.len()
        } else {
            0
        };
        Some(Self {
            brackets,
            start: name - open.len(),
            body: &rest[..length],
            at,
            end: at + length + tag,
            is_closed,
        })
    }

    /// What an element in it holds, up to the next tag.
    fn inner(&self, name: &str) -> Option<&'a str> {
        let (open, close) = self.brackets;
        let (_, rest) = self.body.split_once(&*format!("{open}{name}{close}"))?;
        rest.split(open).next()
    }
}

/// All such elements, in order.
fn elements(text: &str) -> impl Iterator<Item = Element<'_>> {
    memmem::find_iter(text.as_bytes(), NAME).filter_map(|at| Element::at(text, at))
}

/// The places of what only private keys have, in a text with any number of such keys, whole or cut off.
pub fn private_members(text: &str) -> impl Iterator<Item = Span> {
    elements(text).flat_map(move |element| {
        PRIVATE.into_iter().filter_map(move |name| {
            let member = element.inner(name)?;
            let from = element.at + (member.as_ptr() as usize - element.body.as_ptr() as usize);
            Some(Span::new(from, from + member.len()))
        })
    })
}

/// Finds all such keys, in order.
pub fn find(text: &str) -> Vec<Key> {
    elements(text).take(MOST).map(read).collect()
}

/// Reads a key.
fn read(element: Element) -> Key {
    let number = |name| {
        // .NET writes a plus in a string of JSON so.
        let plain = (element.inner(name)?)
            .replace("\\u002B", "+")
            .replace("\\/", "/")
            .replace("%2B", "+")
            .replace("%2F", "/")
            .replace("%3D", "=");
        let digits: Vec<u8> = plain
            .bytes()
            .filter(|byte| !byte.is_ascii_whitespace())
            .collect();
        base64url::decode_standard(&digits)
    };
    let material = match (number("Modulus"), number("Exponent")) {
        (Some(modulus), Some(exponent)) => {
            Ok(Material::Public(PublicKey::rsa(&modulus, &exponent)))
        }
        _ if !element.is_closed => Err(Fault::CutOff),
        _ => Err(Fault::NoKey),
    };
    let private = PRIVATE.into_iter().filter_map(|name| element.inner(name));
    let private_members: Vec<Secret> = private
        .map(|member| Secret::new(member.trim().to_owned()))
        .collect();
    let end = if element.is_closed {
        element.end
    } else {
        element.at + element.body.trim_end().len()
    };
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
        span: Span::new(element.start, end),
    }
}
