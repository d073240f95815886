//! Finds keys and certificates in PEM (RFC 7468), however they were pasted: with `\n` for line ends, once or twice escaped, on one
//! line, indented, with quotes around them, without dashes, as base64, with percent escapes.

use std::sync::LazyLock;

use super::der::{self, Shape};
use super::{Fault, Form, Key, MOST, Material, Writing};
use crate::text::coding::{Space, unescaped};
use crate::text::{Needles, Secret, Span, base64url, steps};

const BEGIN: &str = "BEGIN ";

static BEGINS: LazyLock<Needles> =
    LazyLock::new(|| Needles::exact([BEGIN, BASE64, PERCENT[0], PERCENT[1]]));

/// `BEGIN ` with percent escapes, and as a form has it.
const PERCENT: [&str; 2] = ["BEGIN%20", "BEGIN+"];

/// `-----BEGIN ` in base64, as far as whole groups go.
const BASE64: &str = "LS0tLS1CRUdJTi";

/// The labels of keys and certificates. `ssh-keygen` writes some of them, OpenSSL the rest.
const LABELS: [&str; 11] = [
    "PUBLIC KEY",
    "RSA PUBLIC KEY",
    "EC PUBLIC KEY",
    "PRIVATE KEY",
    "RSA PRIVATE KEY",
    "EC PRIVATE KEY",
    "OPENSSH PRIVATE KEY",
    "ENCRYPTED PRIVATE KEY",
    "CERTIFICATE",
    "X509 CERTIFICATE",
    "TRUSTED CERTIFICATE",
];

/// What else is in PEM and might be taken for a key.
const OTHERS: [&str; 12] = [
    "CERTIFICATE REQUEST",
    "NEW CERTIFICATE REQUEST",
    "PGP PUBLIC KEY BLOCK",
    "PGP PRIVATE KEY BLOCK",
    "PGP MESSAGE",
    "DSA PRIVATE KEY",
    "DH PARAMETERS",
    "EC PARAMETERS",
    "X509 CRL",
    "PKCS7",
    "CMS",
    "SSH2 PUBLIC KEY",
];

/// The most characters of one PEM: a key of 16,384 bits has 12,500 with its private half.
const LONGEST: usize = 40_000;

/// How much of a coded PEM is read for its label, in bytes.
const LONGEST_BEGIN: usize = 120;

/// Finds all PEM texts, in order.
pub fn find(text: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let (mut at, mut tried) = (0, 0);
    while let Some(hit) = BEGINS.find_from(text, at) {
        at = hit.span.end;
        tried += 1;
        if tried > MOST {
            break;
        }
        let key = match hit.span.of(text) {
            BEGIN => read(text, hit.span),
            BASE64 => encoded(text, hit.span.start),
            begin => escaped(text, hit.span.start, begin == PERCENT[1]),
        };
        if let Some(key) = key {
            at = at.max(key.span.end);
            keys.push(key);
        }
    }
    keys
}

/// A PEM that is base64 itself, as it is put into variables of an environment.
fn encoded(text: &str, start: usize) -> Option<Key> {
    let (first, _) = of_base64(start_of(&text[start..], LONGEST_BEGIN))?;
    label(first.split_once(BEGIN)?.1)?;
    let (decoded, length) = of_base64(start_of(&text[start..], 2 * LONGEST))?;
    let begin = decoded.find(BEGIN)?;
    let mut key = read(&decoded, Span::new(begin, begin + BEGIN.len()))?;
    if key.form == Form::SpkiPem {
        key.form = Form::EnvBase64OfPem;
    }
    key.writing = Some(Writing::Base64);
    key.span = Span::new(start, start + length);
    Some(key)
}

/// What the base64 at the start of a text says, and how long it is. `base64` wraps its lines.
fn of_base64(text: &str) -> Option<(String, usize)> {
    let is_base64 = |c: char| c.is_ascii_alphanumeric() || "+/=-_".contains(c);
    let end = text.find(|c: char| !is_base64(c) && !matches!(c, '\n' | '\r'));
    let run = text[..end.unwrap_or(text.len())].trim_end();
    steps::count(run.len());
    let digits: Vec<u8> = (run.bytes())
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    let digits = base64url::from_standard(&digits);
    let unpadded = digits.split(|byte| *byte == b'=').next()?;
    let whole = &unpadded[..unpadded.len() - usize::from(unpadded.len() % 4 == 1)];
    let decoded = String::from_utf8(base64url::decode(whole).ok()?).ok()?;
    Some((decoded, run.len()))
}

/// A PEM with percent escapes, as a URL or a form has it, whose label follows `begin`.
fn escaped(text: &str, begin: usize, is_form: bool) -> Option<Key> {
    let before = text[..begin].bytes().rev();
    let start = begin - before.take_while(|byte| *byte == b'-').count();
    let first = start_of(&text[begin..], LONGEST_BEGIN).replace('+', " ");
    let first = unescaped(&first, Space::Kept).bytes;
    label(String::from_utf8_lossy(&first).split_once(BEGIN)?.1)?;
    let of_escaped = |c: char| c.is_ascii_alphanumeric() || "%+/=-_.~".contains(c);
    let rest = start_of(&text[start..], 2 * LONGEST);
    let run = &rest[..rest.find(|c| !of_escaped(c)).unwrap_or(rest.len())];
    steps::count(run.len());
    let spaced = if is_form {
        run.replace('+', " ")
    } else {
        run.to_owned()
    };
    let plain = String::from_utf8(unescaped(&spaced, Space::Kept).bytes).ok()?;
    let at = plain.find(BEGIN)?;
    Some(Key {
        writing: Some(Writing::Percent),
        span: Span::new(start, start + run.len()),
        ..read(&plain, Span::new(at, at + BEGIN.len()))?
    })
}

/// The first bytes of a text.
fn start_of(text: &str, length: usize) -> &str {
    &text[..text.floor_char_boundary(length)]
}

/// The base64 between the first and the last line.
#[derive(Default)]
struct Body {
    base64: Vec<u8>,
    /// How many backslashes precede an `n`, at most.
    backslashes: usize,
    has_line_end: bool,
    has_crlf: bool,
    /// Whether each line begins with spaces.
    is_indented: bool,
    /// In how many places code puts its strings together.
    joints: usize,
    /// Its length in the text.
    length: usize,
}

/// Whether a character is of a label.
fn is_of_label(c: char) -> bool {
    c.is_ascii_uppercase() || c.is_ascii_digit() || c == ' '
}

/// The label at the start of a text, and whether it is one of no key and no certificate.
fn label(text: &str) -> Option<(&'static str, bool)> {
    let length = text.find(|c| !is_of_label(c)).unwrap_or(text.len());
    let found = |known: &&&'static str| {
        // On one line without dashes, the base64 follows the label.
        let rest = text[..length].strip_prefix(**known);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let of = |labels: &[&'static str]| labels.iter().find(found).copied();
    let other = of(&OTHERS).map(|label| (label, true));
    other.or_else(|| of(&LABELS).map(|label| (label, false)))
}

/// Reads the PEM whose label follows `begin`.
fn read(text: &str, begin: Span) -> Option<Key> {
    let rest = &text[begin.end..];
    let (label, is_other) = label(rest)?;
    let after = &rest[label.len()..];
    let dashes = after.bytes().take_while(|byte| *byte == b'-').count();
    let before = text[..begin.start].bytes().rev();
    let before = before.take_while(|byte| *byte == b'-').count();
    let start = begin.start - before;
    // A sentence that mentions a label has no key behind it.
    let starts_here = dashes > 0 || after.starts_with(['\n', '\r', ' ', '\\']);
    if !starts_here {
        return None;
    }
    let headers_start = begin.end + label.len() + dashes;
    let body_start = headers_start + headers(&text[headers_start..]);
    let body = body(&text[body_start..]);
    if body.base64.len() < 16 && before == 0 {
        return None;
    }
    let mut end = body_start + body.length;
    let is_closed = text[end..].trim_start_matches('-').starts_with("END ");
    let mut dashes_of_end = 0;
    if is_closed {
        let tail = &text[end..];
        dashes_of_end = tail.len() - tail.trim_start_matches('-').len();
        let last = tail.find("END ").map_or(0, |at| at + 4);
        let label = &tail[last..];
        let last = last + label.find(|c| !is_of_label(c)).unwrap_or(label.len());
        let after = tail[last..]
            .bytes()
            .take_while(|byte| *byte == b'-')
            .count();
        end += last + after;
        dashes_of_end = dashes_of_end.min(after);
    }
    let span = Span::new(start, end);
    let is_complete = before >= 5 && dashes >= 5 && (!is_closed || dashes_of_end >= 5);
    let (decoded, is_spelled) = decode(&body.base64);
    let is_encrypted =
        label == "ENCRYPTED PRIVATE KEY" || text[headers_start..end].contains("ENCRYPTED");
    let read = if is_other {
        Err(Fault::OtherPem(label.to_owned()))
    } else if is_encrypted {
        Err(Fault::Encrypted)
    } else if label == "OPENSSH PRIVATE KEY" {
        super::openssh::private(&decoded).map(|key| der::DecodedKey {
            shape: Shape::Pkcs8,
            key: Ok(key),
            certificate: None,
        })
    } else {
        der::read(&decoded).map_err(|fault| match fault {
            Fault::NoKey if !is_closed => Fault::CutOff,
            fault => fault,
        })
    };
    let is_private_label = label.ends_with("PRIVATE KEY");
    let (shape, material, certificate) = match read {
        Ok(read) => (Some(read.shape), read.key, read.certificate),
        Err(fault) => (None, Err(fault), None),
    };
    let json_name = json_name(text, start);
    let is_private = is_private_label
        || matches!(
            shape,
            Some(Shape::Pkcs8 | Shape::Pkcs1Private | Shape::Sec1)
        );
    let form = form(label, shape, is_private, &body, json_name.is_some());
    let misnamed = shape.filter(|shape| misnames(label, *shape));
    let writing = if is_spelled {
        Some(Writing::LetterN)
    } else {
        writing(&body, json_name.is_some(), is_complete).or(misnamed.map(|_| Writing::Label))
    };
    let kid = match form {
        Form::X509Map => json_name.map(str::to_owned),
        _ if json_name == Some("private_key") => key_id(text, span),
        _ => None,
    };
    Some(Key {
        form,
        material: material.map(Material::Public),
        kid,
        algorithm: None,
        other_use: None,
        is_private,
        private_members: Vec::new(),
        writing,
        certificate,
        text: Some(Secret::new(plain(span.of(text)))),
        span,
    })
}

/// The form of a PEM, by its label, by what is in it, and by how it is broken into lines.
fn form(label: &str, shape: Option<Shape>, is_private: bool, body: &Body, is_json: bool) -> Form {
    match (label, shape) {
        ("OPENSSH PRIVATE KEY", _) => Form::OpensshPrivatePem,
        (_, Some(Shape::Pkcs8)) => Form::Pkcs8PrivatePem,
        (_, Some(Shape::Pkcs1Private)) | ("RSA PRIVATE KEY", None) => Form::Pkcs1PrivatePem,
        (_, Some(Shape::Pkcs1Public)) | ("RSA PUBLIC KEY", None) => Form::Pkcs1PublicPem,
        (_, Some(Shape::Sec1)) | ("EC PRIVATE KEY", None) => Form::Sec1PrivatePem,
        (_, Some(Shape::Certificate) | None) if label.ends_with("CERTIFICATE") => {
            if is_json && body.backslashes > 0 {
                Form::X509Map
            } else {
                Form::X509Pem
            }
        }
        (_, Some(Shape::Certificate)) => Form::X509Pem,
        (_, None) if is_private => Form::Pkcs8PrivatePem,
        _ if body.joints > 0 => Form::SpkiPem,
        _ if body.backslashes > 1 => Form::EnvDoubleEscaped,
        _ if body.backslashes == 1 && is_json => Form::JsonString,
        _ if body.backslashes == 1 => Form::EnvEscaped,
        _ if !body.has_line_end => Form::SpkiPemOneLine,
        _ if body.has_crlf => Form::SpkiPemCrlf,
        _ if body.is_indented => Form::YamlBlock,
        _ => Form::SpkiPem,
    }
}

/// Whether a label names another form than the key has, and Node refuses it for that.
fn misnames(label: &str, shape: Shape) -> bool {
    match label {
        "PUBLIC KEY" => shape == Shape::Pkcs1Public,
        "RSA PUBLIC KEY" => shape == Shape::Spki,
        "PRIVATE KEY" => matches!(shape, Shape::Pkcs1Private | Shape::Sec1),
        _ => false,
    }
}

/// How a PEM is written, if libraries refuse it so.
fn writing(body: &Body, is_json: bool, is_complete: bool) -> Option<Writing> {
    if body.joints > 0 {
        // The escapes of code are what they should be.
        None
    } else if body.backslashes > 1 {
        Some(Writing::EscapedTwice)
    } else if body.backslashes == 1 && !is_json {
        Some(Writing::Escaped)
    } else if !is_complete {
        Some(Writing::Dashes)
    } else if !body.has_line_end && body.backslashes == 0 {
        Some(Writing::OneLine)
    } else {
        None
    }
}

/// The length of the headers of an encrypted key (RFC 1421 section 4.6), which an empty line ends.
fn headers(text: &str) -> usize {
    if !text.trim_ascii_start().starts_with("Proc-Type:") {
        return 0;
    }
    let lines = text.trim_ascii_start().split_inclusive('\n');
    let length: usize = (lines.take_while(|line| line.contains(':')).map(str::len)).sum();
    text.len() - text.trim_ascii_start().len() + length
}

/// Collects the base64 up to the last line, and how it is broken into lines.
fn body(text: &str) -> Body {
    let mut body = Body::default();
    let bytes = text.as_bytes();
    let (mut at, mut lines, mut indented, mut quotes) = (0, 0, 0, 0);
    while let Some(&byte) = bytes.get(at).filter(|_| at < LONGEST) {
        match byte {
            b'\n' => {
                body.has_line_end = true;
                body.has_crlf |= at > 0 && bytes[at - 1] == b'\r';
                lines += 1;
                indented += usize::from(matches!(bytes.get(at + 1), Some(b' ' | b'\t')));
                at += 1;
            }
            b'\\' => {
                let slashes = bytes[at..]
                    .iter()
                    .take_while(|byte| **byte == b'\\')
                    .count();
                match bytes.get(at + slashes) {
                    Some(b'n' | b'r') => {
                        body.backslashes = body.backslashes.max(slashes);
                        at += slashes + 1;
                    }
                    // The end of a line that goes on, and the slash of JSON.
                    Some(b'\n' | b'\r' | b'/') => at += slashes,
                    _ => break,
                }
            }
            b'"' | b'\'' => {
                let joint = joint(&bytes[at..]);
                body.joints += usize::from(joint > 0);
                quotes += 1;
                at += 1 + joint;
            }
            b' ' | b'\t' | b'\r' | b',' | b'>' => at += 1,
            b'E' if bytes[at..].starts_with(b"END ") => break,
            byte if byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'_') => {
                body.base64.push(byte);
                at += 1;
            }
            // The alphabet of base64url, or the last line.
            b'-' if !bytes[at..].starts_with(b"--") && !bytes[at..].starts_with(b"-E") => {
                body.base64.push(byte);
                at += 1;
            }
            _ => break,
        }
    }
    // Quotes and commas behind the base64 belong to what surrounds it.
    body.length = if text[at..].trim_start_matches('-').starts_with("END ") {
        at
    } else {
        let shown = text[..at].trim_end_matches([' ', '\t', '\r', '\n', '"', '\'', ',', '>']);
        shown.len()
    };
    body.is_indented = lines > 1 && indented == lines;
    // Python and C put strings together that follow each other.
    body.joints += usize::from(quotes > 1 && body.backslashes > 0 && body.has_line_end);
    body
}

/// The length of what code has between two strings, up to the quote of the second: `" + "`, `' . PHP_EOL . '`; 0 if that is no such place.
fn joint(from_quote: &[u8]) -> usize {
    const LONGEST: usize = 60;
    let Some((quote, rest)) = from_quote.split_first() else {
        return 0;
    };
    let length = rest.iter().take(LONGEST).position(|byte| byte == quote);
    let between = length.map_or(&[][..], |length| rest[..length].trim_ascii());
    // A line of base64 may begin and end with a plus, too.
    let of_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    let is_joint = match between {
        [b'+' | b'.'] => true,
        [first @ (b'+' | b'.'), .., last] => first == last && !between.iter().all(of_base64),
        _ => false,
    };
    length.filter(|_| is_joint).map_or(0, |length| length + 1)
}

/// Decodes the body. If the backslashes of `\n` are gone, each line begins with an `n`.
fn decode(base64: &[u8]) -> (Vec<u8>, bool) {
    let plain = |base64: &[u8]| {
        let unpadded = base64
            .split(|byte| *byte == b'=')
            .next()
            .unwrap_or_default();
        let text = base64url::from_standard(unpadded);
        let whole = text.len() - usize::from(text.len() % 4 == 1);
        base64url::decode(&text[..whole]).unwrap_or_default()
    };
    if base64.first() == Some(&b'n') {
        // A line has 64 characters and the letter.
        let lines = base64.chunks(65).flat_map(|line| line[1..].iter().copied());
        let lines: Vec<u8> = lines.collect();
        return (plain(&lines), true);
    }
    (plain(base64), false)
}

/// The name of the JSON string that begins before `start`: `"name": "`.
fn json_name(text: &str, start: usize) -> Option<&str> {
    let before = text[..start].strip_suffix('"')?;
    let before = before.trim_end().strip_suffix(':')?.trim_end();
    let before = before.strip_suffix('"')?;
    let name = &before[before.rfind('"')? + 1..];
    (name.len() <= 100).then_some(name)
}

/// The identifier beside the key in the file of a Google service account.
fn key_id(text: &str, key: Span) -> Option<String> {
    const NAME: &str = "\"private_key_id\"";
    let from = text[..key.start].char_indices().rev().nth(400);
    let from = from.map_or(0, |(at, _)| at);
    let near = &text[from..key.start];
    let (_, rest) = near.rsplit_once(NAME)?;
    let value = rest.trim_start().strip_prefix(':')?.trim_start();
    let value = value.strip_prefix('"')?;
    Some(value[..value.find('"')?].to_owned())
}

/// The PEM as a file has it, whose text a server may use as a shared secret by mistake.
fn plain(pem: &str) -> String {
    pem.replace("\\\\n", "\n")
        .replace("\\n", "\n")
        .replace('\r', "")
}
