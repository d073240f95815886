//! Facts that no paste of the tests shows, or not in all their forms, and what is said of them.

use strum::IntoEnumIterator;
use why401::NotMade;
use why401::diagnosis::pill::Pill;
use why401::diagnosis::verdict::Outcome;
use why401::file::overview::{label, refusals};
use why401::finding::any_jwt::JwtFinding;
use why401::finding::any_jwt::form::TokenForm;
use why401::finding::any_jwt::service::{whose, with_article};
use why401::finding::cause::Cause;
use why401::finding::environment::{AskedUrl, OtherServer, PairName};
use why401::finding::http::HttpFinding;
use why401::finding::key_and_secret::{KeyAndSecret, Staleness};
use why401::finding::refusal::RefusalFinding;
use why401::finding::sentence::Sentence;
use why401::finding::slip::SlipFinding;
use why401::finding::{Explain, entries, form};
use why401::livekit::grants::{CLAIMS, Member, Type};
use why401::repair::reason;
use why401::secret::slip::{Edit as SlipEdit, Kind as Slipped, Side, Slip, Step};
use why401::sentence;
use why401::server::refusal::{Refusal, RequestRefusal};
use why401::service::disclosure::Disclosures;
use why401::service::{Kind, Service};
use why401::text::json::{Document, Kind as JsonKind};
use why401::text::{LineNumbers, NumericDate};
use why401::token::jws::{Malformed, Part};

use crate::common::NOW;
use crate::coverage;

/// The members of a claims set that LiveKit knows, and those of its grants.
pub(super) fn members() -> impl Iterator<Item = &'static Member> {
    CLAIMS.members.iter().flat_map(|member| {
        let own = match member.what {
            Type::Object(object) => object.members,
            _ => &[],
        };
        [member].into_iter().chain(own)
    })
}

/// Sentences of facts that no paste here shows, or not in all their forms.
pub(super) fn sentences() -> Vec<Sentence> {
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
        NotMade::SecretAsKey,
        NotMade::NoLife,
        NotMade::NoTime,
        NotMade::NotJson("roomConfig".to_owned()),
        NotMade::Refused(Box::new(Refusal::Request(too_large))),
        NotMade::Refused(Box::new(Refusal::IssuedInFuture {
            iat: NumericDate(0.0),
        })),
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
        all.extend([refusals(2, cause), refusals(1_402, cause)]);
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
            Staleness::Overridden(lines),
            Staleness::PastedBefore(lines),
            Staleness::Commented,
            Staleness::OnlyCommented,
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
    all.push(Box::new(RefusalFinding::alone(Refusal::TooManySignatures)));
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
