//! The texts of complaints, by who says them.
//!
//! From the sources of each library, and public issues. None of them is `LiveKit`'s. A new text goes into the file of the one who says it,
//! below its name, anywhere: of two texts that begin alike, the longer one counts.

use super::Complaint;

/// A text, who says it, and what it means.
pub(super) type Saying = (&'static str, &'static str, Complaint);

/// Sayings by who says them: `"name" { "text" => Complaint, … }`.
macro_rules! sayings {
    ($($who:literal { $($text:literal => $complaint:ident,)+ })+) => {
        &[$($(($text, $who, $crate::service::complaint::Complaint::$complaint),)+)+]
    };
}

// Libraries.
mod dotnet;
mod go;
mod javascript;
mod jvm;
mod other_language;
mod php;
mod python;

// Services and programs.
mod cloud;
mod conversation;
mod database;
mod gateway;
mod identity;
mod infrastructure;
mod platform;

mod unnamed;

const FAMILIES: [&[Saying]; 15] = [
    dotnet::SAYINGS,
    go::SAYINGS,
    javascript::SAYINGS,
    jvm::SAYINGS,
    other_language::SAYINGS,
    php::SAYINGS,
    python::SAYINGS,
    cloud::SAYINGS,
    conversation::SAYINGS,
    database::SAYINGS,
    gateway::SAYINGS,
    identity::SAYINGS,
    infrastructure::SAYINGS,
    platform::SAYINGS,
    unnamed::SAYINGS,
];

/// All sayings, the longest first.
pub(super) fn all() -> Vec<&'static Saying> {
    let mut sayings: Vec<&Saying> = FAMILIES.into_iter().flatten().collect();
    sayings.sort_by_key(|(text, ..)| std::cmp::Reverse(text.len()));
    sayings
}

/// Those who say so of tokens that they gave themselves: no library, and no gateway that may be in front of `LiveKit`.
pub(super) const SERVICES: [&str; 24] = [
    "Agora",
    "Amazon API Gateway",
    "Amazon Cognito",
    "Apple",
    "Appwrite",
    "Auth0",
    "AWS STS",
    "Box",
    "Clerk",
    "Firebase",
    "GitHub",
    "Google",
    "Google Cloud Run",
    "Google IAP",
    "Hasura",
    "Microsoft Entra ID",
    "Microsoft Graph",
    "PostgREST",
    "Salesforce",
    "Snowflake",
    "Stream",
    "Supabase",
    "Twilio",
    "Vonage Video",
];
