//! What to do about each finding.

use crate::paste::stand_in::StandIn;
use crate::secret::slip::{Side, Slip};
use crate::server::refusal::{Malformed as Unreadable, Refusal};
use crate::token::jws::Malformed;
use crate::token::minter::Sdk;

use super::evidence::Evidence;
use super::finding::Finding;
use super::part::{Part, code};

/// What to do, in the imperative; empty where there is nothing to do.
pub fn fix(finding: &Finding, evidence: &Evidence) -> Vec<Part> {
    match finding {
        Finding::StandIn(what) => stand_in(*what),
        Finding::CutOff => {
            vec!["Paste the whole token: three parts between two full stops. If it is cut off where it is sent too, look for a \
                  limit there: a database column, a log, a URL."
                .into()]
        }
        Finding::Encrypted | Finding::Foreign { .. } => {
            vec!["Send the token that your server makes with LiveKit's API key and secret, not that of your login.".into()]
        }
        Finding::Form(Malformed::Repeated { .. }) => {
            vec!["Set it once: releases up to v1.12.0 refuse it twice.".into()]
        }
        Finding::Form(_) => vec!["Send the token as the SDK returns it, unchanged.".into()],
        Finding::Invisible => vec!["If they are in what you send as well, take them out.".into()],
        Finding::Refused { refusal, .. } => refused(refusal, evidence),
        Finding::Swapped { side } => {
            let names = vec![
                code("LIVEKIT_API_KEY"),
                " is the short one (LiveKit's begin with ".into(),
                code("API"),
                "), ".into(),
                code("LIVEKIT_API_SECRET"),
                " the long one.".into(),
            ];
            let mut fix: Vec<Part> = match side {
                Side::Paste => vec!["Exchange them: ".into()],
                Side::Minter => vec!["Exchange them where the token is made: ".into()],
            };
            fix.extend(names);
            fix.push(
                " The secret has been shown as a key: make a new pair if others may have seen it."
                    .into(),
            );
            fix
        }
        Finding::Slip { slip, side, .. } => self::slip(*slip, *side),
        Finding::OtherPair { key, .. } => {
            vec![
                "Make the token with key and secret of one pair; the other half is that of ".into(),
                code(key.clone()),
                ".".into(),
            ]
        }
        Finding::Misnamed(misnamed) => vec!["Write ".into(), code(misnamed.meant), ".".into()],
        Finding::SignatureUnchecked { .. } => {
            vec!["Paste key and secret as well, for instance the lines of your .env: they stay in this page.".into()]
        }
        Finding::ServerAhead { .. } => {
            vec!["Set the clock of this computer by NTP, then look at the server's.".into()]
        }
        Finding::ExpiredSince { .. } => Vec::new(),
    }
}

fn stand_in(what: StandIn) -> Vec<Part> {
    match what {
        StandIn::Promise | StandIn::EmptyObject => vec![
            "Await it: since livekit-server-sdk 2.0 ".into(),
            code("toJwt()"),
            " is asynchronous. ".into(),
            code("const token = await at.toJwt()"),
        ],
        StandIn::Builder | StandIn::Method => {
            vec![
                "Call the method that makes the token and send what it returns: ".into(),
                code("toJwt()"),
                " or ".into(),
                code("to_jwt()"),
                ".".into(),
            ]
        }
        StandIn::PythonBytes => vec![
            "Decode it before it is sent: ".into(),
            code("token.decode()"),
        ],
        StandIn::RustResult => vec![
            "Take it out of the result: ".into(),
            code("token.to_jwt()?"),
        ],
        StandIn::GoNil => vec![
            "Take both values and send the first: ".into(),
            code("token, err := at.ToJWT()"),
        ],
        StandIn::Nothing => vec![
            "Log the value just before connecting: it must begin with ".into(),
            code("eyJ"),
            ".".into(),
        ],
        StandIn::Opaque => {
            vec!["Send the token that your server makes with LiveKit's API key and secret.".into()]
        }
    }
}

fn slip(slip: Slip, side: Side) -> Vec<Part> {
    match (slip, side) {
        (Slip::Swapped, _) => vec!["Exchange key and secret.".into()],
        (_, Side::Paste) => vec![
            "Take it out where the secret is kept, then restart what reads it: a container keeps its old environment until it is \
             created anew."
                .into(),
        ],
        (Slip::LineEnd(_) | Slip::WhiteSpace, Side::Minter) => vec![
            "Take it off where the secret is read, as in ".into(),
            code("secret.trim()"),
            ", or store it without: ".into(),
            code("printf %s"),
            " instead of ".into(),
            code("echo"),
            ".".into(),
        ],
        (_, Side::Minter) => vec![
            "Take it out where tokens are made. Docker's ".into(),
            code("--env-file"),
            " and lists in docker-compose.yml keep quotes as part of the value.".into(),
        ],
    }
}

fn refused(refusal: &Refusal, evidence: &Evidence) -> Vec<Part> {
    match refusal {
        Refusal::Malformed(Unreadable::Claim { name, .. }) => {
            vec!["Set ".into(), code(*name), " by the SDK, or with the right type.".into()]
        }
        Refusal::Malformed(Unreadable::AlgorithmUnknown { .. } | Unreadable::AlgorithmType { .. }) => {
            vec!["Sign with ".into(), code("HS256"), " and the API secret as text.".into()]
        }
        Refusal::Malformed(_) => vec!["Send the token as the SDK returns it, unchanged.".into()],
        Refusal::UnknownKey { .. } => {
            vec!["Use the key and secret of the project, or of the server's ".into(), code("keys:"), ", that the URL belongs to.".into()]
        }
        Refusal::GrantType(mismatch) => {
            vec!["Set ".into(), code(mismatch.member.clone()), " with the right type, or by the SDK.".into()]
        }
        Refusal::DuplicateMember { .. } => vec!["Set it once.".into()],
        Refusal::RoomConfig(_) => {
            vec!["Use releases of SDK and server that belong together, or set only the members that the server knows.".into()]
        }
        Refusal::AlgorithmNotAllowed { .. } => vec!["Sign with ".into(), code("HS256"), " and the API secret as text.".into()],
        Refusal::SignatureInvalid => vec![
            "Compare the secret where tokens are made with the server's, for this very key. Restart both: a process keeps the \
             environment it was started with."
                .into(),
        ],
        Refusal::Expired { .. } | Refusal::ExpiredAndNotYetValid { .. } => {
            vec!["Make a new token for each join instead of keeping one. It only has to live until the client has connected.".into()]
        }
        Refusal::NotYetValid { .. } | Refusal::IssuedInFuture { .. } => vec![
            "The clock of the machine that makes the tokens is probably ahead. Set it by NTP: ".into(),
            code("sudo timedatectl set-ntp true"),
        ],
        Refusal::MissingExp { .. } => missing_exp(evidence),
        Refusal::NoVideoGrant | Refusal::NoRoomJoin | Refusal::NoRoom => grant(evidence, "roomJoin: true, room: 'my-room'"),
        Refusal::NoIdentity => vec!["Give the participant an identity, unique in its room: it becomes ".into(), code("sub"), ".".into()],
        Refusal::IdentityTooLong { .. } | Refusal::RoomTooLong { .. } => vec!["Choose a shorter name.".into()],
        _ => Vec::new(),
    }
}

fn missing_exp(evidence: &Evidence) -> Vec<Part> {
    let by_sdk = evidence.token().and_then(|token| token.minter).is_some();
    let text = if by_sdk {
        "Set a lifetime in the SDK."
    } else {
        "Add an expiration time when the token is made, in seconds: "
    };
    let mut fix: Vec<Part> = vec![text.into()];
    if !by_sdk {
        fix.push(code("exp: Math.floor(Date.now() / 1000) + 600"));
    }
    fix
}

/// How to add a grant, in the language of the SDK that made the token.
fn grant(evidence: &Evidence, node: &'static str) -> Vec<Part> {
    let sdk = evidence
        .token()
        .and_then(|token| token.minter)
        .map(|minter| minter.sdk);
    let line = match sdk {
        Some(Sdk::Python) => "token.with_grants(api.VideoGrants(room_join=True, room=\"my-room\"))".to_owned(),
        Some(Sdk::Go) => "at.SetVideoGrant(&auth.VideoGrant{RoomJoin: true, Room: \"my-room\"})".to_owned(),
        Some(Sdk::Rust) => "token.with_grants(VideoGrants { room_join: true, room: \"my-room\".into(), ..Default::default() })".to_owned(),
        Some(Sdk::Kotlin) => "token.addGrants(RoomJoin(true), RoomName(\"my-room\"))".to_owned(),
        Some(Sdk::Ruby) => "token.video_grant = LiveKit::VideoGrant.new(roomJoin: true, room: 'my-room')".to_owned(),
        Some(Sdk::Node) => format!("at.addGrant({{ {node} }})"),
        None => format!("\"video\": {}", "{ \"roomJoin\": true, \"room\": \"my-room\" }"),
    };
    vec![
        "Add the grant before the token is made: ".into(),
        code(line),
    ]
}
