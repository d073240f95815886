//! Every sentence is a message with a translation: `www/languages/core.json` lists the messages, and each language has just these.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use strum::IntoEnumIterator;
use why401::clock::Context;
use why401::diagnosis::pill::Pill;
use why401::diagnosis::verdict::Outcome;
use why401::file::Reader;
use why401::file::overview::{label, refusals};
use why401::finding::any_jwt::JwtFinding;
use why401::finding::any_jwt::form::TokenForm;
use why401::finding::any_jwt::service::{whose, with_article};
use why401::finding::cause::Cause;
use why401::finding::environment::{AskedUrl, OtherServer, PairName};
use why401::finding::http::HttpFinding;
use why401::finding::key_and_secret::{KeyAndSecret, Stale};
use why401::finding::refusal::RefusalFinding;
use why401::finding::sentence::{Language, Sentence, words};
use why401::finding::slip::SlipFinding;
use why401::finding::{Explain, entries, form};
use why401::livekit::grants::{CLAIMS, Member, Type};
use why401::repair::panel::{Edit, OwnPair, Request};
use why401::repair::{fields, reason};
use why401::sanitize::sanitize_in;
use why401::secret::slip::{Edit as SlipEdit, Kind as Slipped, Side, Slip, Step};
use why401::sentence;
use why401::server::refusal::{Refusal, RequestRefusal};
use why401::service::disclosure::Disclosures;
use why401::service::{Kind, Service, claim, opaque};
use why401::text::json::{Document, Kind as JsonKind};
use why401::text::{LineNumbers, NumericDate};
use why401::token::jws::{Malformed, Part};
use why401::{NotMade, Search};

use crate::cases::{Case, FAMILIES};
use crate::common::{HOUR, KEY, NOW, SECRET, env, token, with, without};
use crate::coverage;

/// English that notes what it is asked to translate.
#[derive(Default)]
struct Listener {
    heard: RefCell<BTreeSet<String>>,
}

impl Language for Listener {
    fn translation(&self, message: &str) -> Option<Cow<'_, str>> {
        self.heard.borrow_mut().insert(message.to_owned());
        None
    }
}

/// A language that has every message: its holes the other way round, and each letter in full width, so that no letter of ASCII is left.
struct Wide;

impl Language for Wide {
    fn translation(&self, message: &str) -> Option<Cow<'_, str>> {
        let holes = holes(message).len();
        let mut wide = String::new();
        for (at, piece) in message.split('`').enumerate() {
            if at % 2 == 1 {
                wide.extend(["`", piece, "`"]);
                continue;
            }
            let mut rest = piece;
            while let Some((before, hole)) = rest.split_once('{') {
                let (number, behind) = hole.split_once('}').unwrap();
                let number = holes - 1 - number.parse::<usize>().unwrap();
                wide.extend(before.chars().map(widened));
                write!(wide, "{{{number}}}").unwrap();
                rest = behind;
            }
            wide.extend(rest.chars().map(widened));
        }
        Some(wide.into())
    }
}

fn widened(c: char) -> char {
    match c {
        'A'..='Z' | 'a'..='z' => char::from_u32(u32::from(c) + 0xFEE0).unwrap(),
        c => c,
    }
}

/// The holes of a message, sorted. What is between back-ticks is code.
fn holes(message: &str) -> Vec<String> {
    let plain = message.split('`').step_by(2);
    let pieces = plain.flat_map(|piece| piece.split('{').skip(1));
    let mut holes: Vec<String> = pieces
        .filter_map(|piece| Some(piece.split_once('}')?.0.to_owned()))
        .collect();
    holes.sort();
    holes
}

/// The code in a message, sorted.
fn code(message: &str) -> Vec<&str> {
    let mut code: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    code.sort_unstable();
    code
}

fn rows(name: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let lines = fs::read_to_string(path.join(name)).unwrap();
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Every paste that is told in a test of sentences, and those of people.
fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = FAMILIES.iter().flat_map(|(_, family)| family()).collect();
    for row in rows("kinds/field.jsonl") {
        cases.push(Case::new("field", row["input"].as_str().unwrap()).at(1_788_264_000.0));
    }
    for row in rows("kinds/clients.jsonl") {
        let at = row["captured_at"].as_f64().unwrap();
        cases.push(Case::new("client", row["text"].as_str().unwrap()).at(at));
    }
    for file in [
        "reports.jsonl",
        "log-excerpts.jsonl",
        "library-complaints.jsonl",
    ] {
        for row in rows(file) {
            let texts = row.as_object().unwrap().values().filter_map(Value::as_str);
            cases.extend(texts.map(|text| Case::new(file, text)));
        }
    }
    cases.extend(pairs_of_tokens());
    cases.extend(accepted());
    cases.extend(of_other_services());
    cases
}

/// Tokens of another service with a secret, and with a key that is not theirs.
fn of_other_services() -> Vec<Case> {
    let set = json!({"iss": "https://x.auth0.com/", "sub": "auth0|1", "aud": "https://api.example", "exp": NOW + HOUR, "iat": NOW});
    let secret = "FAKEsharedFAKEsharedFAKEsharedFAKEshared";
    let own = token(&set, secret);
    let segments = "eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJodHRwczovL3guYXV0aDAuY29tLyIsInN1YiI6ImF1dGgwfDEifQ";
    let signed = format!("{segments}.{}", "A".repeat(86));
    let key = r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#;
    let pastes = [
        format!("JWT_SECRET={secret}\n{own}"),
        format!("{key}\n{signed}"),
        format!("{key}\n{signed}\n{own}\nJWT_SECRET={secret}"),
        format!("{key}\nJWT_SECRET={secret}\n{own}\n{signed}"),
    ];
    pastes
        .map(|paste| Case::new("of another service", paste))
        .into()
}

/// Two tokens that differ in one claim, or in several.
fn pairs_of_tokens() -> Vec<Case> {
    let own = with("iat", json!(NOW));
    let other_service = json!({"iss": "https://x.auth0.com/", "sub": "auth0|1", "aud": "https://api.example", "exp": NOW + HOUR, "iat": NOW});
    let mut cases = Vec::new();
    for other in [
        with("sub", json!("bob")),
        without("sub"),
        with("video", json!({"roomJoin": true, "room": "other"})),
        with(
            "video",
            json!({"roomAdmin": true, "room": "my-room", "roomJoin": true}),
        ),
        with("video", json!({"roomAdmin": true, "room": "my-room"})),
        with("video", json!({"room": "my-room"})),
        with("iss", json!("APIother")),
        without("iss"),
        with("exp", json!(NOW - HOUR)),
        with("exp", json!(NOW + 2.0 * HOUR)),
        without("exp"),
        with("nbf", json!(NOW - HOUR)),
        with("nbf", json!(NOW + HOUR)),
        with("iat", json!(NOW - HOUR)),
        with("iat", json!(NOW + HOUR)),
        json!({"iss": KEY, "sub": "alice", "iat": NOW, "nbf": NOW, "exp": NOW + 7200.0, "video": {"roomJoin": true, "room": "my-room"}}),
        other_service,
    ] {
        for secret in [SECRET, "FAKEotherFAKEotherFAKEotherFAKEother"] {
            for settings in [String::new(), env(SECRET)] {
                let first = token(&own, SECRET);
                let second = token(&other, secret);
                for (one, next) in [(&first, &second), (&second, &first)] {
                    cases.push(Case::new(
                        "two tokens",
                        format!("{settings}{one}\n{next}\n"),
                    ));
                }
            }
        }
    }
    let of_sdks = rows("sdk-tokens.jsonl");
    let of_sdks: Vec<_> = (of_sdks.iter().step_by(50))
        .filter_map(|row| row["token"].as_str())
        .collect();
    for pair in of_sdks.windows(2) {
        let (one, next) = (pair[0], pair[1]);
        cases.push(Case::new("of two SDKs", format!("{one}\n{next}\n")));
    }
    let [one, next] = ["x", "y"].map(|tenant| {
        let claims = json!({"iss": format!("https://{tenant}.auth0.com/"), "sub": "auth0|1", "exp": NOW + HOUR, "iat": NOW});
        token(&claims, SECRET)
    });
    cases.push(Case::new("of two tenants", format!("{one}\n{next}\n")));
    cases
}

/// Accepted tokens for each purpose, with and without an end soon, now and in the past, for a server of one's own or for others.
fn accepted() -> Vec<Case> {
    let mut cases = Vec::new();
    for video in [
        json!({"roomJoin": true, "room": "my-room"}),
        json!({"roomJoin": true}),
        json!({"roomCreate": true}),
        json!({"roomList": true}),
        json!({"agent": true}),
    ] {
        for exp in [NOW + HOUR, NOW + 1e9, NOW - 5.0, NOW + 5.0] {
            let mut claims = with("video", video.clone());
            claims["exp"] = json!(exp);
            for (key, secret) in [(KEY, SECRET), ("devkey", "secret")] {
                claims["iss"] = json!(key);
                let token = token(&claims, secret);
                let date = "HTTP/1.1 401 Unauthorized\nDate: Tue, 24 Nov 2026 10:25:50 GMT\n";
                for paste in [
                    token.clone(),
                    format!("{date}{token}"),
                    format!("LIVEKIT_API_KEY={key}\nLIVEKIT_API_SECRET={secret}\n{token}"),
                    format!(
                        "Date: Tue, 24 Nov 2026 10:25:50 GMT\n\nLIVEKIT_API_KEY={key}\nLIVEKIT_API_SECRET={secret}\n{token}"
                    ),
                    format!("livekit-server --dev\nLIVEKIT_URL=ws://localhost:7880\n{token}"),
                    format!(
                        "LIVEKIT_API_KEY={key}\nLIVEKIT_API_SECRET=FAKEotherFAKEotherFAKEother1234\n{token}"
                    ),
                ] {
                    cases.push(Case::new("accepted", paste));
                }
            }
        }
    }
    cases
}

/// What is said of a case: its report with the first tokens compared, and the form in some states.
fn said_of(case: &Case, language: &dyn Language, mut hear: impl FnMut(&str, Value)) {
    let later = case.later.iter().map(String::as_str);
    let pastes: Vec<&str> = std::iter::once(case.paste.as_str()).chain(later).collect();
    let context = case.known.clone();
    let mut search = Search::start_all(&pastes, context.clone());
    while search.step() {}
    let report = search.report_in(Some(language));
    let tokens = report.found.tokens.len();
    hear("report", serde_json::to_value(report).unwrap());
    if tokens > 1 {
        search.update(Context {
            token: Some(0),
            compared: Some(1),
            ..context.clone()
        });
        while search.step() {}
        let report = search.report_in(Some(language));
        hear("report", serde_json::to_value(report).unwrap());
    }
    let edit = |claim: &str, value: &str| Edit {
        claim: claim.to_owned(),
        value: Some(value.to_owned()),
    };
    let own = |secret: &str| OwnPair {
        key: "APIown".to_owned(),
        secret: secret.to_owned(),
    };
    for request in [
        Request::default(),
        Request {
            edits: vec![edit("video.roomAdmin", "true"), edit("", "{}")],
            life: Some(1e6),
            pair: None,
        },
        Request {
            edits: vec![edit("roomConfig", "x"), edit("", "x")],
            life: None,
            pair: None,
        },
        Request {
            edits: vec![edit("sub", "")],
            life: None,
            pair: Some(own("short")),
        },
        Request {
            edits: Vec::new(),
            life: Some(0.0),
            pair: Some(own("s")),
        },
    ] {
        match search.panel_in(&request, context.now, Some(language)) {
            Ok(panel) => hear("panel", serde_json::to_value(panel).unwrap()),
            Err(why) => {
                let why = why.sentence().render(Some(language));
                hear("panel", serde_json::to_value(why).unwrap());
            }
        }
    }
}

/// Files with tokens of every kind.
fn files() -> Vec<String> {
    let mut files = vec![String::new(), "\0\u{FFFD}".to_owned()];
    let claims = |exp: f64| with("exp", json!(exp));
    let lines = |ages: &[f64]| -> String {
        let line = |age: &f64| {
            let token = token(&claims(NOW - age), SECRET);
            format!("2026-11-24T10:25:47Z GET /rtc?access_token={token} 401\n")
        };
        ages.iter().map(line).collect()
    };
    for age in [5.0, 120.0, 3600.0, 3720.0, 86_400.0, 90_000.0, 200_000.0] {
        files.push(lines(&[age]));
        files.push(lines(&[age, age]));
    }
    files.push(format!("{}{}", env(SECRET), lines(&[-600.0])));
    let mut all = lines(&[-600.0, 5.0, 600.0, 700.0]);
    for other in [
        with("nbf", json!(NOW + HOUR)),
        with("iss", json!("APIother")),
        with("video", json!({})),
        with("video", json!({"roomJoin": true})),
        with("video", json!({"roomJoin": "yes"})),
        without("sub"),
        without("exp"),
    ] {
        writeln!(all, "2026-11-23T10:25:47Z {} 401", token(&other, SECRET)).unwrap();
        writeln!(
            all,
            "{} 401",
            token(&other, "FAKEotherFAKEotherFAKEother1234")
        )
        .unwrap();
    }
    all += "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJodHRwczovL3guYXV0aDAuY29tLyJ9.AAAA 200\n";
    files.push(format!("{}{all}", env(SECRET)));
    files.push(all);
    files.push(
        "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJodHRwczovL3guYXV0aDAuY29tLyJ9.AAAA 200\n".to_owned(),
    );
    // Whether the server has that key too, the file does not tell.
    let other = token(
        &with("iss", json!("APIother")),
        "FAKEotherFAKEotherFAKEother1234",
    );
    files.push(format!("{}2026-11-24T10:25:47Z {other}\n", env(SECRET)));
    files.push("{\"log\":{\"version\":\"1.2\",\"entries\":[{\"startedDateTime\":".to_owned());
    files.push(format!(
        "{}{}",
        env(SECRET),
        env("FAKEotherFAKEotherFAKEother1234")
    ));
    let key = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKE\n-----END PRIVATE KEY-----\n";
    files.push(key.to_owned());
    files.push(key.repeat(2));
    files
}

fn said_of_file(bytes: &[u8], language: &dyn Language) -> Value {
    let mut reader = Reader::new(NumericDate(NOW));
    reader.push(bytes);
    serde_json::to_value(reader.finish_in(Some(language))).unwrap()
}

/// Copies with what is not looked at.
fn copies() -> Vec<String> {
    let picture = format!("\"iVBORw0KGgo{}\"\n", "AAAA".repeat(300));
    let gzip = "H4sIAAAAAAAAA0vOT0kFAB/9C8gEAAAA\n";
    let gzip2 = "H4sIAAAAAAAAA0vOT0kFAB/9C8gEAAAB\n";
    let other = format!("\"AAAAAAAAA/+{}\"\n", "/+AA".repeat(300));
    vec![
        format!("{picture}{gzip}{other}\u{FFFD}"),
        format!("{picture}{picture}{gzip}{gzip2}{other}{other}\u{FFFD}\u{FFFD}"),
    ]
}

/// All messages that the tests hear, and those that can be listed.
fn heard() -> BTreeSet<String> {
    let listener = Listener::default();
    for case in cases() {
        said_of(&case, &listener, |_, _| {});
    }
    for file in files() {
        said_of_file(file.as_bytes(), &listener);
    }
    said_of_file(b"\xFF", &listener);
    said_of_file(b"\xFF\xFF\0\0", &listener);
    for copy in copies() {
        sanitize_in(&copy, Some(&listener));
    }
    for sentence in sentences() {
        let _ = sentence.render(Some(&listener));
    }
    let meanings = claim::meanings()
        .chain(opaque::kinds())
        .chain(fields::all().into_iter().map(|field| field.meaning))
        .chain(members().map(|member| member.meaning));
    for meaning in meanings {
        let _ = words(meaning, Some(&listener));
    }
    listener.heard.into_inner()
}

/// The members of a claims set that LiveKit knows, and those of its grants.
fn members() -> impl Iterator<Item = &'static Member> {
    CLAIMS.members.iter().flat_map(|member| {
        let own = match member.what {
            Type::Object(object) => object.members,
            _ => &[],
        };
        [member].into_iter().chain(own)
    })
}

/// Sentences of facts that no paste here shows, or not in all their forms.
fn sentences() -> Vec<Sentence> {
    let mut all = Vec::new();
    for known in coverage::known() {
        all.extend([sentence![known.clause], sentence![known.fix]]);
    }
    let too_large = RequestRefusal::HeaderTooLarge { bytes: 1_100_000 };
    let reasons = [
        NotMade::NoToken,
        NotMade::NoPair,
        NotMade::NotLiveKit,
        NotMade::NotAnObject,
        NotMade::NoSecret,
        NotMade::NoLife,
        NotMade::NotJson("roomConfig".to_owned()),
        NotMade::Refused(Box::new(Refusal::Request(too_large))),
    ];
    all.extend(reasons.iter().map(NotMade::sentence));
    for kind in KINDS.map(Some).into_iter().chain([None]) {
        for service in [
            Service::Auth0,
            Service::Supabase,
            Service::CloudflareAccess,
            Service::GithubApp,
        ] {
            all.extend([whose(service, kind), with_article(service, kind)]);
        }
    }
    for member in members() {
        if matches!(member.what, Type::Bool | Type::OptionalBool) {
            for may in ["may ", "may not "] {
                all.push(sentence![may, member.meaning]);
            }
        }
    }
    for pill in Pill::iter() {
        all.extend([pill.words(None), pill.words(Some(401))]);
    }
    for cause in Cause::iter().map(Some).chain([None]) {
        all.push(refusals(2, cause));
        for outcome in [
            Outcome::Accepts,
            Outcome::Refuses,
            Outcome::Depends,
            Outcome::Unknown,
        ] {
            all.push(sentence![label(outcome, cause)]);
        }
    }
    all.extend(entries().map(|entry| sentence![reason::words(entry.code)]));
    all.extend(defects());
    for finding in findings() {
        all.extend([finding.clause(), finding.fix()]);
    }
    all
}

/// Every defect of every part of a token.
fn defects() -> Vec<Sentence> {
    let mut defects = vec![
        Malformed::Segments { found: 1 },
        Malformed::Segments { found: 2 },
        Malformed::Encrypted,
        Malformed::Unsigned,
        Malformed::SignatureLength {
            found: 1,
            expected: 32,
        },
    ];
    for part in [Part::Header, Part::Payload, Part::Signature] {
        defects.extend([
            Malformed::Padding { part, at: 1 },
            Malformed::StandardAlphabet { part, at: 1 },
            Malformed::Alphabet { part, at: 1 },
            Malformed::Length {
                part,
                characters: 1,
            },
            Malformed::Repeated {
                part,
                name: "exp".to_owned(),
            },
        ]);
        if part == Part::Signature {
            continue;
        }
        for found in [
            JsonKind::Null,
            JsonKind::Bool,
            JsonKind::Number,
            JsonKind::String,
            JsonKind::Array,
        ] {
            defects.push(Malformed::NotAnObject { part, found });
        }
        let whole = r#"{"a":[1,-2.5e+3,true,false,null,"\u00e9\n"],"b":{}}"#;
        for at in 0..whole.len() {
            for wrong in ["", "`", " ", "\u{1}", "x", ",", "\"", "\\", "}"] {
                let text = format!("{}{wrong}", &whole[..at]);
                if let Err(error) = Document::read(text.into_bytes()) {
                    let cut_off = false;
                    defects.push(Malformed::Json {
                        part,
                        error,
                        cut_off,
                    });
                }
            }
        }
    }
    defects.iter().map(form::defect).collect()
}

/// Findings with facts that combine.
fn findings() -> Vec<Box<dyn Explain>> {
    let mut all: Vec<Box<dyn Explain>> = Vec::new();
    let lines = LineNumbers::One(1);
    let pair = |environment: &str| PairName {
        environment: environment.to_owned(),
        lines,
    };
    let names = ["", ".env", ".env.local"];
    for own in names.map(pair) {
        for why in [
            Stale::Overridden(lines),
            Stale::PastedBefore(lines),
            Stale::Commented,
            Stale::OnlyCommented,
        ] {
            let pair = own.clone();
            all.push(Box::new(KeyAndSecret::StaleVariable { pair, why }));
        }
        let urls = names.map(pair).map(AskedUrl::OfPair);
        for asked in urls
            .into_iter()
            .chain([AskedUrl::Unknown("wss://x".to_owned())])
        {
            for is_signed in [true, false] {
                all.push(Box::new(OtherServer::KeyOfAnotherServer {
                    is_signed,
                    own: own.clone(),
                    own_url: "wss://own".to_owned(),
                    asked: asked.clone(),
                }));
            }
        }
    }
    for at in [None, Some(NumericDate(NOW))] {
        all.push(Box::new(HttpFinding::TokenAccepted { at }));
    }
    for to in [None, Some("https://x".to_owned())] {
        all.push(Box::new(HttpFinding::Redirect { to }));
    }
    for signatures in [1, 2] {
        for valid in [0, 1] {
            all.push(Box::new(JwtFinding::Form(TokenForm::JsonSerialization {
                signatures,
                valid,
            })));
        }
    }
    for count in [1, 2] {
        for unmatched in [0, 1] {
            for is_bound in [true, false] {
                let disclosures = Disclosures {
                    count,
                    unmatched,
                    is_other_hash: false,
                    is_bound,
                };
                all.push(Box::new(JwtFinding::Form(TokenForm::SelectiveDisclosure {
                    disclosures,
                })));
            }
        }
    }
    let name = "exp".to_owned();
    all.push(Box::new(RefusalFinding::alone(Refusal::DuplicateMember {
        name,
    })));
    let slips = slips();
    let step = |slip: Slip, side| Step { slip, side };
    let mut add = |first, second| {
        let steps = (first, second);
        for is_elsewhere in [false, true] {
            all.push(Box::new(SlipFinding {
                steps,
                place: lines,
                is_elsewhere,
            }));
        }
    };
    for slip in &slips {
        for side in [Side::Paste, Side::Minter] {
            let first = step(*slip, side);
            add(first, None);
            for second in [slips[0], slips[1]] {
                add(first, Some(step(second, side)));
                add(first, Some(step(second, Side::Minter)));
                add(step(second, Side::Paste), Some(first));
            }
        }
    }
    all
}

/// Every slip, with every detail that it can have.
fn slips() -> Vec<Slip> {
    let plain = [
        Slipped::TrailingNewline,
        Slipped::Quotes,
        Slipped::TrailingCrlf,
        Slipped::TrailingCarriageReturn,
        Slipped::WhiteSpace,
        Slipped::TrailingSeparator,
        Slipped::Name,
        Slipped::Escapes,
        Slipped::Plus,
        Slipped::Normalization,
        Slipped::Doubled,
        Slipped::Variable,
        Slipped::DoubledDollar,
        Slipped::Comment,
        Slipped::KeySecretSwapped,
    ];
    let edits = [
        SlipEdit::Insert,
        SlipEdit::Remove,
        SlipEdit::Replace,
        SlipEdit::Exchange,
    ];
    let slip = |kind, detail| Slip { kind, detail };
    let mut slips = plain.map(|kind| slip(kind, "\"")).to_vec();
    let one = |edit| slip(Slipped::OneCharacter { edit, at: 1 }, "");
    slips.extend(edits.map(one));
    for coding in ["base64", "base64url", "hexadecimal", "percent"] {
        slips.push(slip(Slipped::Encoded, coding));
        slips.push(slip(Slipped::Decoded, coding));
    }
    slips.extend(["capital", "small"].map(|case| slip(Slipped::Case, case)));
    let hidden = [
        "\u{feff}", "\u{200b}", "\u{200c}", "\u{200d}", "\u{2060}", "\u{a0}", "\u{ad}", "\n", "\r",
        " ", "\t", "\u{202a}",
    ];
    slips.extend(hidden.map(|c| slip(Slipped::InvisibleCharacter, c)));
    slips
}

const KINDS: [Kind; 16] = [
    Kind::Access,
    Kind::Id,
    Kind::Refresh,
    Kind::Custom,
    Kind::Session,
    Kind::ServiceAccount,
    Kind::Assertion,
    Kind::ClientSecret,
    Kind::Api,
    Kind::Anon,
    Kind::ServiceRole,
    Kind::Management,
    Kind::MeetingSdk,
    Kind::VideoSdk,
    Kind::Webhook,
    Kind::Jwe,
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("www/languages")
}

/// The list of messages in the repository.
fn listed() -> BTreeSet<String> {
    let list = fs::read(folder().join("core.json")).unwrap_or_default();
    serde_json::from_slice(&list).unwrap_or_default()
}

#[test]
fn the_list_has_every_message() {
    let heard = heard();
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::create_dir_all(folder()).unwrap();
        let list = serde_json::to_string_pretty(&heard).unwrap();
        fs::write(folder().join("core.json"), list + "\n").unwrap();
    }
    let listed = listed();
    let missing: Vec<_> = heard.difference(&listed).collect();
    let extra: Vec<_> = listed.difference(&heard).collect();
    assert!(
        missing.is_empty() && extra.is_empty(),
        "INSTA_UPDATE=always writes the list.\nmissing: {missing:#?}\nnever said: {extra:#?}"
    );
}

/// Literals within sentences that are code.
const NOT_MESSAGES: [&str; 5] = [
    "curl -s '{url}'",
    "video.agent",
    "Ed25519",
    "0x{byte:02X}",
    "identity: 'alice'",
];

/// Files whose other literals are code.
const OF_CODE: [&str; 4] = [
    "programming_language.rs",
    "next.rs",
    "sentence.rs",
    "snippet.rs",
];

#[test]
fn every_literal_of_a_sentence_is_in_the_list() {
    let listed: Vec<String> = listed().into_iter().collect();
    let all = listed.join("\n");
    let mut missing = Vec::new();
    let literals = coverage::literals_of_sentences().into_iter();
    let others = (coverage::literals_of_sources().into_iter())
        .filter(|(file, text)| !OF_CODE.contains(&file.as_str()) && !text.starts_with('"'));
    for (place, text) in literals.chain(others) {
        let is_message = text.chars().any(char::is_alphabetic) && !NOT_MESSAGES.contains(&&*text);
        if is_message && !all.contains(&text) && !coverage::is_unreachable(&text) {
            missing.push(format!("{place}: {text}"));
        }
    }
    assert!(
        missing.is_empty(),
        "{}\n{}",
        missing.len(),
        missing.join("\n")
    );
}

/// What is wrong with the messages of a language.
fn faults(language: &Value, listed: &BTreeSet<String>) -> Vec<String> {
    let mut faults = Vec::new();
    let messages: BTreeMap<String, String> =
        serde_json::from_value(language["core"].clone()).unwrap_or_default();
    for message in listed
        .iter()
        .filter(|message| !messages.contains_key(*message))
    {
        faults.push(format!("no translation: {message}"));
    }
    for (message, translation) in &messages {
        if !listed.contains(message) {
            faults.push(format!("no such message: {message}"));
        }
        if translation.trim().is_empty() {
            faults.push(format!("empty: {message}"));
        }
        if holes(message) != holes(translation) {
            faults.push(format!("other holes: {message}: {translation}"));
        }
        if translation.matches('`').count() % 2 == 1 || code(message) != code(translation) {
            faults.push(format!("other code: {message}: {translation}"));
        }
    }
    if language["name"].as_str().is_none_or(str::is_empty) {
        faults.push("no name".to_owned());
    }
    faults
}

#[test]
fn every_language_has_just_these_messages() {
    let listed = listed();
    let mut all = Vec::new();
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name == "core.json" || name == "page.json" {
            continue;
        }
        let language = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let faults = faults(&language, &listed);
        all.extend(faults.iter().map(|fault| format!("{name}: {fault}")));
    }
    assert!(all.is_empty(), "{}\n{}", all.len(), all.join("\n"));
}

#[test]
fn a_fault_of_a_language_is_found() {
    let listed = BTreeSet::from(["its `nbf` is {0} or {1}.".to_owned(), "Works".to_owned()]);
    let with = |nbf: &str, works: &str| json!({"name": "x", "core": {"its `nbf` is {0} or {1}.": nbf, "Works": works}});
    assert_eq!(faults(&with("{1} {0} `nbf`", "Geht"), &listed), [""; 0]);
    for wrong in [
        with("{1} `nbf`", "Geht"),
        with("{1} {0} {0} `nbf`", "Geht"),
        with("{1} {0} `exp`", "Geht"),
        with("{1} {0} nbf", "Geht"),
        with("{1} {0} `nbf", "Geht"),
        with("{1} {0} `nbf`", " "),
        json!({"name": "x", "core": {"Works": "Geht"}}),
        json!({"name": "x", "core": {"its `nbf` is {0} or {1}.": "{0} {1} `nbf`", "Works": "Geht", "Other": "Andere"}}),
        json!({"core": {"its `nbf` is {0} or {1}.": "{0} {1} `nbf`", "Works": "Geht"}}),
        json!({"name": "x"}),
    ] {
        assert_ne!(faults(&wrong, &listed), [""; 0], "{wrong}");
    }
}

/// Members of a report, a form or an overview that are no words of ours: names for programs, code, and text of the paste.
const NOT_SAID: &str = "body cause claim clock code curl env exact form id identity is key kid kind kty lk measure offer origin outcome \
    package reference removed room sdk service signature since state status subject token tone until url was yaml";

/// More of them, each with its reason.
const EXCEPTED: [(&str, &str); 6] = [
    (
        "place",
        "the file or environment of a pair, and its lines, as one text",
    ),
    ("name", "the name of a claim, of a program or of a choice"),
    (
        "value",
        "the value of a claim; that of a check is a sentence",
    ),
    ("minter", "the name of an SDK, with its releases"),
    (
        "text",
        "a program that makes a token: code, and comments in it",
    ),
    (
        "label",
        "words and values as one text: the words pass as those of every sentence do, and code of ours looks like words",
    ),
];

/// Names within sentences, which are the same in all languages: services, hashes, families of keys, SDKs; `app` is code in a meaning.
const NAMES: &str = "ALB Ably Access Actions Agora Amazon Anthropic App Apple Auth AWS CI CircleCI Clerk Cloudflare Cognito Coinbase DSA Daily Directus Ed Entra \
    Firebase Flask GitHub GitLab Google Grafana HashiCorp Hasura IAP ID JaaS Jitsi Keycloak Kubernetes Laravel LiveKit ML Mapbox Meet Microsoft Mux Okta OpenAI P PASETO PocketBase Rails SHA Slack Snowflake \
    Stream Stripe Supabase Twilio UTC Vault Vercel Vonage WorkOS Zoom app ms npm v x xC";

fn is_one_of(word: &str, list: &str) -> bool {
    list.split(' ').any(|one| one == word)
}

/// Whether a member of this name has words of ours.
fn is_said(name: &str) -> bool {
    !is_one_of(name, NOT_SAID) && EXCEPTED.iter().all(|(excepted, _)| *excepted != name)
}

/// The words of ASCII in a text.
fn ascii_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphabetic())
        .filter(|word| !word.is_empty())
}

/// Finds what is said in English though the language has every message.
fn bypassing(value: &Value, path: &str, paste: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(values) => {
            for value in values {
                bypassing(value, path, paste, found);
            }
        }
        Value::Object(members) if members.contains_key("text") && members.contains_key("kind") => {
            let text = members["text"].as_str().unwrap();
            let is_text = members["kind"] == "text";
            let words = ascii_words(text).filter(|word| is_text && !is_one_of(word, NAMES));
            found.extend(words.map(|word| format!("{path}: {word} in {text}")));
        }
        Value::Object(members) => {
            for (name, value) in members {
                bypassing(value, name, paste, found);
            }
        }
        // Some words and values as one text.
        Value::String(text) if is_said(path) => {
            for word in ascii_words(text).filter(|word| !is_one_of(word, NAMES)) {
                if !paste.contains(word) {
                    found.insert(format!("{path}: {word} in {text}"));
                }
            }
        }
        _ => {}
    }
}

#[test]
fn nothing_of_ours_bypasses_the_messages() {
    let mut found = BTreeSet::new();
    for case in cases() {
        let paste = [case.paste.as_str()]
            .into_iter()
            .chain(case.later.iter().map(String::as_str))
            .collect::<String>();
        said_of(&case, &Wide, |path, value| {
            bypassing(&value, path, &paste, &mut found);
        });
    }
    for file in files() {
        bypassing(
            &said_of_file(file.as_bytes(), &Wide),
            "file",
            &file,
            &mut found,
        );
    }
    for copy in copies() {
        let copy = sanitize_in(&copy, Some(&Wide));
        bypassing(&json!(copy.not_looked_at), "copy", "", &mut found);
    }
    let found: Vec<String> = found.into_iter().collect();
    assert!(found.is_empty(), "{}\n{}", found.len(), found.join("\n"));
}
