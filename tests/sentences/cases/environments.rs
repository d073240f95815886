//! Settings of several environments, and URLs that do not belong to a pair.

use serde_json::json;

use super::Case;
use crate::common::{KEY, SECRET, claims, env, token, with};

const OTHER: &str = "APIother1234567";
const OTHER_SECRET: &str = "FAKEotherFAKEotherFAKEotherFAKEotherFAKEother123";

/// Two environments, each below its heading.
fn environments(headings: [&str; 2], secret: &str) -> String {
    format!(
        "{}\nLIVEKIT_URL=wss://stage-2.livekit.cloud\nLIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET={secret}\n\n\
         {}\nLIVEKIT_URL=wss://shop-3.livekit.cloud\nLIVEKIT_API_KEY={OTHER}\nLIVEKIT_API_SECRET={OTHER_SECRET}\n\n",
        headings[0], headings[1]
    )
}

/// Two environments or rooms, and a key with something around it.
fn differences() -> Vec<Case> {
    let token = token(&claims(), SECRET);
    let files = ["# .env.staging", "# .env.production"];
    vec![
        Case::new(
            "the right one of two pairs, and a 401",
            format!(
                "{}{token}\nthe client gets a 401",
                environments(files, SECRET)
            ),
        ),
        Case::new(
            "two rooms",
            format!(
                "{token}\n{}",
                crate::common::token(
                    &with("video", json!({"roomJoin": true, "room": "My-Room"})),
                    SECRET
                )
            ),
        ),
        Case::new(
            "a key with quotes",
            format!(
                "{}{}",
                env(SECRET),
                crate::common::token(&with("iss", json!(format!("\"{KEY}\""))), SECRET)
            ),
        ),
    ]
}

pub fn cases() -> Vec<Case> {
    let token = token(&claims(), SECRET);
    let asked = format!("wss://shop-3.livekit.cloud/rtc?access_token={token}");
    let files = ["# .env.staging", "# .env.production"];
    let mut cases = vec![
        Case::new(
            "the URL of another file",
            environments(files, SECRET) + &asked,
        ),
        Case::new(
            "the URL of another environment",
            environments(["[staging]", "[production]"], SECRET) + &asked,
        ),
        Case::new(
            "the URL of other lines",
            environments(["", ""], SECRET) + &asked,
        ),
        Case::new(
            "the URL of another file, for Next.js",
            environments(["# .env.local", "# .env.production"], SECRET) + &asked,
        ),
        Case::new(
            "the URL of another file, the secret masked",
            environments(files, "****") + &asked,
        ),
        Case::new(
            "the right one of two pairs",
            environments(files, SECRET) + &token,
        ),
        Case::new("a URL of no pair", format!("{}{asked}", env(SECRET))),
        Case::new(
            "set again",
            format!("{}LIVEKIT_API_SECRET={OTHER_SECRET}\n{token}", env(SECRET)),
        ),
        Case::new(
            "commented out",
            format!(
                "# LIVEKIT_API_KEY={KEY}\n# LIVEKIT_API_SECRET={SECRET}\n{}{token}",
                env(OTHER_SECRET)
            ),
        ),
        Case::new(
            "the only secret, commented out",
            format!("LIVEKIT_API_KEY={KEY}\n# LIVEKIT_API_SECRET={SECRET}\n{token}"),
        ),
        Case::new(
            "set again in a file",
            format!(
                "# .env.local\n{}LIVEKIT_API_SECRET={OTHER_SECRET}\n{token}",
                env(SECRET)
            ),
        ),
        Case::new(
            "a newer secret in a later paste",
            format!("{}{token}", env(SECRET)),
        )
        .then(env(OTHER_SECRET)),
        Case::new(
            "the pair of LiveKit Cloud and a URL at home",
            format!(
                "{}{token}",
                env(SECRET).replace("wss://demo.livekit.cloud", "ws://localhost:7880")
            ),
        ),
    ];
    let of_dev = crate::common::token(&with("iss", json!("devkey")), "secret");
    for url in [
        "wss://demo.livekit.cloud",
        "wss://livekit.example.com",
        "ws://localhost:7880",
    ] {
        cases.push(Case::new(
            "the pair of a development server",
            format!(
                "LIVEKIT_URL={url}\nLIVEKIT_API_KEY=devkey\nLIVEKIT_API_SECRET=secret\n{of_dev}"
            ),
        ));
    }
    cases.push(Case::new(
        "no pair, and the URL of LiveKit Cloud",
        format!("LIVEKIT_URL=wss://demo.livekit.cloud\n{of_dev}"),
    ));
    let of_own = crate::common::token(&with("iss", json!("mykey")), SECRET);
    cases.push(Case::new(
        "the pair of an own server and the URL of LiveKit Cloud",
        format!("{}{of_own}", env(SECRET).replace(KEY, "mykey")),
    ));
    cases.extend(differences());
    cases
}
