//! Keys and certificates for a header: `jwk` and `x5c`, valid and almost valid.

use crate::random::Random;

use super::text::{self, Members, quoted};

/// Points on P-256, P-384 and P-521, an Ed25519 key, and integers, all made for this file.
const BUFFERS: [&str; 13] = [
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
    "A",
    "/+",
];
const CERTIFICATE: &str = "MIHFMHmgAwIBAgIBATAFBgMrZXAwDDEKMAgGA1UEAxMBazAgFw03MDAxMDEwMDAwMDBaGA8yMDk2MTAwMjA3MDY0MFowDDEKMAgGA1UEAxMBazAqMAUGAytlcAMhAIsHkKfwkv773X5oqcLDEZO1bYOdLgp7Ratxo+hv6NUYMAUGAytlcANBAEZn27omuCWEIX/FAKyoVDbtjTIhayzQ3At8NupgGpIYWtyr6FgAM7QiQtUY0EwSCrETq3eIZU82S6LyTs3lWw0=";
/// A key: its type, its members, and one time out of three something wrong. It has no faults that the core does not
/// check (`src/server/library/go_jose/jwk.rs`): points off their curve, `x5u`, and certificates inside a key.
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
        let name = random.pick(&["use", "kid", "alg", "key_ops", "d", "k", "oth", "X", "ext"]);
        let value = match name {
            "use" | "kid" | "alg" => text::string(random),
            "key_ops" | "oth" | "ext" => text::value(random, 1),
            _ => quoted(random.pick(&BUFFERS)),
        };
        members.push((quoted(name), value));
    }
    if random.one_in(3) && kind > 2 {
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
