//! Decodes the bytes of a file to UTF-8: files of Windows are often in UTF-16 with a byte order mark.

/// How a file is encoded.
#[derive(Clone, Copy, PartialEq)]
enum Encoding {
    Utf8,
    Utf16 { is_little: bool },
}

/// A decoder for bytes in chunks.
#[derive(Default)]
pub(super) struct Decoder {
    /// `None` until two bytes are there.
    encoding: Option<Encoding>,
    /// Bytes that wait for more.
    rest: Vec<u8>,
    /// The first half of a character of two units.
    high: Option<u16>,
}

impl Decoder {
    /// Decodes a chunk.
    pub(super) fn push(&mut self, chunk: &[u8], text: &mut Vec<u8>) {
        if self.encoding == Some(Encoding::Utf8) {
            text.extend_from_slice(chunk);
            return;
        }
        self.rest.extend_from_slice(chunk);
        if self.encoding.is_none() {
            let (encoding, mark) = match self.rest[..] {
                [] | [_] => return,
                [0xFF, 0xFE, ..] => (Encoding::Utf16 { is_little: true }, 2),
                [0xFE, 0xFF, ..] => (Encoding::Utf16 { is_little: false }, 2),
                _ => (Encoding::Utf8, 0),
            };
            self.encoding = Some(encoding);
            self.rest.drain(..mark);
        }
        match self.encoding {
            Some(Encoding::Utf16 { is_little }) => {
                let rest = std::mem::take(&mut self.rest);
                let (pairs, odd) = rest.as_chunks::<2>();
                for pair in pairs {
                    let unit = if is_little {
                        u16::from_le_bytes(*pair)
                    } else {
                        u16::from_be_bytes(*pair)
                    };
                    self.unit(unit, text);
                }
                self.rest = odd.to_vec();
            }
            _ => text.append(&mut self.rest),
        }
    }

    fn unit(&mut self, unit: u16, text: &mut Vec<u8>) {
        let units = self.high.take().into_iter().chain([unit]);
        let mut add = |c: char| text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        for decoded in char::decode_utf16(units) {
            match decoded {
                Ok(c) => add(c),
                Err(error)
                    if matches!(error.unpaired_surrogate(), 0xD800..=0xDBFF)
                        && error.unpaired_surrogate() == unit =>
                {
                    self.high = Some(unit);
                }
                Err(_) => add(char::REPLACEMENT_CHARACTER),
            }
        }
    }

    /// Ends the file.
    pub(super) fn finish(&mut self, text: &mut Vec<u8>) {
        if self.high.take().is_some() || !self.rest.is_empty() && self.encoding.is_some() {
            text.extend_from_slice("\u{FFFD}".as_bytes());
            self.rest.clear();
        }
        text.append(&mut self.rest);
    }
}
