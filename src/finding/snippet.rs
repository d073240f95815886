//! Fixes that are code, in the language of each SDK.

use std::borrow::Cow;

use super::grants::GrantFinding;
use super::{Finding, not_a_token};
use crate::clock::time_mistake;
use crate::livekit::sdk::Sdk;
use crate::paste::code::Kind;
use crate::server::refusal::Refusal;

/// A fix for the users of an SDK.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The SDK, or its language, such as `Node`.
    pub sdk: &'static str,
    /// The code.
    pub code: Cow<'static, str>,
}

/// What code should do.
#[derive(Clone, Copy)]
pub(super) enum Task {
    /// Wait for the token.
    Await,
    /// Give the token a lifetime of ten minutes.
    Lifetime,
    /// Add the grant to join a room.
    Join,
    /// Set an identity.
    Identity,
    /// Give key and secret in their order.
    Pair,
}

/// The SDKs, with the language of each; Java uses the one for Kotlin.
const SDKS: [(&str, Option<Sdk>); 9] = [
    ("Node", Some(Sdk::Node)),
    ("Python", Some(Sdk::Python)),
    ("Go", Some(Sdk::Go)),
    ("Ruby", Some(Sdk::Ruby)),
    ("Rust", Some(Sdk::Rust)),
    ("PHP", Some(Sdk::Php)),
    ("Kotlin", Some(Sdk::Kotlin)),
    ("Java", Some(Sdk::Kotlin)),
    (".NET", None),
];

/// The fix of a finding as code, that of the reader's SDK first; empty where code is not the fix.
pub fn snippets(finding: &Finding, reader: Option<Sdk>) -> Vec<Snippet> {
    let Some(task) = task(finding) else {
        return Vec::new();
    };
    let corrected = match finding {
        Finding::Code(code) => code.correction.as_ref().map(|(_, line)| line.clone()),
        _ => None,
    };
    let of = |(name, _): (&'static str, Option<Sdk>)| {
        let code = line(task, name)?;
        let corrected = corrected.clone().filter(|_| name == "Node");
        Some(Snippet {
            sdk: name,
            code: corrected.map_or(Cow::Borrowed(code), Cow::Owned),
        })
    };
    let (own, others): (Vec<_>, Vec<_>) =
        (SDKS.into_iter()).partition(|(_, sdk)| sdk.is_some() && *sdk == reader);
    own.into_iter().chain(others).filter_map(of).collect()
}

fn task(finding: &Finding) -> Option<Task> {
    match finding {
        Finding::NotAToken(
            not_a_token::Code::EmptyObject | not_a_token::Code::PromiseNotAwaited,
        ) => Some(Task::Await),
        Finding::Code(found) => match found.mistake.kind {
            Kind::NotAwaited => Some(Task::Await),
            Kind::NoRoomJoin | Kind::NoGrants | Kind::AssignedGrant => Some(Task::Join),
            Kind::MisnamedGrant { meant } => of_grant(meant),
            Kind::NoIdentity => Some(Task::Identity),
            Kind::LifetimeUnit => Some(Task::Lifetime),
            Kind::Swapped => Some(Task::Pair),
            Kind::NoRoom
            | Kind::PublicSecret
            | Kind::DecodedSecret
            | Kind::ServerVariable
            | Kind::WholeAnswer
            | Kind::Milliseconds { .. }
            | Kind::NaiveUtc
            | Kind::WebhookBody
            | Kind::StaticRoute => None,
        },
        Finding::Time(found) => match found.mistake.kind {
            time_mistake::Kind::NegativeLife { .. }
            | time_mistake::Kind::NoLife
            | time_mistake::Kind::UnitOfLife { .. }
            | time_mistake::Kind::ShortLife { .. }
            | time_mistake::Kind::TimeAsLifetime { .. }
            | time_mistake::Kind::LifetimeAsTime { .. } => Some(Task::Lifetime),
            _ => None,
        },
        Finding::Grants(GrantFinding::MisnamedGrant { misnamed, .. }) => of_grant(misnamed.meant),
        Finding::Refusal(found) => match *found.refusal {
            Refusal::NoRoomJoin | Refusal::NoVideoGrant => Some(Task::Join),
            Refusal::NoIdentity => Some(Task::Identity),
            Refusal::MissingExp { .. } => Some(Task::Lifetime),
            _ => None,
        },
        _ => None,
    }
}

/// Of the grants, the line for joining has those for a room.
fn of_grant(name: &str) -> Option<Task> {
    matches!(name, "video" | "roomJoin" | "room").then_some(Task::Join)
}

impl Task {
    /// The line of code for an SDK.
    pub(super) fn line_of(self, sdk: Sdk) -> Option<&'static str> {
        let (name, _) = SDKS.iter().find(|(_, own)| *own == Some(sdk))?;
        line(self, name)
    }
}

/// The line of code for a language; `None` where the SDK needs none.
fn line(task: Task, sdk: &str) -> Option<&'static str> {
    Some(match (task, sdk) {
        (Task::Await, "Node") => "const token = await at.toJwt()",
        (Task::Await, _) => return None,
        (Task::Lifetime, "Node") => {
            "new AccessToken(apiKey, apiSecret, { identity: 'alice', ttl: '10m' })"
        }
        (Task::Lifetime, "Python") => "token.with_ttl(datetime.timedelta(minutes=10))",
        (Task::Lifetime, "Go") => "at.SetValidFor(10 * time.Minute)",
        (Task::Lifetime, "Ruby") => {
            "LiveKit::AccessToken.new(api_key: key, api_secret: secret, identity: 'alice', ttl: 600)"
        }
        (Task::Lifetime, "Rust") => "token.with_ttl(std::time::Duration::from_secs(600))",
        (Task::Lifetime, "PHP") => "(new AccessTokenOptions())->setIdentity('alice')->setTtl(600)",
        (Task::Lifetime, "Kotlin") => "token.ttl = 10 * 60 * 1000",
        (Task::Lifetime, "Java") => "token.setTtl(10 * 60 * 1000);",
        (Task::Lifetime, _) => "token.WithTtl(TimeSpan.FromMinutes(10));",
        (Task::Join, "Node") => "at.addGrant({ roomJoin: true, room: 'my-room' })",
        (Task::Join, "Python") => {
            "token.with_grants(api.VideoGrants(room_join=True, room=\"my-room\"))"
        }
        (Task::Join, "Go") => {
            "at.SetVideoGrant(&auth.VideoGrant{RoomJoin: true, Room: \"my-room\"})"
        }
        (Task::Join, "Ruby") => {
            "token.video_grant = LiveKit::VideoGrant.new(roomJoin: true, room: 'my-room')"
        }
        (Task::Join, "Rust") => {
            "token.with_grants(VideoGrants { room_join: true, room: \"my-room\".into(), ..Default::default() })"
        }
        (Task::Join, "PHP") => {
            "$token->setGrant((new VideoGrant())->setRoomJoin()->setRoomName('my-room'))"
        }
        (Task::Join, "Kotlin") => "token.addGrants(RoomJoin(true), RoomName(\"my-room\"))",
        (Task::Join, "Java") => "token.addGrants(new RoomJoin(true), new RoomName(\"my-room\"));",
        (Task::Join, _) => {
            "token.WithGrants(new VideoGrants { RoomJoin = true, Room = \"my-room\" });"
        }
        (Task::Identity | Task::Pair, "Node") => {
            "new AccessToken(apiKey, apiSecret, { identity: 'alice' })"
        }
        (Task::Identity, "Python" | "Rust") => "token.with_identity(\"alice\")",
        (Task::Identity, "Go") => "at.SetIdentity(\"alice\")",
        (Task::Identity, "Ruby") => "token.identity = 'alice'",
        (Task::Identity, "PHP") => "(new AccessTokenOptions())->setIdentity('alice')",
        (Task::Identity, "Kotlin") => "token.identity = \"alice\"",
        (Task::Identity, "Java") => "token.setIdentity(\"alice\");",
        (Task::Identity, _) => "token.WithIdentity(\"alice\");",
        (Task::Pair, "Python") => "api.AccessToken(api_key, api_secret)",
        (Task::Pair, "Go") => "auth.NewAccessToken(apiKey, apiSecret)",
        (Task::Pair, "Ruby") => "LiveKit::AccessToken.new(api_key: key, api_secret: secret)",
        (Task::Pair, "Rust") => "AccessToken::with_api_key(&api_key, &api_secret)",
        (Task::Pair, "PHP") => "new AccessToken($apiKey, $apiSecret)",
        (Task::Pair, "Kotlin") => "AccessToken(apiKey, apiSecret)",
        (Task::Pair, _) => "new AccessToken(apiKey, apiSecret);",
    })
}
