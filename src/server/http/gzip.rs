//! Decompression of gzip (RFC 1952): JavaScript clients compress their `join_request`.
//!
//! `miniz_oxide` inflates, and never past the limit. This module reads the members as Go's `compress/gzip` does: it
//! accepts flags that RFC 1952 reserves, which existing gzip readers refuse, and distinguishes a text without a gzip
//! header from one that is damaged later.

use crc::{CRC_32_ISO_HDLC, Crc};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress as inflate};

/// The checksum of gzip.
const CRC_32: Crc<u32> = Crc::<u32>::new(&CRC_32_ISO_HDLC);

/// Why bytes cannot be decompressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GzipError {
    /// They do not begin with the header of gzip.
    Header,
    /// The data after the header is damaged or cut off.
    Data,
    /// The result has more bytes than the limit.
    TooLarge,
}

/// Decompresses one member or several, up to `limit` bytes in all.
pub(super) fn decompress(text: &[u8], limit: usize) -> Result<Vec<u8>, GzipError> {
    // One more byte shows that there is too much.
    let mut out = vec![0; limit + 1];
    let mut length = 0;
    let mut deflated = after_header(text).ok_or(GzipError::Header)?;
    loop {
        let (written, rest) = member(deflated, &mut out[length..])?;
        length += written;
        if rest.is_empty() {
            out.truncate(length);
            return Ok(out);
        }
        deflated = after_header(rest).ok_or(GzipError::Data)?;
    }
}

/// Writes the content of a member, given the bytes after its header; returns the length of the content and the bytes
/// after the member.
fn member<'a>(deflated: &'a [u8], out: &mut [u8]) -> Result<(usize, &'a [u8]), GzipError> {
    let (status, read, written) = inflate(
        &mut DecompressorOxide::new(),
        deflated,
        out,
        0,
        TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
    );
    if written == out.len() {
        return Err(GzipError::TooLarge);
    }
    if status != TINFLStatus::Done {
        return Err(GzipError::Data);
    }
    // The trailer has the length modulo 2^32; no limit is close to that.
    let length = u32::try_from(written).map_err(|_| GzipError::TooLarge)?;
    let trailer = [CRC_32.checksum(&out[..written]), length].map(u32::to_le_bytes);
    let rest = deflated[read..].strip_prefix(trailer.as_flattened());
    rest.map(|rest| (written, rest)).ok_or(GzipError::Data)
}

/// The bytes after the header of a member; `None` if there is no header.
fn after_header(member: &[u8]) -> Option<&[u8]> {
    let (fixed, mut rest) = member.split_at_checked(10)?;
    if fixed[..3] != [0x1F, 0x8B, 8] {
        return None;
    }
    let flags = fixed[3];
    if flags & 4 != 0 {
        let (length, extra) = rest.split_first_chunk()?;
        rest = extra.get(usize::from(u16::from_le_bytes(*length))..)?;
    }
    for flag in [8, 16] {
        if flags & flag != 0 {
            rest = &rest[rest.iter().position(|&byte| byte == 0)? + 1..];
        }
    }
    if flags & 2 != 0 {
        let header = &member[..member.len() - rest.len()];
        rest = rest.strip_prefix(&CRC_32.checksum(header).to_le_bytes()[..2])?;
    }
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::{GzipError, decompress};

    // Made by `gzip.compress(…, mtime=0)` in Python.
    const SHORT: &[u8] = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xcb\x48\xcd\xc9\xc9\x57\xc8\x40\x27\x01\xe3\x51\x3d\x8d\x17\x00\x00\x00";
    const LONG: &[u8] = include_bytes!("../../../tests/vectors/squares.gz");

    #[test]
    fn decompresses_output_of_other_programs() {
        assert_eq!(decompress(SHORT, 100).unwrap(), b"hello hello hello hello");
        let long = decompress(LONG, 100_000).unwrap();
        let numbers: Vec<_> = (0..2000)
            .map(|number| (number * number % 997).to_string())
            .collect();
        let expected = numbers.join(" ") + " ";
        assert_eq!(long, expected.as_bytes());
        let twice = [SHORT, SHORT].concat();
        assert_eq!(decompress(&twice, 100).unwrap().len(), 46);
        let mut reserved = SHORT.to_vec();
        reserved[3] = 0xE0;
        assert_eq!(decompress(&reserved, 100).unwrap().len(), 23);
    }

    #[test]
    fn refuses_damaged_and_too_large_data() {
        assert_eq!(decompress(b"", 100), Err(GzipError::Header));
        assert_eq!(
            decompress(b"hello hello hello", 100),
            Err(GzipError::Header)
        );
        assert_eq!(decompress(SHORT, 22), Err(GzipError::TooLarge));
        let behind = [SHORT, b"hello"].concat();
        assert_eq!(decompress(&behind, 100), Err(GzipError::Data));
        for cut in 10..SHORT.len() {
            assert_eq!(decompress(&SHORT[..cut], 100), Err(GzipError::Data));
        }
        let mut damaged = LONG.to_vec();
        damaged[100] ^= 1;
        assert!(decompress(&damaged, 100_000).is_err());
    }
}
