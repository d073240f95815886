//! Fixes that are code, in the language of each SDK.

use std::borrow::Cow;

use super::grants::GrantFinding;
use super::programming_language::ProgrammingLanguage;
use super::{Finding, not_a_token};
use crate::clock::time_mistake;
use crate::livekit::sdk::Sdk;
use crate::paste::code::Kind;
use crate::server::refusal::Refusal;

/// A fix for the users of an SDK.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// Its language.
    pub language: ProgrammingLanguage,
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

/// The fix of a finding as code, that of the reader's SDK first; empty where code is not the fix.
pub fn snippets(finding: &Finding, reader: Option<Sdk>) -> Vec<Snippet> {
    let Some(task) = task(finding) else {
        return Vec::new();
    };
    let corrected = match finding {
        Finding::Code(code) => code.correction.as_ref().map(|(_, line)| line.clone()),
        _ => None,
    };
    let of = |language: ProgrammingLanguage| {
        let code = line(task, language)?;
        let corrected = (corrected.clone()).filter(|_| language == ProgrammingLanguage::JavaScript);
        Some(Snippet {
            language,
            code: corrected.map_or(Cow::Borrowed(code), Cow::Owned),
        })
    };
    let is_own = |language: &ProgrammingLanguage| reader.is_some() && language.sdk() == reader;
    let (own, others): (Vec<_>, Vec<_>) = ProgrammingLanguage::ALL.into_iter().partition(is_own);
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
        line(self, ProgrammingLanguage::of(sdk))
    }
}

/// The line of code for a language; `None` where the SDK needs none.
fn line(task: Task, language: ProgrammingLanguage) -> Option<&'static str> {
    use ProgrammingLanguage as L;
    Some(match (task, language) {
        (Task::Await, L::JavaScript) => "const token = await at.toJwt()",
        (Task::Await, _) => return None,
        (Task::Lifetime, L::JavaScript) => {
            "new AccessToken(apiKey, apiSecret, { identity: 'alice', ttl: '10m' })"
        }
        (Task::Lifetime, L::Python) => "token.with_ttl(datetime.timedelta(minutes=10))",
        (Task::Lifetime, L::Go) => "at.SetValidFor(10 * time.Minute)",
        (Task::Lifetime, L::Ruby) => {
            "LiveKit::AccessToken.new(api_key: key, api_secret: secret, identity: 'alice', ttl: 600)"
        }
        (Task::Lifetime, L::Rust) => "token.with_ttl(std::time::Duration::from_secs(600))",
        (Task::Lifetime, L::Php) => "(new AccessTokenOptions())->setIdentity('alice')->setTtl(600)",
        (Task::Lifetime, L::Kotlin) => "token.ttl = 10 * 60 * 1000",
        (Task::Lifetime, L::Java) => "token.setTtl(10 * 60 * 1000);",
        (Task::Lifetime, L::CSharp) => "token.WithTtl(TimeSpan.FromMinutes(10));",
        (Task::Join, L::JavaScript) => "at.addGrant({ roomJoin: true, room: 'my-room' })",
        (Task::Join, L::Python) => {
            "token.with_grants(api.VideoGrants(room_join=True, room=\"my-room\"))"
        }
        (Task::Join, L::Go) => {
            "at.SetVideoGrant(&auth.VideoGrant{RoomJoin: true, Room: \"my-room\"})"
        }
        (Task::Join, L::Ruby) => {
            "token.video_grant = LiveKit::VideoGrant.new(roomJoin: true, room: 'my-room')"
        }
        (Task::Join, L::Rust) => {
            "token.with_grants(VideoGrants { room_join: true, room: \"my-room\".into(), ..Default::default() })"
        }
        (Task::Join, L::Php) => {
            "$token->setGrant((new VideoGrant())->setRoomJoin()->setRoomName('my-room'))"
        }
        (Task::Join, L::Kotlin) => "token.addGrants(RoomJoin(true), RoomName(\"my-room\"))",
        (Task::Join, L::Java) => "token.addGrants(new RoomJoin(true), new RoomName(\"my-room\"));",
        (Task::Join, L::CSharp) => {
            "token.WithGrants(new VideoGrants { RoomJoin = true, Room = \"my-room\" });"
        }
        (Task::Identity | Task::Pair, L::JavaScript) => {
            "new AccessToken(apiKey, apiSecret, { identity: 'alice' })"
        }
        (Task::Identity, L::Python | L::Rust) => "token.with_identity(\"alice\")",
        (Task::Identity, L::Go) => "at.SetIdentity(\"alice\")",
        (Task::Identity, L::Ruby) => "token.identity = 'alice'",
        (Task::Identity, L::Php) => "(new AccessTokenOptions())->setIdentity('alice')",
        (Task::Identity, L::Kotlin) => "token.identity = \"alice\"",
        (Task::Identity, L::Java) => "token.setIdentity(\"alice\");",
        (Task::Identity, L::CSharp) => "token.WithIdentity(\"alice\");",
        (Task::Pair, L::Python) => "api.AccessToken(api_key, api_secret)",
        (Task::Pair, L::Go) => "auth.NewAccessToken(apiKey, apiSecret)",
        (Task::Pair, L::Ruby) => "LiveKit::AccessToken.new(api_key: key, api_secret: secret)",
        (Task::Pair, L::Rust) => "AccessToken::with_api_key(&api_key, &api_secret)",
        (Task::Pair, L::Php) => "new AccessToken($apiKey, $apiSecret)",
        (Task::Pair, L::Kotlin) => "AccessToken(apiKey, apiSecret)",
        (Task::Pair, L::Java | L::CSharp) => "new AccessToken(apiKey, apiSecret);",
    })
}
