//! Decompression of gzip (RFC 1952, RFC 1951): JavaScript clients compress their `join_request`.

/// Why something cannot be decompressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GzipError {
    /// It does not begin with the header of gzip.
    Header,
    /// What follows is damaged or cut off.
    Data,
    /// It has more bytes than the limit.
    TooLarge,
}

/// Decompresses one member or several, up to `limit` bytes in all.
pub(super) fn decompress(mut rest: &[u8], limit: usize) -> Result<Vec<u8>, GzipError> {
    let mut out = Vec::new();
    loop {
        let start = out.len();
        let first = if start == 0 {
            GzipError::Header
        } else {
            GzipError::Data
        };
        let deflated = header(rest).ok_or(first)?;
        let mut bits = Bits::new(deflated);
        while !block(&mut bits, &mut out, limit)? {}
        let trailer = bits.after().get(..8).ok_or(GzipError::Data)?;
        let number = |bytes: &[u8]| {
            bytes
                .iter()
                .rev()
                .fold(0, |sum, &byte| sum << 8 | u32::from(byte))
        };
        let length = (out.len() - start) as u64 & 0xFFFF_FFFF;
        let is_whole = number(&trailer[..4]) == crc32(&out[start..])
            && u64::from(number(&trailer[4..])) == length;
        if !is_whole {
            return Err(GzipError::Data);
        }
        rest = &bits.after()[8..];
        if rest.is_empty() {
            return Ok(out);
        }
    }
}

/// What follows the header of a member.
fn header(member: &[u8]) -> Option<&[u8]> {
    let (fixed, mut rest) = member.split_at_checked(10)?;
    if fixed[..3] != [0x1F, 0x8B, 8] {
        return None;
    }
    let flags = fixed[3];
    if flags & 4 != 0 {
        let length = usize::from(*rest.first()?) | usize::from(*rest.get(1)?) << 8;
        rest = rest.get(2 + length..)?;
    }
    for flag in [8, 16] {
        if flags & flag != 0 {
            rest = &rest[rest.iter().position(|&byte| byte == 0)? + 1..];
        }
    }
    if flags & 2 != 0 {
        let header = &member[..member.len() - rest.len()];
        let found = u32::from(*rest.first()?) | u32::from(*rest.get(1)?) << 8;
        if found != crc32(header) & 0xFFFF {
            return None;
        }
        rest = &rest[2..];
    }
    Some(rest)
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, &byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| {
            if sum & 1 == 1 {
                sum >> 1 ^ 0xEDB8_8320
            } else {
                sum >> 1
            }
        })
    })
}

/// Bits of a text, from the lowest of each byte on.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Bits<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn bit(&mut self) -> Result<usize, GzipError> {
        let byte = self.bytes.get(self.at / 8).ok_or(GzipError::Data)?;
        let bit = usize::from(byte >> (self.at % 8) & 1);
        self.at += 1;
        Ok(bit)
    }

    fn number(&mut self, bits: usize) -> Result<usize, GzipError> {
        let mut number = 0;
        for at in 0..bits {
            number |= self.bit()? << at;
        }
        Ok(number)
    }

    /// The bytes after the one that was begun.
    fn after(&self) -> &'a [u8] {
        self.bytes.get(self.at.div_ceil(8)..).unwrap_or_default()
    }
}

/// Reads a block; whether it is the last.
fn block(bits: &mut Bits, out: &mut Vec<u8>, limit: usize) -> Result<bool, GzipError> {
    let is_last = bits.bit()? == 1;
    match bits.number(2)? {
        0 => stored(bits, out)?,
        1 => {
            let mut lengths = [8; 288];
            lengths[144..256].fill(9);
            lengths[256..280].fill(7);
            let codes = Codes::new(&lengths)?;
            compressed(bits, out, limit, &codes, &Codes::new(&[5; 32])?)?;
        }
        2 => {
            let (codes, distances) = dynamic(bits)?;
            compressed(bits, out, limit, &codes, &distances)?;
        }
        _ => return Err(GzipError::Data),
    }
    if out.len() > limit {
        Err(GzipError::TooLarge)
    } else {
        Ok(is_last)
    }
}

fn stored(bits: &mut Bits, out: &mut Vec<u8>) -> Result<(), GzipError> {
    let rest = bits.after();
    let head = rest.get(..4).ok_or(GzipError::Data)?;
    let length = usize::from(head[0]) | usize::from(head[1]) << 8;
    if head[0] != !head[2] || head[1] != !head[3] {
        return Err(GzipError::Data);
    }
    out.extend(rest.get(4..4 + length).ok_or(GzipError::Data)?);
    bits.at = (bits.bytes.len() - rest.len() + 4 + length) * 8;
    Ok(())
}

/// A canonical prefix code: how many codes there are of each length, and the symbols in the order of their codes.
struct Codes {
    counts: [usize; 16],
    symbols: Vec<usize>,
}

impl Codes {
    fn new(lengths: &[usize]) -> Result<Self, GzipError> {
        let mut counts = [0; 16];
        for &length in lengths {
            counts[length] += 1;
        }
        counts[0] = 0;
        let mut symbols: Vec<usize> = (0..lengths.len()).filter(|&at| lengths[at] > 0).collect();
        symbols.sort_by_key(|&symbol| lengths[symbol]);
        let used: usize = (1..16).map(|length| counts[length] << (15 - length)).sum();
        // All codes must be used, but for a sole one of one bit, and where there is none (`huffmanDecoder.init`, inflate.go).
        let is_complete = used == 1 << 15;
        if is_complete || symbols.is_empty() || symbols.len() == 1 && counts[1] == 1 {
            Ok(Self { counts, symbols })
        } else {
            Err(GzipError::Data)
        }
    }

    fn symbol(&self, bits: &mut Bits) -> Result<usize, GzipError> {
        let (mut code, mut first, mut index) = (0, 0, 0);
        for length in 1..16 {
            code |= bits.bit()?;
            let count = self.counts[length];
            if code < first + count {
                return Ok(self.symbols[index + code - first]);
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        Err(GzipError::Data)
    }
}

fn dynamic(bits: &mut Bits) -> Result<(Codes, Codes), GzipError> {
    const ORDER: [usize; 19] = [
        16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
    ];
    let literals = bits.number(5)? + 257;
    let distances = bits.number(5)? + 1;
    let count = bits.number(4)? + 4;
    if literals > 286 || distances > 30 {
        return Err(GzipError::Data);
    }
    let mut lengths = [0; 19];
    for &at in &ORDER[..count] {
        lengths[at] = bits.number(3)?;
    }
    let code = Codes::new(&lengths)?;
    let mut lengths = Vec::with_capacity(literals + distances);
    while lengths.len() < literals + distances {
        let (length, times) = match code.symbol(bits)? {
            16 => (*lengths.last().ok_or(GzipError::Data)?, 3 + bits.number(2)?),
            17 => (0, 3 + bits.number(3)?),
            18 => (0, 11 + bits.number(7)?),
            length => (length, 1),
        };
        lengths.extend(std::iter::repeat_n(length, times));
    }
    if lengths.len() > literals + distances || lengths[256] == 0 {
        return Err(GzipError::Data);
    }
    Ok((
        Codes::new(&lengths[..literals])?,
        Codes::new(&lengths[literals..])?,
    ))
}

fn compressed(
    bits: &mut Bits,
    out: &mut Vec<u8>,
    limit: usize,
    codes: &Codes,
    distances: &Codes,
) -> Result<(), GzipError> {
    loop {
        match codes.symbol(bits)? {
            256 => return Ok(()),
            literal @ 0..256 => out.push(u8::try_from(literal).unwrap_or_default()),
            symbol => {
                let length = length(bits, symbol - 257)?;
                let code = distances.symbol(bits)?;
                let distance = distance(bits, code)?;
                if distance > out.len() {
                    return Err(GzipError::Data);
                }
                for _ in 0..length {
                    out.push(out[out.len() - distance]);
                }
            }
        }
        if out.len() > limit {
            return Err(GzipError::TooLarge);
        }
    }
}

/// The length of a repetition by its code (RFC 1951 section 3.2.5).
fn length(bits: &mut Bits, code: usize) -> Result<usize, GzipError> {
    Ok(match code {
        0..8 => 3 + code,
        8..28 => {
            let extra = code / 4 - 1;
            3 + ((4 + code % 4) << extra) + bits.number(extra)?
        }
        28 => 258,
        _ => return Err(GzipError::Data),
    })
}

fn distance(bits: &mut Bits, code: usize) -> Result<usize, GzipError> {
    Ok(match code {
        0..4 => 1 + code,
        4..30 => {
            let extra = code / 2 - 1;
            1 + ((2 + code % 2) << extra) + bits.number(extra)?
        }
        _ => return Err(GzipError::Data),
    })
}

#[cfg(test)]
mod tests {
    use super::{GzipError, decompress};

    // Made by `gzip.compress(…, mtime=0)` of Python.
    const SHORT: &[u8] = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xcb\x48\xcd\xc9\xc9\x57\xc8\x40\x27\x01\xe3\x51\x3d\x8d\x17\x00\x00\x00";
    const LONG: &[u8] = include_bytes!("../../../tests/vectors/squares.gz");

    #[test]
    fn decompresses_what_others_have_compressed() {
        assert_eq!(decompress(SHORT, 100).unwrap(), b"hello hello hello hello");
        let long = decompress(LONG, 100_000).unwrap();
        let numbers: Vec<_> = (0..2000)
            .map(|number| (number * number % 997).to_string())
            .collect();
        let expected = numbers.join(" ") + " ";
        assert_eq!(long, expected.as_bytes());
        let twice = [SHORT, SHORT].concat();
        assert_eq!(decompress(&twice, 100).unwrap().len(), 46);
    }

    #[test]
    fn refuses_what_is_damaged_or_too_large() {
        assert_eq!(decompress(b"", 100), Err(GzipError::Header));
        assert_eq!(
            decompress(b"hello hello hello", 100),
            Err(GzipError::Header)
        );
        assert_eq!(decompress(SHORT, 22), Err(GzipError::TooLarge));
        for cut in 10..SHORT.len() {
            assert_eq!(decompress(&SHORT[..cut], 100), Err(GzipError::Data));
        }
        let mut damaged = LONG.to_vec();
        damaged[100] ^= 1;
        assert!(decompress(&damaged, 100_000).is_err());
    }
}
