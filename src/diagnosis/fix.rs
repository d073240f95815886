//! What to do about each finding.

use crate::clock::Clock;
use crate::paste::stand_in::StandIn;
use crate::paste::symptom;
use crate::secret::slip::{Side, Steps};
use crate::server::refusal::{Malformed as Unreadable, Refusal};
use crate::token::jws::Malformed;
use crate::token::minter::Sdk;
use crate::token::snippet::Mistake;

use super::evidence::{Elsewhere, Evidence};
use super::finding::Finding;
use super::message;
use super::next;
use super::part::{Part, code, say, text};

/// What to do, in the imperative; empty where there is nothing to do.
pub fn fix(finding: &Finding, evidence: &Evidence) -> Vec<Part> {
    match finding {
        Finding::StandIn(what) => stand_in(*what),
        Finding::CutOff => say(
            "Paste the whole token: three parts between two full stops. If it is cut off where it is sent too, look for a \
             limit there: a database column, a log, a URL.",
            [],
        ),
        Finding::Encrypted | Finding::Foreign { .. } => say(
            "Send the token that your server makes with LiveKit's API key and secret, not that of your login.",
            [],
        ),
        Finding::Form(Malformed::Repeated { .. }) => {
            say("Set it once: releases up to v1.12.0 refuse it twice.", [])
        }
        Finding::Form(_) => say("Send the token as the SDK returns it, unchanged.", []),
        Finding::Twins(_) => say(
            "Type that character's place anew, and copy neither value.",
            [],
        ),
        Finding::Invisible => say("If they are in what you send as well, take them out.", []),
        Finding::Refused { refusal, .. } => refused(refusal, evidence),
        Finding::Mistake { symptom, mistake } if symptom.fix.is_empty() => self::mistake(mistake),
        Finding::Answered {
            symptom,
            releases: Some(releases),
            ..
        } => {
            let mut message = say("Releases {} word it so. ", [text(releases.clone())]);
            message.extend(say(symptom.fix, []));
            message
        }
        Finding::Answered { symptom, .. }
        | Finding::Symptom(symptom)
        | Finding::Mistake { symptom, .. }
        | Finding::Pitfall { symptom, .. } => say(symptom.fix, []),
        Finding::Swapped { side } => swapped(*side),
        Finding::Slip { steps, .. } => slip(*steps),
        Finding::Public { .. } => say(
            "Set `LIVEKIT_API_SECRET` where tokens are made, and restart that. With `secret` only `livekit-server --dev` takes them, \
             and of anybody.",
            [],
        ),
        Finding::OtherPair { key, .. } => say(
            "Make the token with key and secret of one pair; the secret is that of {}.",
            [code(key.clone())],
        ),
        Finding::Elsewhere(elsewhere) => self::elsewhere(*elsewhere, evidence),
        Finding::Stale { .. } => say(
            "Leave one line with that name, then restart what makes the tokens: a process keeps the environment it was started with.",
            [],
        ),
        Finding::Misnamed(misnamed) => say("Write {}.", [code(misnamed.meant)]),
        Finding::SignatureUnchecked { .. } => say(
            "Paste key and secret as well, for instance the lines of your `.env`: they stay in this page.",
            [],
        ),
        Finding::Clock(known) => {
            let mut message = say(symptom::of_code("set-clock").fix, []);
            if known.whose == Clock::Minter {
                message.extend(say(
                    " To measure it, run this there and paste what it prints: {}",
                    [next::measurement(evidence)],
                ));
            }
            message
        }
        Finding::Contradiction { .. } | Finding::Unread { .. } | Finding::ExpiredSince { .. } => {
            Vec::new()
        }
    }
}

fn elsewhere(elsewhere: Elsewhere, evidence: &Evidence) -> Vec<Part> {
    let pairs = &evidence.paste.pairs;
    let own = &pairs[elsewhere.own];
    let url = own.url.as_ref().map_or("", |(url, _)| url);
    let mut fix = say("Connect to {}", [code(url.to_owned())]);
    if let Some(other) = elsewhere.other {
        fix.push(text(", or make the token with the pair of "));
        fix.extend(message::name(other, evidence));
    }
    fix.push(text("."));
    // `.env.development` and `.env.production` are read after it.
    if own.environment.ends_with(".env.local") {
        fix.extend(say(
            " Next.js takes `.env.local` before `.env.production`.",
            [],
        ));
    }
    fix
}

fn stand_in(what: StandIn) -> Vec<Part> {
    let template = match what {
        StandIn::Promise | StandIn::EmptyObject => {
            "Await it: since livekit-server-sdk 2.0 `toJwt()` is asynchronous. `const token = await at.toJwt()`"
        }
        StandIn::Builder | StandIn::Method => {
            "Call the method that makes the token and send what it returns: `toJwt()` or `to_jwt()`."
        }
        StandIn::PythonBytes => "Decode it before it is sent: `token.decode()`",
        StandIn::RustResult => "Take it out of the result: `token.to_jwt()?`",
        StandIn::GoNil => "Take both values and send the first: `token, err := at.ToJWT()`",
        StandIn::Nothing => "Log the value just before connecting: it must begin with `eyJ`.",
        StandIn::Opaque => {
            "Send the token that your server makes with LiveKit's API key and secret."
        }
    };
    say(template, [])
}

fn swapped(side: Side) -> Vec<Part> {
    let template = match side {
        Side::Paste => {
            "Exchange them: `LIVEKIT_API_KEY` is the short one (LiveKit's begin with `API`), `LIVEKIT_API_SECRET` the long \
             one. The secret has been shown as a key: make a new pair if others may have seen it."
        }
        Side::Minter => {
            "Exchange them where the token is made: `LIVEKIT_API_KEY` is the short one (LiveKit's begin with `API`), \
             `LIVEKIT_API_SECRET` the long one. Every such token shows the secret: make a new pair."
        }
    };
    say(template, [])
}

/// The line to write for each slip, and what else is to be done.
fn slip((first, second): Steps) -> Vec<Part> {
    let mut message = Vec::new();
    let mut add = |code| {
        if !message.is_empty() {
            message.push(text(" "));
        }
        message.extend(say(symptom::of_code(code).fix, []));
    };
    add(first.slip.code);
    if let Some(second) = second.filter(|second| second.slip.code != first.slip.code) {
        add(second.slip.code);
    }
    let is_pasted = first.side == Side::Paste;
    add(if is_pasted {
        "slip:paste"
    } else {
        "slip:minter"
    });
    message
}

fn refused(refusal: &Refusal, evidence: &Evidence) -> Vec<Part> {
    let template = match refusal {
        Refusal::Malformed(Unreadable::Claim { name, .. }) => {
            return say("Set {} by the SDK, or with the right type.", [code(*name)]);
        }
        Refusal::GrantType(mismatch) if mismatch.member == "canPublishSources" => {
            "Give names such as `camera`: livekit-server-sdk for JavaScript writes numbers before 2.1.1, and Python whatever it is given."
        }
        Refusal::GrantType(mismatch) => {
            return say(
                "Set {} by the SDK, or with the right type.",
                [code(mismatch.member.clone())],
            );
        }
        Refusal::NoVideoGrant | Refusal::NoRoomJoin | Refusal::NoRoom => {
            let minter = evidence.token().and_then(|token| token.minter);
            return grant(minter.map(|minter| minter.sdk));
        }
        Refusal::Malformed(
            Unreadable::AlgorithmUnknown { .. } | Unreadable::AlgorithmType { .. },
        )
        | Refusal::AlgorithmNotAllowed { .. } => {
            "Sign with `HS256` and the API secret as text. Some libraries choose by its length, as jjwt's `signWith(key)` does."
        }
        Refusal::Malformed(_) => "Send the token as the SDK returns it, unchanged.",
        Refusal::UnknownKey { .. } => {
            "Use the key and secret of the project, or of the server's `keys:`, that the URL belongs to."
        }
        Refusal::DuplicateMember { .. } => "Set it once.",
        Refusal::RoomConfig(_) => {
            "Use releases of SDK and server that belong together, or set only the members that the server knows."
        }
        Refusal::SignatureInvalid => {
            "Compare the secret where tokens are made with the server's, for this very key. Restart both: a process keeps the \
             environment it was started with."
        }
        Refusal::Expired { .. } | Refusal::ExpiredAndNotYetValid { .. } => {
            "Make a new token for each join instead of keeping one. It only has to live until the client has connected."
        }
        Refusal::NotYetValid { .. } | Refusal::IssuedInFuture { .. } => {
            "The clock of the machine that makes the tokens is probably ahead. Set it by NTP: `sudo timedatectl set-ntp true`"
        }
        Refusal::MissingExp { .. } if made_by_sdk(evidence) => "Set a lifetime in the SDK.",
        Refusal::MissingExp { .. } => {
            "Add an expiration time when the token is made, in seconds: `exp: Math.floor(Date.now() / 1000) + 600`"
        }
        Refusal::NoIdentity => {
            "Give the participant an identity, unique in its room: it becomes `sub`."
        }
        Refusal::IdentityTooLong { .. } | Refusal::RoomTooLong { .. } => "Choose a shorter name.",
        _ => return Vec::new(),
    };
    say(template, [])
}

/// The line to write for a mistake, in the language of the code.
fn mistake(mistake: &Mistake) -> Vec<Part> {
    let line = match (mistake.code, mistake.sdk) {
        ("grant-without-room-join", sdk) => return grant(sdk),
        ("grant-misnamed", _) => mistake.meant,
        ("identity-not-set", Some(Sdk::Node)) => {
            Some("new AccessToken(apiKey, apiSecret, { identity: 'alice' })")
        }
        ("identity-not-set", Some(Sdk::Python | Sdk::Rust)) => Some(".with_identity(\"alice\")"),
        ("identity-not-set", Some(Sdk::Go)) => Some("at.SetIdentity(\"alice\")"),
        ("identity-not-set", Some(Sdk::Php)) => {
            Some("(new AccessTokenOptions())->setIdentity('alice')")
        }
        ("identity-not-set", Some(Sdk::Kotlin)) => Some("token.identity = \"alice\""),
        ("identity-not-set", _) => Some("identity: 'alice'"),
        (_, Some(Sdk::Node)) => Some("ttl: '10m'"),
        (_, Some(Sdk::Python)) => Some("with_ttl(datetime.timedelta(minutes=10))"),
        (_, Some(Sdk::Go)) => Some("SetValidFor(10 * time.Minute)"),
        (_, Some(Sdk::Kotlin)) => Some("token.ttl = 10 * 60 * 1000"),
        _ => None,
    };
    line.map_or(Vec::new(), |line| say("Write {}.", [code(line)]))
}

fn made_by_sdk(evidence: &Evidence) -> bool {
    evidence.token().is_some_and(|token| token.minter.is_some())
}

/// How to add the grant to join, in the language of an SDK.
fn grant(sdk: Option<Sdk>) -> Vec<Part> {
    let line = match sdk {
        Some(Sdk::Node) => "at.addGrant({ roomJoin: true, room: 'my-room' })",
        Some(Sdk::Python) => "token.with_grants(api.VideoGrants(room_join=True, room=\"my-room\"))",
        Some(Sdk::Go) => "at.SetVideoGrant(&auth.VideoGrant{RoomJoin: true, Room: \"my-room\"})",
        Some(Sdk::Rust) => {
            "token.with_grants(VideoGrants { room_join: true, room: \"my-room\".into(), ..Default::default() })"
        }
        Some(Sdk::Kotlin) => "token.addGrants(RoomJoin(true), RoomName(\"my-room\"))",
        Some(Sdk::Ruby) => {
            "token.video_grant = LiveKit::VideoGrant.new(roomJoin: true, room: 'my-room')"
        }
        Some(Sdk::Php) => {
            "$token->setGrant((new VideoGrant())->setRoomJoin()->setRoomName('my-room'))"
        }
        None => "\"video\": { \"roomJoin\": true, \"room\": \"my-room\" }",
    };
    say("Add the grant before the token is made: {}", [code(line)])
}
