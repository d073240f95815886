//! Keys and certificates for a header: `jwk` and `x5c`, sound ones and such as only nearly are.

use crate::random::Random;

use super::text::{self, Members, quoted};

/// Points on P-256, P-384 and P-521, an Ed25519 key, and integers, all made for this file.
const BUFFERS: [&str; 14] = [
    "DyOIhNDg3HN_DsmUc28jAbn-aIJTxBsfKewPhu244tc",
    "lspKakgZsMKJKiCIKQJYEZRIptibYlmN60EuJ25dHdc",
    "i6EelE72nL1dccFGyLHz673i1nX6Q603T2IZdSjG8yICnsl8yG4BFCdglIB7wDnD",
    "WZee-7QlnsSA0wIFsTdMwYssGqydUw9MzjCfyI75asfnVYUiIPCDbq1sQ0kiUeI9",
    "AJn1rmzp3tlWMN86Gk5ZqNPRvwcwhoyL3LHBGFe1-m3sZkpExgHea5stcyEozxOWOMjP9M1AKMEpOGLLU1Z2O1qP",
    "AZdqj8_WAi8-BvKGIWMrQzr5pJVaLQ43yfGq4i4penb2yr8x09fECIvI7V1I6opjbCMZ1BGazIvkh4Nr-wQt1YEk",
    "iweQp_CS_vvdfmipwsMRk7Vtg50uCntFq3Gj6G_o1Rg",
    "AQAB",
    "AA",
    "AAAA",
    "",
    "AQ=",
    "A",
    "/+",
];
const CERTIFICATE: &str = "MIHFMHmgAwIBAgIBATAFBgMrZXAwDDEKMAgGA1UEAxMBazAgFw03MDAxMDEwMDAwMDBaGA8yMDk2MTAwMjA3MDY0MFowDDEKMAgGA1UEAxMBazAqMAUGAytlcAMhAIsHkKfwkv773X5oqcLDEZO1bYOdLgp7Ratxo+hv6NUYMAUGAytlcANBAEZn27omuCWEIX/FAKyoVDbtjTIhayzQ3At8NupgGpIYWtyr6FgAM7QiQtUY0EwSCrETq3eIZU82S6LyTs3lWw0=";
/// Of the certificate: SHA-1 and SHA-256, as bytes and as hexadecimal digits.
const THUMBPRINTS: [&str; 9] = [
    "yhSX5UBSvbY9tRnqhYdQlLw8SHk",
    "Y2ExNDk3ZTU0MDUyYmRiNjNkYjUxOWVhODU4NzUwOTRiYzNjNDg3OQ",
    "8jtp35n7Rh0aLoEdapIjeCwgO1hZp2JG864Po-oP50M",
    "ZjIzYjY5ZGY5OWZiNDYxZDFhMmU4MTFkNmE5MjIzNzgyYzIwM2I1ODU5YTc2MjQ2ZjNhZTBmYTNlYTBmZTc0Mw",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "",
    "AA",
    "yhSX5UBSvbY9tRnqhYdQlLw8SHk=",
    "+",
];
const URLS: [&str; 12] = [
    "",
    "https://a/b",
    "a",
    "%",
    "%zz",
    ":",
    "http://[::1",
    "http://a:b/",
    "a\\u0000",
    "//",
    "http://a b/",
    "http://a/%2",
];

/// A key: its type, what belongs to it, and one time out of three something else.
pub fn key(random: &mut Random) -> Vec<u8> {
    let buffer = |at: usize| quoted(BUFFERS[at]);
    let kind = random.below(6);
    let mut members: Members = match kind {
        0..=2 => {
            let curve = ["P-256", "P-384", "P-521"][kind];
            vec![
                (quoted("kty"), quoted("EC")),
                (quoted("crv"), quoted(curve)),
                (quoted("x"), buffer(2 * kind)),
                (quoted("y"), buffer(2 * kind + 1)),
            ]
        }
        3 => vec![
            (quoted("kty"), quoted("OKP")),
            (quoted("crv"), quoted("Ed25519")),
            (quoted("x"), buffer(6)),
        ],
        4 => vec![
            (quoted("kty"), quoted("RSA")),
            (quoted("n"), buffer(random.below(10))),
            (quoted("e"), buffer(7)),
        ],
        _ => vec![(quoted("kty"), quoted("oct")), (quoted("k"), buffer(7))],
    };
    if random.one_in(2) {
        let name = random.pick(&[
            "x5t", "x5t#S256", "x5u", "x5c", "use", "kid", "alg", "key_ops", "d", "p", "q", "dp",
            "dq", "qi", "k", "n", "e", "oth", "X", "ext",
        ]);
        let value = match name {
            "x5t" | "x5t#S256" => quoted(random.pick(&THUMBPRINTS)),
            "x5u" => quoted(random.pick(&URLS)),
            "x5c" => chain(random),
            "use" | "kid" | "alg" => text::string(random),
            "key_ops" | "oth" | "ext" => text::value(random, 1),
            _ => quoted(random.pick(&BUFFERS)),
        };
        members.push((quoted(name), value));
        if name == "x5c" && random.one_in(2) {
            members.push((quoted("x5t"), quoted(random.pick(&THUMBPRINTS))));
            members.push((quoted("x5t#S256"), quoted(random.pick(&THUMBPRINTS))));
        }
    }
    if random.one_in(3) {
        let at = random.below(members.len());
        match random.below(5) {
            0 => _ = members.remove(at),
            1 => members[at].1 = text::value(random, 1),
            2 => {
                let name = String::from_utf8_lossy(&members[at].0).replace('"', "");
                members[at].0 = text::misspelled(random, &name);
            }
            3 => members.push(members[at].clone()),
            _ => members[at].1 = quoted(random.pick(&BUFFERS)),
        }
    }
    text::object(&members)
}

/// A list of certificates.
pub fn chain(random: &mut Random) -> Vec<u8> {
    let certificates: Vec<_> = (0..random.pick(&[1, 1, 0, 2]))
        .map(|_| match random.below(12) {
            0 => quoted(&CERTIFICATE[..random.below(CERTIFICATE.len())]),
            1 => quoted(&[CERTIFICATE, "AAAA"].concat()),
            2 => quoted(&CERTIFICATE.replace('/', "_").replace('+', "-")),
            3 => quoted(CERTIFICATE.trim_end_matches('=')),
            4 => quoted(
                &[
                    &CERTIFICATE[..64],
                    random.pick(&["\\n", "\\r\\n", " ", "\\t", "="]),
                    &CERTIFICATE[64..],
                ]
                .concat(),
            ),
            5 => text::value(random, 1),
            _ => quoted(CERTIFICATE),
        })
        .collect();
    [b"[".to_vec(), certificates.join(&b','), b"]".to_vec()].concat()
}
