//! Random pastes: the settings of a program in the dialect of a place, with a pair that fits the token, or with the
//! user and password of another product.

use hmac::{KeyInit, Mac};
use serde::Deserialize;
use why401::text::base64url;

/// A place for settings: a row of `pair-places.jsonl`.
#[derive(Clone, Deserialize)]
pub struct Place {
    pub name: String,
    /// The text before all settings, each setting, and the text after them. `{n}` is a name, `{v}` a value, `{b}` the
    /// value in base64. If a setting has no name, `{k}` and `{s}` are key and secret, and `each` is both.
    pub head: String,
    pub each: String,
    pub tail: String,
    pub names: Names,
    /// The beginning of a comment; empty if there are no comments.
    pub comment: String,
}

/// The spelling of names.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Names {
    /// `LIVEKIT_API_KEY`
    Upper,
    /// `livekit_api_key`
    Snake,
    /// `api_key`
    Short,
    /// `apiKey`
    Camel,
    /// `livekitApiKey`
    LongCamel,
    /// `ApiKey`
    Pascal,
    /// `livekit.api.key`
    Dotted,
    /// `livekit-api-key`
    Kebab,
    /// `key`
    Bare,
    /// `API Key`
    Words,
    /// Key and secret have no names, and their values may be any text.
    None,
}

pub struct Paste {
    pub text: String,
    pub pair: Option<Pair>,
}

#[derive(Debug)]
pub struct Pair {
    pub key: String,
    pub secret: String,
    /// The places of both, in UTF-16 units.
    pub spans: Vec<(u32, u32)>,
}

/// All places.
pub fn places() -> Vec<Place> {
    include_str!("../vectors/pair-places.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// `SplitMix64`.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % end as u64).unwrap()
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn text(&mut self, alphabet: &[u8], length: usize) -> String {
        (0..length)
            .map(|_| char::from(self.one(alphabet)))
            .collect()
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

const BASE62: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE57: &[u8] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const FREE: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789-_.";
const KEY_MARK: char = '\u{E000}';
const SECRET_MARK: char = '\u{E001}';

/// A key and a secret from LiveKit Cloud or `generate-keys`, or invented by a person.
fn pair(random: &mut Random) -> (String, String) {
    match random.below(3) {
        0 => {
            let length = 43 + random.below(3);
            (
                format!("API{}", random.text(BASE57, 12)),
                random.text(BASE62, length),
            )
        }
        1 => {
            let length = 10 + random.below(6);
            (
                format!("API{}", random.text(BASE57, length)),
                random.text(BASE62, 43),
            )
        }
        _ => {
            let key = ["devkey", "my-key", "prod_1", "acme.eu", "k"][random.below(5)];
            let length = 5 + random.below(60);
            let number = random.below(1000);
            (
                format!("{key}{number}"),
                format!("s{}", random.text(FREE, length)) + "x1",
            )
        }
    }
}

/// A token that this pair made.
fn token(key: &str, secret: &str) -> String {
    let claims = format!(
        r#"{{"video":{{"roomJoin":true,"room":"r"}},"iss":"{key}","exp":1795519547,"nbf":1795515947,"sub":"alice"}}"#
    );
    let input = format!(
        "{}.{}",
        base64url::encode(br#"{"alg":"HS256","typ":"JWT"}"#),
        base64url::encode(claims.as_bytes())
    );
    let mac = hmac::Hmac::<sha2::Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    let mac = mac.chain_update(&input).finalize().into_bytes();
    format!("{input}.{}", base64url::encode(&mac))
}

/// Names and values around a pair that are not part of it.
const OTHERS: [(&str, &str); 12] = [
    ("PORT", "3000"),
    ("NODE_ENV", "production"),
    ("DATABASE_URL", "postgres://app:hunter2@db:5432/app"),
    ("STRIPE_SECRET_KEY", "sk_test_4eC39HqLyjWDarjtT1zdp7dc"),
    ("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"),
    (
        "AWS_SECRET_ACCESS_KEY",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    ),
    ("SMTP_PASSWORD", "correct-horse"),
    ("OPENAI_API_KEY", "sk-proj-abcdefghijklmnopqrstuvwxyz012345"),
    (
        "NEXTAUTH_SECRET",
        "kQ7dTn3mXw9Zb1LrPs5VyHc8Fg2Ju6Ea4Ni0OtRqMvD",
    ),
    ("LIVEKIT_URL", "wss://demo-ab12.livekit.cloud"),
    ("LOG_LEVEL", "info"),
    ("TWILIO_API_KEY", "SK0123456789abcdef0123456789abcdef"),
];

/// Names of a user and a password of other products.
const FOREIGN: [(&str, &str); 9] = [
    ("DB_USER", "DB_PASSWORD"),
    ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
    ("STRIPE_PUBLISHABLE_KEY", "STRIPE_SECRET_KEY"),
    ("SMTP_USERNAME", "SMTP_PASSWORD"),
    ("TWILIO_API_KEY", "TWILIO_API_SECRET"),
    ("OPENAI_API_KEY", "JWT_SECRET"),
    ("CLOUDINARY_API_KEY", "CLOUDINARY_API_SECRET"),
    ("GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET"),
    ("SENDGRID_API_KEY", "SESSION_SECRET"),
];

const REMARKS: [&str; 5] = [
    "see https://docs.livekit.io/home/get-started/authentication/",
    "do not commit",
    "the key of the project: ask Ann",
    "rotate in May",
    "---",
];

impl Names {
    /// Writes `LIVEKIT_API_KEY` as this place does.
    fn write(self, name: &str) -> String {
        let short = name.strip_prefix("LIVEKIT_").unwrap_or(name);
        let words = |name: &str, separator: &str| name.to_lowercase().replace('_', separator);
        let pascal = |name: &str| {
            let words = name.split('_');
            let words: Vec<_> = words
                .map(|word| word[..1].to_owned() + &word[1..].to_lowercase())
                .collect();
            words.concat()
        };
        let camel = |name: &str| {
            let pascal = pascal(name);
            pascal[..1].to_lowercase() + &pascal[1..]
        };
        match self {
            Self::Upper => name.to_owned(),
            Self::Snake => name.to_lowercase(),
            Self::Short => words(short, "_"),
            Self::Camel => camel(short),
            Self::LongCamel => camel(name),
            Self::Pascal => pascal(short),
            Self::Dotted => words(name, "."),
            Self::Kebab => words(name, "-"),
            Self::Bare => words(short.strip_prefix("API_").unwrap_or(short), "_"),
            Self::Words => match short {
                "API_KEY" => "API Key".to_owned(),
                "API_SECRET" => "API Secret".to_owned(),
                _ => camel(short),
            },
            Self::None => String::new(),
        }
    }
}

fn base64(text: &str) -> String {
    let mut encoded = base64url::encode(text.as_bytes())
        .replace('-', "+")
        .replace('_', "/");
    while !encoded.len().is_multiple_of(4) {
        encoded.push('=');
    }
    encoded
}

impl Place {
    fn setting(&self, name: &str, value: &str) -> String {
        self.each
            .replace("{n}", &self.names.write(name))
            .replace("{v}", value)
            .replace("{b}", &base64(value))
    }

    /// A paste with these settings among others, and a token before or after them.
    fn paste(
        &self,
        mut settings: Vec<String>,
        [key, secret]: [&str; 2],
        others: usize,
        random: &mut Random,
    ) -> (String, Vec<(u32, u32)>) {
        if self.names != Names::None {
            for _ in 0..others {
                let (name, value) = random.one(&OTHERS);
                settings.push(self.setting(name, value));
            }
            random.shuffle(&mut settings);
        }
        if !self.comment.is_empty() {
            let indent = self.each.len() - self.each.trim_start_matches(' ').len();
            for _ in 0..random.below(3) {
                let at = random.below(settings.len() + 1);
                let remark = format!(
                    "{}{} {}\n",
                    " ".repeat(indent),
                    self.comment,
                    random.one(&REMARKS)
                );
                settings.insert(at, remark);
            }
        }
        let mut body = format!("{}{}{}", self.head, settings.concat(), self.tail);
        if random.below(4) == 0 {
            body = format!(
                "{}\n{body}",
                random.one(&["Hi, my config 😀:", "```", "$ cat config", "É"])
            );
        }
        let token = token(key, secret);
        let token = random
            .one(&[
                "{}",
                "token: {}",
                "LIVEKIT_TOKEN={}",
                "Authorization: Bearer {}",
            ])
            .replace("{}", &token);
        let mut text = if random.below(2) == 0 {
            format!("{token}\n\n{body}")
        } else {
            format!("{body}\n{token}\n")
        };
        if random.below(3) == 0 {
            text = text.replace('\n', "\r\n");
        }
        let is_base64 = self.each.contains("{b}");
        let written = |value: &str| {
            if is_base64 {
                base64(value)
            } else {
                value.to_owned()
            }
        };
        let mut spans = Vec::new();
        for (mark, value) in [(KEY_MARK, written(key)), (SECRET_MARK, written(secret))] {
            if let Some((before, _)) = text.split_once(mark) {
                let offset = |marks: &str| {
                    let units: usize = marks
                        .replace(SECRET_MARK, &written(secret))
                        .encode_utf16()
                        .count();
                    u32::try_from(units).unwrap()
                };
                spans.push((offset(before), offset(&format!("{before}{value}"))));
                text = text.replacen(mark, &value, 1);
            }
        }
        (text, spans)
    }
}

/// A paste from a place with a LiveKit pair, and a token made with it.
pub fn own(place: &Place, random: &mut Random) -> Paste {
    let (key, secret) = pair(random);
    let (key_mark, secret_mark) = (KEY_MARK.to_string(), SECRET_MARK.to_string());
    let settings = if place.names == Names::None {
        vec![
            place
                .each
                .replace("{k}", &key_mark)
                .replace("{s}", &secret_mark),
        ]
    } else {
        let setting = |name, mark: &str| place.setting(name, mark).replace(&base64(mark), mark);
        vec![
            setting("LIVEKIT_API_KEY", &key_mark),
            setting("LIVEKIT_API_SECRET", &secret_mark),
        ]
    };
    let others = random.below(4);
    let (text, spans) = place.paste(settings, [&key, &secret], others, random);
    Paste {
        text,
        pair: Some(Pair { key, secret, spans }),
    }
}

/// A paste from a place with settings of other products, and a LiveKit token.
pub fn foreign(place: &Place, random: &mut Random) -> Paste {
    let (key, secret) = pair(random);
    let settings = if place.names == Names::None {
        let name = random.one(&["users", "labels", "passwords"]);
        vec![format!("{name}:\n  admin: {}\n", random.text(BASE62, 40))]
    } else {
        let (user, password) = random.one(&FOREIGN);
        let (one, other) = (random.text(BASE62, 20), random.text(BASE62, 40));
        vec![place.setting(user, &one), place.setting(password, &other)]
    };
    let place = if place.names == Names::None {
        &Place {
            head: String::new(),
            tail: String::new(),
            comment: "#".to_owned(),
            ..place.clone()
        }
    } else {
        place
    };
    let others = random.below(4);
    let (text, _) = place.paste(settings, [&key, &secret], others, random);
    Paste { text, pair: None }
}
