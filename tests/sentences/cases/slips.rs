//! Secrets that fit except for one or two slips: in the paste, by the signer, or both.

use why401::text::base64url;

use super::Case;
use crate::common::{KEY, claims, signed};

const S: &str = "kQ7dTn3mXw9Zb1LrPs5VyHc8Fg2Ju6Ea4Ni0OtRqMvDx";

/// A pasted secret, after `LIVEKIT_API_SECRET=`, and the bytes that signed.
fn case(name: &str, pasted: impl AsRef<str>, signer: impl AsRef<[u8]>) -> Case {
    let token = signed(r#"{"alg":"HS256"}"#, &claims().to_string(), signer.as_ref());
    Case::new(
        name,
        format!(
            "LIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET={}\nTOKEN={token}\n",
            pasted.as_ref()
        ),
    )
}

pub fn cases() -> Vec<Case> {
    [of_the_paste(), of_the_minter(), of_characters(), of_two()]
        .into_iter()
        .flatten()
        .collect()
}

fn base64(text: &str) -> String {
    base64url::encode(text.as_bytes())
        .replace('-', "+")
        .replace('_', "/")
        + &"=="[..(3 - text.len() % 3) % 3]
}

fn hex(text: &str) -> String {
    let digits: Vec<_> = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}

fn of_the_paste() -> Vec<Case> {
    vec![
        case("paste: a newline", format!("\"{S}\\n\""), S),
        case("paste: a Windows line end", format!("\"{S}\\r\\n\""), S),
        case("paste: a carriage return", format!("\"{S}\\r\""), S),
        case("paste: white space", format!("\"{S} \""), S),
        case("paste: quotes", format!("\"'{S}'\""), S),
        case("paste: curly quotes", format!("“{S}”"), S),
        case("paste: a separator", format!("\"{S},\""), S),
        case("paste: a name", format!("\"API_SECRET={S}\""), S),
        case("paste: escapes", format!("'{S}\\n'"), S),
        case("paste: U+FEFF", format!("\"\u{feff}{S}\""), S),
        case("paste: U+200B", format!("\"{S}\u{200b}\""), S),
        case("paste: U+200C", format!("\"{S}\u{200c}\""), S),
        case("paste: U+200D", format!("\"{S}\u{200d}\""), S),
        case("paste: U+2060", format!("\"{S}\u{2060}\""), S),
        case("paste: U+00AD", format!("\"{S}\u{ad}\""), S),
        case("paste: U+200E", format!("\"{S}\u{200e}\""), S),
        case("paste: base64", base64(S), S),
        case(
            "paste: base64url",
            base64url::encode(b"a?b>c~~~~~~~d"),
            "a?b>c~~~~~~~d",
        ),
        case("paste: hexadecimal", hex(S), S),
        case("paste: percent", "a%2Bb%2Fc%3D%3D", "a+b/c=="),
        case("paste: doubled", format!("{S}{S}"), S),
        case("paste: plus", "\"a b/cdefgh\"", "a+b/cdefgh"),
        case("paste: a doubled dollar", "'ab$$cd$$efgh'", "ab$cd$efgh"),
        case(
            "paste: accents",
            "cafe\u{301}-cafe\u{301}-cafe\u{301}",
            "caf\u{e9}-caf\u{e9}-caf\u{e9}",
        ),
    ]
}

fn of_the_minter() -> Vec<Case> {
    vec![
        case("minter: a newline", S, format!("{S}\n")),
        case("minter: a Windows line end", S, format!("{S}\r\n")),
        case("minter: a carriage return", S, format!("{S}\r")),
        case("minter: white space", S, format!(" {S}")),
        case("minter: quotes", S, format!("\"{S}\"")),
        case("minter: single quotes", S, format!("'{S}'")),
        case("minter: back-ticks", S, format!("`{S}`")),
        case("minter: a separator", S, format!("{S};")),
        case("minter: a name", S, format!("LIVEKIT_API_SECRET={S}")),
        case("minter: escapes", S, format!("{S}\\n")),
        case("minter: U+FEFF", S, format!("\u{feff}{S}")),
        case("minter: base64", S, base64(S)),
        case("minter: hexadecimal", S, hex(S)),
        case("minter: percent", "a+b/c==", "a%2Bb%2Fc%3D%3D"),
        case(
            "minter: decoded",
            S,
            base64url::decode(S.as_bytes()).unwrap(),
        ),
        case("minter: plus", "a+b/c==", "a b/c=="),
        case(
            "minter: accents",
            "caf\u{e9}-caf\u{e9}-caf\u{e9}",
            "cafe\u{301}-cafe\u{301}-cafe\u{301}",
        ),
        case("minter: small letters", S, S.to_lowercase()),
        case("minter: capital letters", S, S.to_uppercase()),
        case("minter: doubled", S, format!("{S}{S}")),
        case("minter: a variable", format!("'ab$cd12{S}'"), "ab"),
        case("minter: a doubled dollar", "'ab$cd$efgh'", "ab$$cd$$efgh"),
        case("minter: a comment", format!("'{S}#1'"), S),
        case("minter: the key", S, KEY),
    ]
}

fn of_characters() -> Vec<Case> {
    vec![
        case("a character lost", S.replace('X', ""), S),
        case("a character too many", S.replace('X', "XX"), S),
        case("another character", S.replace('X', "x"), S),
        case("two characters exchanged", S.replace("Xw", "wX"), S),
    ]
}

fn of_two() -> Vec<Case> {
    vec![
        case(
            "paste and paste: quotes and a newline",
            format!("\"'{S}'\\n\""),
            S,
        ),
        case(
            "paste and minter: base64 and a newline",
            base64(S),
            format!("{S}\n"),
        ),
        case(
            "minter and minter: quotes and a newline",
            S,
            format!("\"{S}\"\n"),
        ),
        case(
            "minter and minter: the same slip twice",
            S,
            format!("\"'{S}'\""),
        ),
        case(
            "minter and minter: a variable and a newline",
            format!("'ab$cd12{S}'"),
            "ab\n",
        ),
        case(
            "minter and minter: the key and a newline",
            S,
            format!("{KEY}\n"),
        ),
        case(
            "minter and minter: a newline and a comment",
            format!("'{S}#1'"),
            format!("{S}\n"),
        ),
        case(
            "minter and minter: a name and a newline",
            S,
            format!("LIVEKIT_API_SECRET={S}\n"),
        ),
        case(
            "minter and minter: U+FEFF and a newline",
            S,
            format!("\u{feff}{S}\n"),
        ),
        case(
            "minter and minter: escapes and white space",
            S,
            format!(" {S}\\n"),
        ),
        case(
            "paste and minter: a separator and a comment",
            format!("'{S}#1,'"),
            S,
        ),
    ]
}
