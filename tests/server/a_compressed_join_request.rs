//! A `join_request` in gzip (RFC 1952, RFC 1951), as Go's `compress/gzip` and `compress/flate` accept it.

use super::*;

/// A stream of bits: numbers start with their lowest bit, codes with their highest.
#[derive(Clone, Default)]
struct Bits(Vec<bool>);

impl Bits {
    fn number(mut self, value: usize, bits: usize) -> Self {
        self.0.extend((0..bits).map(|at| value >> at & 1 == 1));
        self
    }

    fn code(mut self, value: usize, bits: usize) -> Self {
        self.0
            .extend((0..bits).rev().map(|at| value >> at & 1 == 1));
        self
    }

    /// A symbol of the fixed code (RFC 1951 section 3.2.6).
    fn fixed(self, symbol: usize) -> Self {
        match symbol {
            0..144 => self.code(0x30 + symbol, 8),
            144..256 => self.code(0x190 + symbol - 144, 9),
            256..280 => self.code(symbol - 256, 7),
            _ => self.code(0xC0 + symbol - 280, 8),
        }
    }

    fn literals(self, text: &[u8]) -> Self {
        text.iter()
            .fold(self, |bits, &byte| bits.fixed(usize::from(byte)))
    }

    /// A stored block.
    fn stored(mut self, is_last: bool, text: &[u8]) -> Self {
        self = self.number(usize::from(is_last), 3);
        self.0.resize(self.0.len().next_multiple_of(8), false);
        self = self.number(text.len(), 16).number(!text.len(), 16);
        text.iter()
            .fold(self, |bits, &byte| bits.number(usize::from(byte), 8))
    }

    fn bytes(&self) -> Vec<u8> {
        let byte = |bits: &[bool]| {
            bits.iter()
                .rev()
                .fold(0, |sum, &bit| sum << 1 | u8::from(bit))
        };
        self.0.chunks(8).map(byte).collect()
    }
}

/// The last block, in the fixed code.
fn fixed() -> Bits {
    Bits::default().number(0b011, 3)
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = sum >> 1 ^ (0xEDB8_8320 * (sum & 1));
        }
    }
    !sum
}

const HEADER: &[u8] = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03";

/// A header with these flags and the fields that they announce, and its checksum if that is announced.
fn header(flags: u8, announced: &[u8]) -> Vec<u8> {
    let mut header = [HEADER, announced].concat();
    header[3] = flags;
    if flags & 2 != 0 {
        let sum = crc32(&header);
        header.extend(&sum.to_le_bytes()[..2]);
    }
    header
}

fn trailer(content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap();
    [crc32(content).to_le_bytes(), length.to_le_bytes()].concat()
}

fn member(deflated: &Bits, content: &[u8]) -> Vec<u8> {
    [HEADER, &deflated.bytes(), &trailer(content)].concat()
}

/// A field that no `livekit.JoinRequest` has, so that its content does not matter: this many bytes in all.
fn content(bytes: usize) -> Vec<u8> {
    let length = bytes - 5;
    let digit = |at: usize| u8::try_from(length >> (7 * at) & 0x7F).unwrap();
    let mut content = vec![
        0x7A,
        digit(0) | 0x80,
        digit(1) | 0x80,
        digit(2) | 0x80,
        digit(3),
    ];
    content.extend((0..length).map(|at| u8::try_from(at * at % 251).unwrap()));
    content
}

const GOOD: &str = "success";
const DAMAGED: &str = "cannot read decompressed join request";
const TOO_LARGE: &str = "join request too large";

/// The newest release's answer to a request with this content, which is declared as gzip.
fn answer(compressed: &[u8]) -> String {
    ask(compressed, NEWEST)
}

fn ask(compressed: &[u8], version: Version) -> String {
    let mut length = compressed.len();
    let mut wrapped = vec![0x08, 1, 0x12];
    while length > 0x7F {
        wrapped.push(u8::try_from(length & 0x7F).unwrap() | 0x80);
        length >>= 7;
    }
    wrapped.push(u8::try_from(length).unwrap());
    wrapped.extend(compressed);
    let mut text = base64url::encode(&wrapped);
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    let ask = Question::get(&format!("/rtc/validate?join_request={text}")).token(&json!({}));
    ask.ask(&Keys::Assumed, version, NOW).1
}

#[test]
fn has_a_header_with_options() {
    let text = content(20);
    let rest = [Bits::default().stored(true, &text).bytes(), trailer(&text)].concat();
    let with = |header: Vec<u8>| answer(&[header, rest.clone()].concat());
    let extra = [&[0x01, 0x01][..], &[7; 257]].concat();
    for (flags, announced) in [
        (0, &b""[..]),
        (1, b""),
        (2, b""),
        (4, &extra),
        (8, b"name\0"),
        (16, b"comment\0"),
        (8 | 16, b"name\0comment\0"),
        (2 | 8, b"name\0"),
    ] {
        assert_eq!(with(header(flags, announced)), GOOD, "{flags}");
    }
    let all = [&extra, &b"name\0comment\0"[..]].concat();
    assert_eq!(with(header(2 | 4 | 8 | 16, &all)), GOOD);
    // Either byte of the checksum.
    for at in [1, 2] {
        let mut damaged = header(2 | 8, b"name\0");
        let place = damaged.len() - at;
        damaged[place] ^= 1;
        assert_eq!(with(damaged), DAMAGED);
    }
    for at in 0..3 {
        let mut damaged = HEADER.to_vec();
        damaged[at] ^= 1;
        let damaged = [damaged, rest.clone()].concat();
        assert_eq!(answer(&damaged), DAMAGED);
        let not_gzip = "cannot decompress join request";
        assert_eq!(ask(&damaged, v(9, 1)), not_gzip);
        assert_eq!(ask(&damaged, v(9, 2)), DAMAGED);
    }
    for cut in [
        header(4, &extra[..1]),
        header(4, b"\xff\xff"),
        header(8, b"no end"),
        header(2, b"")[..11].into(),
    ] {
        assert_eq!(answer(&cut), DAMAGED);
    }
}

#[test]
fn has_blocks_of_each_kind() {
    let text = content(600);
    let (first, rest) = text.split_at(100);
    let (second, third) = rest.split_at(200);
    let mixed = Bits::default().number(0b010, 3).literals(first).fixed(256);
    let mixed = mixed.stored(false, second).stored(false, b"");
    let mixed = mixed.number(0b011, 3).literals(third).fixed(256);
    assert_eq!(answer(&member(&mixed, &text)), GOOD);
    let stored = Bits::default().stored(true, &text);
    assert_eq!(answer(&member(&stored, &text)), GOOD);
    // Length and complement of the length must match in both of their bytes.
    for at in 1..5 {
        let mut damaged = member(&stored, &text);
        damaged[HEADER.len() + at] ^= 1;
        assert_eq!(answer(&damaged), DAMAGED);
    }
    assert_eq!(
        answer(&member(&Bits::default().number(0b111, 3), b"")),
        DAMAGED
    );
    let none = Bits::default();
    assert_eq!(answer(&member(&none, b"")), DAMAGED);
}

#[test]
fn repeats_earlier_bytes() {
    // The smallest length of each code, and the bits that follow it (RFC 1951 section 3.2.5); the same for distances.
    let lengths = [
        (3, 0),
        (4, 0),
        (5, 0),
        (6, 0),
        (7, 0),
        (8, 0),
        (9, 0),
        (10, 0),
        (11, 1),
        (13, 1),
        (15, 1),
        (17, 1),
        (19, 2),
        (23, 2),
        (27, 2),
        (31, 2),
        (35, 3),
        (43, 3),
        (51, 3),
        (59, 3),
        (67, 4),
        (83, 4),
        (99, 4),
        (115, 4),
        (131, 5),
        (163, 5),
        (195, 5),
        (227, 5),
        (258, 0),
    ];
    let distances = [
        (1, 0),
        (2, 0),
        (3, 0),
        (4, 0),
        (5, 1),
        (7, 1),
        (9, 2),
        (13, 2),
        (17, 3),
        (25, 3),
        (33, 4),
        (49, 4),
        (65, 5),
        (97, 5),
        (129, 6),
        (193, 6),
        (257, 7),
        (385, 7),
        (513, 8),
        (769, 8),
        (1025, 9),
        (1537, 9),
        (2049, 10),
        (3073, 10),
        (4097, 11),
        (6145, 11),
        (8193, 12),
        (12_289, 12),
        (16_385, 13),
        (24_577, 13),
    ];
    let ends = |codes: &[(usize, usize)]| -> Vec<[usize; 4]> {
        let codes = codes.iter().enumerate();
        codes
            .flat_map(|(code, &(least, bits))| {
                [0, (1 << bits) - 1].map(|more| [code, more, bits, least + more])
            })
            .collect()
    };
    let (lengths, distances) = (ends(&lengths), ends(&distances));
    let sum: usize = lengths.iter().map(|length| length[3]).sum();
    let start = 1 << 15;
    let mut text = content(start + sum * distances.len());
    text.truncate(start);
    let mut bits = fixed().literals(&text);
    for [code, more, size, length] in lengths {
        for &[far, further, distance_size, distance] in &distances {
            bits = bits.fixed(257 + code).number(more, size);
            bits = bits.code(far, 5).number(further, distance_size);
            for _ in 0..length {
                text.push(text[text.len() - distance]);
            }
        }
    }
    assert_eq!(answer(&member(&bits.clone().fixed(256), &text)), GOOD);
    for damaged in [
        // Symbols that are no length and no distance, and a distance that goes back too far.
        bits.clone().fixed(286).code(0, 5),
        bits.fixed(287).code(0, 5),
        fixed().literals(b"a").fixed(257).code(30, 5).number(0, 16),
        fixed().literals(b"a").fixed(257).code(1, 5),
    ] {
        assert_eq!(answer(&member(&damaged.fixed(256), b"aaaa")), DAMAGED);
    }
}

#[test]
fn repeats_from_the_very_start() {
    let from_start = fixed()
        .literals(b"\x7a\x01a")
        .fixed(257)
        .code(2, 5)
        .fixed(256);
    assert_eq!(answer(&member(&from_start, b"\x7a\x01a\x7a\x01a")), GOOD);
}

/// The head of a last block with its own codes: the number of lengths of either code, and the code of the lengths.
fn dynamic(literals: usize, distances: usize, code: &[(usize, usize)]) -> Bits {
    let order = [
        16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
    ];
    let head = Bits::default().number(0b101, 3).number(literals - 257, 5);
    let head = head.number(distances - 1, 5).number(order.len() - 4, 4);
    order.into_iter().fold(head, |bits, symbol| {
        let found = code.iter().find(|(of, _)| *of == symbol);
        bits.number(found.map_or(0, |(_, length)| *length), 3)
    })
}

#[test]
fn has_codes_that_are_complete() {
    // Zeros are written as 11 and up to 127 more.
    let code = [(0, 2), (1, 2), (16, 2), (18, 2)];
    let zeros = |bits: Bits, count: usize| bits.code(0b11, 2).number(count - 11, 7);
    let (zero, one) = (0b00, 0b01);
    // Only the end of the block has a code, of one bit.
    let end = |literals, distances| {
        zeros(zeros(dynamic(literals, distances, &code), 138), 118).code(one, 2)
    };
    let empty = |bits: Bits| answer(&member(&bits.code(0, 1), b""));
    assert_eq!(empty(end(257, 1).code(zero, 2)), GOOD);
    assert_eq!(empty(end(257, 1).code(one, 2)), GOOD);
    assert_eq!(empty(zeros(end(286, 1), 29).code(zero, 2)), GOOD);
    assert_eq!(empty(zeros(end(287, 1), 30).code(zero, 2)), DAMAGED);
    assert_eq!(empty(zeros(end(257, 30), 30)), GOOD);
    assert_eq!(empty(zeros(end(257, 31), 31)), DAMAGED);
    // More lengths than were announced.
    assert_eq!(empty(zeros(end(257, 1), 11)), DAMAGED);
    // A repetition of the previous length, but there is none.
    assert_eq!(
        empty(dynamic(257, 1, &code).code(0b10, 2).number(0, 2)),
        DAMAGED
    );
    // Three codes of one bit; two of two bits; none at all.
    for code in [&[(0, 1), (1, 1), (18, 1)][..], &[(0, 2), (18, 2)], &[]] {
        assert_eq!(empty(dynamic(257, 1, code)), DAMAGED);
    }
    // A sole code must have one bit.
    let code = [(0, 2), (2, 2), (16, 2), (18, 2)];
    let long = zeros(zeros(dynamic(257, 1, &code), 138), 118)
        .code(one, 2)
        .code(zero, 2);
    assert_eq!(empty(long.code(0, 1)), DAMAGED);
    // Thirty distances of five bits leave two codes unused, as in the fixed code, which has 32 of them.
    let code = [(1, 2), (5, 2), (16, 2), (18, 2)];
    let five = zeros(zeros(dynamic(257, 30, &code), 138), 118)
        .code(0b00, 2)
        .code(0b01, 2);
    // Six repetitions at once, and five at the end.
    let five = (0..4)
        .fold(five, |bits, _| bits.code(0b10, 2).number(3, 2))
        .code(0b10, 2)
        .number(2, 2);
    assert_eq!(empty(five), DAMAGED);
}

#[test]
fn ends_with_its_checksum_and_length() {
    let text = content(300);
    let whole = member(&fixed().literals(&text).fixed(256), &text);
    assert_eq!(answer(&whole), GOOD);
    for at in 1..=8 {
        let mut damaged = whole.clone();
        let place = damaged.len() - at;
        damaged[place] ^= 1;
        assert_eq!(answer(&damaged), DAMAGED);
        assert_eq!(answer(&whole[..place]), DAMAGED);
    }
    // Members follow one another with nothing between them or after the last.
    let (first, second) = text.split_at(7);
    let two = [first, second].map(|text| member(&fixed().literals(text).fixed(256), text));
    assert_eq!(answer(&two.concat()), GOOD);
    assert_eq!(answer(&[&two.concat()[..], b"\0"].concat()), DAMAGED);
}

#[test]
fn has_at_most_a_mebibyte() {
    for (bytes, expected) in [(1 << 20, GOOD), ((1 << 20) + 1, TOO_LARGE)] {
        let mut text = content(bytes);
        text[5..].fill(b'a');
        let head = fixed().literals(&text[..6]);
        let rest = bytes - 6;
        // As many repetitions of 258 bytes as possible, then single bytes.
        let head = (0..rest / 258).fold(head, |bits, _| bits.fixed(285).code(0, 5));
        let head = head
            .literals(&text[..bytes][bytes - rest % 258..])
            .fixed(256);
        assert_eq!(answer(&member(&head, &text)), expected);
    }
}
