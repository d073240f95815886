//! How a token is made: its texts, how they are signed, encoded and joined, and the changes afterwards.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Sha256, Sha384, Sha512};
use why401::text::base64url;

/// A recipe; the token is built again after each change, so that the signature still matches where it should.
#[derive(Clone, Debug, PartialEq)]
pub struct Recipe {
    /// The JSON text of the header.
    pub header: Vec<u8>,
    /// The JSON text of the claims set.
    pub payload: Vec<u8>,
    /// The hash of the MAC, independent of the header.
    pub hash: Hash,
    /// The secret.
    pub secret: Vec<u8>,
    /// The input of the MAC.
    pub over: Over,
    /// The change of the MAC.
    pub fault: Fault,
    /// The encoding of header, payload and MAC.
    pub encodings: [Encoding; 3],
    /// Changes of encoded segments, before signing if [`Over::Sent`].
    pub segment_edits: Vec<(usize, Splice)>,
    /// The token, with `%h`, `%p`, `%s` for the segments and `%H` for the header's text.
    pub pattern: Vec<u8>,
    /// Changes of the token.
    pub edits: Vec<Splice>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Over {
    /// The base64url segments, as in RFC 7515.
    Canonical,
    /// The segments as they are sent.
    Sent,
    /// The payload itself instead of its base64url (RFC 7797).
    RawPayload,
    /// Both JSON texts.
    Texts,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    None,
    /// Only the first bytes.
    Cut(usize),
    /// One bit of this byte differs.
    Flip(usize),
    /// Other bytes.
    Bytes(Vec<u8>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Encoding {
    Url,
    UrlPadded,
    Standard,
    StandardPadded,
    Hex,
    Twice,
    /// The unused bits of the last character are these.
    TrailingBits(u8),
}

/// At `at` (modulo the length), `cut` bytes are replaced by `put`.
#[derive(Clone, Debug, PartialEq)]
pub struct Splice {
    pub at: usize,
    pub cut: usize,
    pub put: Vec<u8>,
}

impl Splice {
    pub fn apply(&self, text: &mut Vec<u8>) {
        let start = self.at % (text.len() + 1);
        let end = text.len().min(start.saturating_add(self.cut));
        text.splice(start..end, self.put.iter().copied());
    }
}

impl Recipe {
    /// A token that is signed with HS256 in the standard way.
    pub fn plain(header: Vec<u8>, payload: Vec<u8>, secret: &[u8]) -> Self {
        Self {
            header,
            payload,
            hash: Hash::Sha256,
            secret: secret.to_vec(),
            over: Over::Canonical,
            fault: Fault::None,
            encodings: [Encoding::Url; 3],
            segment_edits: Vec::new(),
            pattern: b"%h.%p.%s".to_vec(),
            edits: Vec::new(),
        }
    }

    /// The token's text.
    pub fn bake(&self) -> Vec<u8> {
        let mut sent = [
            self.encodings[0].encode(&self.header),
            self.encodings[1].encode(&self.payload),
            Vec::new(),
        ];
        self.edit(&mut sent, 0);
        self.edit(&mut sent, 1);
        let canonical = |bytes: &[u8]| base64url::encode(bytes).into_bytes();
        let input = match self.over {
            Over::Canonical => [canonical(&self.header), canonical(&self.payload)],
            Over::Sent => [sent[0].clone(), sent[1].clone()],
            Over::RawPayload => [canonical(&self.header), self.payload.clone()],
            Over::Texts => [self.header.clone(), self.payload.clone()],
        }
        .join(&b'.');
        let mut mac = match self.hash {
            Hash::Sha256 => sign::<Hmac<Sha256>>(&self.secret, &input),
            Hash::Sha384 => sign::<Hmac<Sha384>>(&self.secret, &input),
            Hash::Sha512 => sign::<Hmac<Sha512>>(&self.secret, &input),
        };
        match &self.fault {
            Fault::None => {}
            Fault::Cut(length) => mac.truncate(*length),
            Fault::Flip(at) => {
                let at = at % mac.len();
                mac[at] ^= 1;
            }
            Fault::Bytes(bytes) => mac.clone_from(bytes),
        }
        sent[2] = self.encodings[2].encode(&mac);
        self.edit(&mut sent, 2);
        let mut token = Vec::new();
        let mut pattern = self.pattern.iter();
        while let Some(&byte) = pattern.next() {
            match (byte, pattern.as_slice().first()) {
                (b'%', Some(b'h')) => token.extend_from_slice(&sent[0]),
                (b'%', Some(b'p')) => token.extend_from_slice(&sent[1]),
                (b'%', Some(b's')) => token.extend_from_slice(&sent[2]),
                (b'%', Some(b'H')) => token.extend_from_slice(&self.header),
                _ => {
                    token.push(byte);
                    continue;
                }
            }
            pattern.next();
        }
        for edit in &self.edits {
            edit.apply(&mut token);
        }
        token
    }

    fn edit(&self, sent: &mut [Vec<u8>; 3], segment: usize) {
        for (_, edit) in self.segment_edits.iter().filter(|(of, _)| *of == segment) {
            edit.apply(&mut sent[segment]);
        }
    }
}

fn sign<M: Mac + KeyInit>(secret: &[u8], input: &[u8]) -> Vec<u8> {
    let mut mac = <M as KeyInit>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(input);
    mac.finalize().into_bytes().to_vec()
}

impl Encoding {
    fn encode(self, bytes: &[u8]) -> Vec<u8> {
        let url = base64url::encode(bytes);
        let standard = || url.replace('-', "+").replace('_', "/");
        let padding = "===".get(..(4 - url.len() % 4) % 4).unwrap_or_default();
        match self {
            Self::Url => url,
            Self::UrlPadded => url + padding,
            Self::Standard => standard(),
            Self::StandardPadded => standard() + padding,
            Self::Hex => hex(bytes),
            Self::Twice => base64url::encode(url.as_bytes()),
            Self::TrailingBits(bits) => return trailing_bits(url, bits),
        }
        .into_bytes()
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}

fn trailing_bits(url: String, bits: u8) -> Vec<u8> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = url.into_bytes();
    let unused = [0, 0, 15, 3][text.len() % 4];
    if let Some(last) = text.last_mut() {
        let value = ALPHABET.iter().position(|byte| byte == last).unwrap_or(0);
        *last = ALPHABET[value & !unused | usize::from(bits) & unused];
    }
    text
}

/// A readable form: the texts, and everything unusual.
impl fmt::Display for Recipe {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        writeln!(out, "  header     {}", self.header.escape_ascii())?;
        writeln!(out, "  payload    {}", self.payload.escape_ascii())?;
        let usual = Self::plain(self.header.clone(), self.payload.clone(), &self.secret);
        if self.hash != usual.hash || self.over != usual.over || self.fault != usual.fault {
            let (hash, over, fault) = (self.hash, self.over, &self.fault);
            writeln!(out, "  signature  {hash:?} over {over:?}, fault {fault:?}")?;
        }
        if self.encodings != usual.encodings {
            writeln!(out, "  encodings  {:?}", self.encodings)?;
        }
        for (segment, edit) in &self.segment_edits {
            writeln!(out, "  segment {segment}  {edit}")?;
        }
        if self.pattern != usual.pattern {
            writeln!(out, "  pattern    {}", self.pattern.escape_ascii())?;
        }
        for edit in &self.edits {
            writeln!(out, "  changed    {edit}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Splice {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let (at, cut) = (self.at, self.cut);
        write!(
            out,
            "at {at}, {cut} bytes cut, put \"{}\"",
            self.put.escape_ascii()
        )
    }
}
