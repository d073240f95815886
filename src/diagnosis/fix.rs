//! What to do about each finding.

use crate::clock::Clock;
use crate::livekit::sdk::Sdk;
use crate::paste::code::Mistake;
use crate::paste::symptom;
use crate::secret::slip::Steps;
use crate::server::refusal::{Malformed as Unreadable, Refusal};

use super::evidence::{Elsewhere, Evidence};
use super::finding::Finding;
use super::message;
use super::next;
use super::part::{Message, Part};

/// What to do, in the imperative; empty where there is nothing to do.
pub fn fix(finding: &Finding, evidence: &Evidence) -> Vec<Part> {
    let mut message = Message::default();
    say_fix(finding, evidence, &mut message);
    message.parts()
}

/// Says the row's, and fills its holes.
fn say_fix(finding: &Finding, evidence: &Evidence, message: &mut Message) {
    let template = finding.row().fix;
    match finding {
        Finding::Refused { refusal, .. } => refused(refusal, template, evidence, message),
        Finding::Mistake { mistake, .. } => match line(mistake) {
            // Of some languages no line is known.
            None if is_open(template) => {}
            line => {
                message.say(template).own_code(line.unwrap_or_default());
            }
        },
        Finding::Slip { steps, .. } => slip(*steps, template, message),
        Finding::Elsewhere(elsewhere) => {
            self::elsewhere(*elsewhere, evidence, message.say(template));
        }
        Finding::Clock(known) => {
            message.say(template);
            if known.whose == Clock::Minter {
                message
                    .say(" To measure it, run this there and paste what it prints: {}")
                    .code(&next::measurement(evidence));
            }
        }
        Finding::OtherPair { key, .. } => {
            message.say(template).code(key);
        }
        Finding::Misnamed(misnamed) => {
            message.say(template).own_code(misnamed.meant);
        }
        Finding::Answered {
            releases: Some(releases),
            ..
        } => {
            message
                .say("Releases {} word it so. ")
                .words(releases.clone())
                .say(template);
        }
        _ => {
            message.say(template);
        }
    }
}

fn elsewhere(elsewhere: Elsewhere, evidence: &Evidence, message: &mut Message) {
    let own = &evidence.paste.pairs[elsewhere.own];
    message.code(own.url.as_ref().map_or("", |(url, _)| url));
    match elsewhere.other {
        Some(other) => {
            message.text(", or make the token with the pair of ");
            message::put_name(other, evidence, message);
        }
        None => {
            message.text("").text("").text("");
        }
    }
    // `.env.development` and `.env.production` are read after it.
    if own.environment.ends_with(".env.local") {
        message.say(" Next.js takes `.env.local` before `.env.production`.");
    }
}

/// The line to write for each slip, and what else is to be done.
fn slip((first, second): Steps, then: &'static str, message: &mut Message) {
    let code = first.slip.code;
    message.say(symptom::of_code(code).fix).say(" ");
    let second = second.map_or(code, |second| second.slip.code);
    if second != code {
        message.say(symptom::of_code(second).fix).say(" ");
    }
    message.say(then);
}

fn refused(refusal: &Refusal, template: &'static str, evidence: &Evidence, message: &mut Message) {
    let minter = evidence.token().and_then(|token| token.minter);
    match refusal {
        Refusal::Malformed(Unreadable::Claim { name, .. }) => message.say(template).own_code(name),
        Refusal::GrantType(mismatch) if mismatch.member == "video.canPublishSources" => message.say(
            "Give names such as `camera`: livekit-server-sdk for JavaScript writes numbers before 2.1.1, and the one for Python writes any value that it gets.",
        ),
        Refusal::GrantType(mismatch) => message.say(template).code(&mismatch.member),
        Refusal::NoVideoGrant | Refusal::NoRoomJoin | Refusal::NoRoom => message
            .say(template)
            .own_code(grant(minter.map(|minter| minter.sdk))),
        Refusal::MissingExp { .. } if minter.is_some() => message.say("Set a lifetime in the SDK."),
        _ => message.say(template),
    };
}

/// Whether a template has a hole.
fn is_open(template: &str) -> bool {
    template.contains("{}")
}

/// The line to write for a mistake, in the language of the code.
fn line(mistake: &Mistake) -> Option<&'static str> {
    match (mistake.code, mistake.sdk) {
        ("grant-without-room-join", sdk) => Some(grant(sdk)),
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
    }
}

/// How to add the grant to join, in the language of an SDK.
fn grant(sdk: Option<Sdk>) -> &'static str {
    match sdk {
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
    }
}
