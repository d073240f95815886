//! The guide's checks of environments: printed lengths, and URLs and keys that do not belong together.

use super::{assert_hold, made, row};
use crate::common::{KEY, SECRET, claims, token, with};
use serde_json::json;
use why401::report::Outcome::{Refuses, Unknown};

#[test]
fn its_printed_lengths_are_judged() {
    assert_hold([
        row(
            "Key length: 0\nSecret length: 0",
            Unknown,
            "key_empty",
            false,
            &["empty", ".env"],
        ),
        row(
            "Key length: 15\nSecret length: 0",
            Unknown,
            "secret_empty",
            false,
            &["empty", ".env"],
        ),
        row(
            "Key length: 15\nSecret length: 45",
            Unknown,
            "secret_length_one",
            false,
            &["45", "newline"],
        ),
        row(
            "Key length: 15\nSecret length: 46",
            Unknown,
            "secret_length_two",
            false,
            &["quotes"],
        ),
        row(
            "Key length: 44\nSecret length: 15",
            Unknown,
            "key_secret_swapped",
            false,
            &["swapped"],
        ),
    ]);
}

#[test]
fn its_mismatched_environments_are_found() {
    let dev = format!(
        "# .env.development\nLIVEKIT_URL=wss://myapp-dev.livekit.cloud\nLIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET={SECRET}\n"
    );
    let production = "# .env.production\nLIVEKIT_URL=wss://myapp-prod.livekit.cloud\nLIVEKIT_API_KEY=APIotherkey9999\nLIVEKIT_API_SECRET=FAKEotherFAKEotherFAKEotherFAKEotherFAKEothr123\n";
    let good = made(&claims());
    let connect = format!("room.connect('wss://myapp-prod.livekit.cloud', '{good}')");
    assert_hold([
        row(
            format!("{dev}{production}{connect}"),
            Refuses,
            "key_of_another_server",
            true,
            &["URL is from .env.production", "myapp-dev.livekit.cloud"],
        ),
        row(
            format!("{dev}{connect}"),
            Refuses,
            "key_of_another_server",
            true,
            &["myapp-prod.livekit.cloud"],
        ),
        row(
            format!(
                "wss://myapp-prod.livekit.cloud/rtc?access_token={}",
                token(&with("iss", json!("devkey")), "secret")
            ),
            Refuses,
            "env_mismatch_cloud_vs_local",
            true,
            &["devkey", "livekit-server --dev"],
        ),
        row(
            format!(
                "LIVEKIT_URL=wss://myapp-prod.livekit.cloud\nLIVEKIT_API_KEY=APIotherkey9999\nLIVEKIT_API_SECRET=FAKEotherFAKEotherFAKEotherFAKEotherFAKEothr123\n{good}"
            ),
            Refuses,
            "unknown_api_key",
            true,
            &[KEY, "APIotherkey9999"],
        ),
    ]);
}
