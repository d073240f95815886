//! Keys and secrets that are swapped, public, weak, placeholders, or shown only by their length.

use serde_json::json;

use super::{Case, beside_its_pair};
use crate::common::{KEY, SECRET, claims, env, token, with};

pub fn cases() -> Vec<Case> {
    [
        swapped(),
        edited(),
        weak(),
        lengths(),
        look_alikes(),
        guesses(),
        limits(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn swapped() -> Vec<Case> {
    let swapped = format!("LIVEKIT_API_KEY={SECRET}\nLIVEKIT_API_SECRET={KEY}\n");
    let made_swapped = token(&with("iss", json!(SECRET)), KEY);
    vec![
        Case::new(
            "swapped in the paste",
            format!("{swapped}{}", token(&claims(), SECRET)),
        ),
        Case::new(
            "swapped where the token was made",
            beside_its_pair(&made_swapped),
        ),
        Case::new("swapped in both", format!("{swapped}{made_swapped}")),
        Case::new("a token made with both swapped, alone", made_swapped),
        Case::new(
            "swapped, by the answer",
            format!("invalid API key: {SECRET}"),
        ),
    ]
}

fn edited() -> Vec<Case> {
    let made = token(&claims(), SECRET);
    let other = token(&with("sub", json!("bob")), SECRET);
    let (_, signature) = made.rsplit_once('.').unwrap();
    let (signed, _) = other.rsplit_once('.').unwrap();
    let edited = format!("{signed}.{signature}");
    vec![
        Case::new(
            "a token that was edited, beside the one that was made",
            format!("{}{made}\n{edited}\n", env(SECRET)),
        ),
        Case::new("a token that was edited, alone", beside_its_pair(&edited)),
        Case::new(
            "two tokens with signatures of their own",
            format!("{}{made}\n{other}\n", env(SECRET)),
        ),
    ]
}

fn weak() -> Vec<Case> {
    let of = |name: &str, secret: &str| {
        Case::new(name, format!("{}{}", env(secret), token(&claims(), secret)))
    };
    vec![
        of("public", "secret"),
        of("short", "s3cret-of-a-friend"),
        Case::new(
            "signed with a public secret, beside another",
            beside_its_pair(&token(&claims(), "secret")),
        ),
        Case::new(
            "signed with a public secret, alone",
            token(&with("iss", json!("devkey")), "secret"),
        ),
        Case::new(
            "signed with undefined, alone",
            token(&claims(), "undefined"),
        ),
        Case::new(
            "a placeholder",
            "LIVEKIT_API_KEY=your-api-key\nLIVEKIT_API_SECRET=your-api-secret\n",
        ),
        Case::new(
            "a placeholder beside a token",
            format!(
                "LIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET=<your secret>\n{}",
                token(&claims(), SECRET)
            ),
        ),
        Case::new(
            "in a variable of the browser",
            format!("NEXT_PUBLIC_LIVEKIT_API_SECRET={SECRET}\n"),
        ),
    ]
}

fn lengths() -> Vec<Case> {
    [
        "Secret length: 0",
        "API Secret length: 15",
        "API Secret length: 20",
        "LIVEKIT_API_SECRET length: 45",
        "Secret length: 46",
        "secretLength: 60,",
        "Secret length: 88",
        "API Key length: 0",
        "API Key length: 16",
        "LIVEKIT_API_KEY length: 43",
    ]
    .map(|text| Case::new("a printed length", text))
    .into()
}

fn look_alikes() -> Vec<Case> {
    [
        "\u{feff}", "\u{200b}", "\u{200c}", "\u{200d}", "\u{2060}", "\u{a0}", "\u{ad}", "\u{202d}",
        "\\n", "\\r", " ", "\\t",
    ]
    .map(|c| {
        let other = format!("\"{}{c}{}\"", &SECRET[..12], &SECRET[12..]);
        Case::new(
            "two values that look alike",
            format!("# .env.local\n{}# .env\n{}", env(SECRET), env(&other)),
        )
    })
    .into()
}

/// Words that no setting of LiveKit's has.
fn guesses() -> Vec<Case> {
    let token = token(&claims(), SECRET);
    let other = "ZyXwVuTsRqPoNmLkJiHgFeDcBa98765432QwErTyUiO";
    vec![
        Case::new(
            "a secret by another name",
            format!("secret: {SECRET}\n{token}"),
        ),
        Case::new(
            "another secret by another name",
            format!("JWT_SECRET={other}\n{token}"),
        ),
        Case::new(
            "a wrong secret alone, then the right one",
            format!("{token}\n{other}\n{SECRET}\n"),
        ),
        Case::new("an ordinary word", format!("Disconnected\n{token}")),
    ]
}

fn limits() -> Vec<Case> {
    let lines =
        |count: usize, line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<String>();
    let pairs = lines(1500, &|at| {
        let key = if at == 0 {
            KEY.to_owned()
        } else {
            format!("APIkey{at:04}abcde")
        };
        format!("LIVEKIT_API_KEY={key}\nLIVEKIT_API_SECRET=FAKEsecret{at:04}FAKEsecretFAKEsecret\n")
    });
    let tokens = lines(40, &|at| {
        let of_another = token(&with("jti", json!(at.to_string())), "another");
        format!("{of_another}\n")
    });
    let words = lines(500, &|at| {
        format!("pwd=a{at:03}b9cd pwd=b{at:03}c8de pwd=c{at:03}d7ef\n")
    });
    vec![
        Case::new(
            "more tokens and secrets than are checked",
            format!("{pairs}{tokens}"),
        ),
        Case::new(
            "more words like secrets than are removed",
            format!("{words}{}", token(&claims(), SECRET)),
        ),
    ]
}
