//! Findings in pastes with the settings of several environments.

use super::*;

const OTHER: &str = "APIother1234567";
const THIRD: &str = "APIthird1234567";
const OTHER_SECRET: &str = "FAKEotherFAKEotherFAKEotherFAKEotherFAKEother123";
const THIRD_SECRET: &str = "FAKEthirdFAKEthirdFAKEthirdFAKEthirdFAKEthird123";

/// Three environments, each below a heading of this form.
fn environments(heading: [&str; 3]) -> String {
    format!(
        "{}\nLIVEKIT_URL=wss://home-1.livekit.cloud\nLIVEKIT_API_KEY={THIRD}\nLIVEKIT_API_SECRET={THIRD_SECRET}\n\n\
         {}\nLIVEKIT_URL=wss://stage-2.livekit.cloud\nLIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET={SECRET}\n\n\
         {}\nLIVEKIT_URL=wss://shop-3.livekit.cloud\nLIVEKIT_API_KEY={OTHER}\nLIVEKIT_API_SECRET={OTHER_SECRET}\n\n",
        heading[0], heading[1], heading[2]
    )
}

fn named(of: impl Fn(&str) -> String) -> String {
    environments(
        ["local", "staging", "production"]
            .map(of)
            .each_ref()
            .map(String::as_str),
    )
}

#[test]
fn a_token_and_a_url_of_different_environments_are_one_finding() {
    let token = token(&claims(), SECRET);
    for (paste, own, other) in [
        (
            named(|name| format!("# .env.{name}")),
            ".env.staging",
            ".env.production",
        ),
        (
            // The lines are those of the file.
            named(|name| format!("==> .env.{name} <==")),
            ".env.staging",
            ".env.production",
        ),
        (
            named(|name| format!("// .env.{name}")),
            ".env.staging",
            ".env.production",
        ),
        (
            named(|name| format!("--- {name} ---")),
            "staging",
            "production",
        ),
        (named(|name| format!("[{name}]")), "staging", "production"),
        (named(|_| String::new()), "lines 8–9", "lines 13–14"),
    ] {
        for failed in [
            format!("wss://shop-3.livekit.cloud/rtc?access_token={token}"),
            format!("{token}\nconnection to wss://shop-3.livekit.cloud failed: 401"),
            format!(
                "{token}\nGET https://shop-3.ochicago1a.production.livekit.cloud/rtc/validate 401"
            ),
        ] {
            let report = assert_says(
                &format!("{paste}{failed}"),
                Outcome::Refuses,
                &format!("The token's secret is from {own}, but the URL is from {other}."),
            );
            assert_eq!(report.findings[0].code.name(), "key_of_another_server");
            assert!(plain(&report.verdict.fix).contains("wss://stage-2.livekit.cloud"));
            assert!(
                report
                    .answers
                    .iter()
                    .all(|answer| answer.body.starts_with("invalid API key"))
            );
            let text = serde_json::to_string(&report).unwrap();
            assert!(
                !text.contains(SECRET) && !text.contains(OTHER_SECRET),
                "{text}"
            );
        }
    }
}

#[test]
fn a_prefix_names_an_environment() {
    let of = |prefix: &str, slug: &str, key: &str, secret: &str| {
        format!(
            "{prefix}_LIVEKIT_URL=wss://{slug}.livekit.cloud\n{prefix}_LIVEKIT_API_KEY={key}\n{prefix}_LIVEKIT_API_SECRET={secret}\n"
        )
    };
    let paste = [
        of("STAGING", "stage-2", KEY, SECRET),
        of("PROD", "shop-3", OTHER, OTHER_SECRET),
        of("DEV", "home-1", THIRD, THIRD_SECRET),
    ]
    .concat();
    let token = token(&claims(), SECRET);
    assert_says(
        &format!("{paste}wss://shop-3.livekit.cloud/rtc?access_token={token}"),
        Outcome::Refuses,
        "The token's secret is from staging, but the URL is from prod.",
    );
    let report = assert_says(
        &format!("{paste}{token}"),
        Outcome::Accepts,
        "This token works: alice may join my-room for 3660 s more.",
    );
    let fix = plain(&report.verdict.fix);
    assert!(
        fix.ends_with("signed with the pair in staging (lines 2–3)."),
        "{fix}"
    );
    assert_eq!(report.found.pairs[1].place, "prod, lines 5–6");
}

#[test]
fn with_a_masked_secret_the_key_decides() {
    let paste = named(|name| format!("# .env.{name}")).replace(SECRET, "****");
    let token = token(&claims(), SECRET);
    assert_says(
        &format!("{paste}wss://shop-3.livekit.cloud/rtc?access_token={token}"),
        Outcome::Refuses,
        "The token's API key is from .env.staging, but the URL is from .env.production.",
    );
}

#[test]
fn the_pair_s_own_url_and_unknown_urls_are_no_mismatch() {
    let token = token(&claims(), SECRET);
    let paste = named(|name| format!("# .env.{name}"));
    for failed in [
        format!("wss://stage-2.livekit.cloud/rtc?access_token={token}"),
        format!("https://stage-2.ochicago1a.production.livekit.cloud/rtc {token}"),
        format!("{token}\nsee https://docs.livekit.io and https://cloud.livekit.io"),
        format!("wss://stage-2.livekit.cloud/rtc wss://shop-3.livekit.cloud/rtc {token}"),
    ] {
        assert_eq!(
            at(&format!("{paste}{failed}"), NOW).verdict.outcome,
            Outcome::Accepts,
            "{failed}"
        );
    }
    // One server may have several names.
    let paste = env(SECRET).replace("demo.livekit.cloud", "livekit.example.com");
    for url in ["ws://localhost:7880", "https://media.example.com"] {
        let paste = format!("{paste}{url}/rtc?access_token={token}");
        assert_eq!(at(&paste, NOW).verdict.outcome, Outcome::Accepts, "{url}");
    }
}

#[test]
fn a_cloud_pair_and_another_server_do_not_belong_together() {
    let token = token(&claims(), SECRET);
    for url in ["ws://localhost:7880", "wss://shop-3.livekit.cloud"] {
        assert_says(
            &format!("{}{url}/rtc?access_token={token}", env(SECRET)),
            Outcome::Refuses,
            &format!("The token's secret is from lines 2–3, but the URL is {url}."),
        );
    }
}

#[test]
fn the_development_pair_is_a_finding_on_other_servers() {
    let token = token(&with("iss", json!("devkey")), "secret");
    let paste = |url: &str| {
        format!("LIVEKIT_URL={url}\nLIVEKIT_API_KEY=devkey\nLIVEKIT_API_SECRET=secret\n{token}")
    };
    assert_says(
        &paste("wss://demo.livekit.cloud"),
        Outcome::Refuses,
        "The token's API key devkey is for livekit-server --dev, and the URL is LiveKit Cloud's.",
    );
    let report = assert_leads(
        &paste("wss://livekit.example.com"),
        Outcome::Accepts,
        "dev_pair",
    );
    assert!(report.findings[0].certain);
    assert!(at(&paste("ws://localhost:7880"), NOW).findings.is_empty());
    // `livekit-server generate-keys` makes keys of the same form as LiveKit Cloud.
    let paste = env(SECRET).replace("wss://demo.livekit.cloud", "ws://localhost:7880");
    let paste = format!("{paste}{}", super::token(&claims(), SECRET));
    assert!(at(&paste, NOW).findings.is_empty());
    let refused = format!("could not establish signal connection: invalid API key\n{paste}");
    let report = assert_leads(&refused, Outcome::Refuses, "unknown_key");
    let mut findings = report.findings.iter();
    assert!(findings.any(|finding| finding.code.name() == "cloud_key_at_home" && !finding.certain));
}

#[test]
fn a_value_that_is_set_again_or_commented_out_does_not_count() {
    let token = token(&claims(), SECRET);
    let report = assert_says(
        &format!("{}LIVEKIT_API_SECRET={OTHER_SECRET}\n{token}", env(SECRET)),
        Outcome::Refuses,
        "The token was signed with the pair in lines 2–3, but line 4 overrides it.",
    );
    assert_eq!(report.findings[0].code.name(), "stale_variable");
    let paste = format!("{}LIVEKIT_API_SECRET={SECRET}\n{token}", env(OTHER_SECRET));
    assert_eq!(at(&paste, NOW).verdict.outcome, Outcome::Accepts);
    for comment in ["# ", "#", "// ", "; ", ";", "<!-- "] {
        assert_says(
            &format!(
                "{comment}LIVEKIT_API_KEY={KEY}\n{comment}LIVEKIT_API_SECRET={SECRET}\n{}{token}",
                env(OTHER_SECRET)
            ),
            Outcome::Refuses,
            "The token was signed with the pair in lines 1–2, which is commented out.",
        );
    }
}

#[test]
fn a_name_that_is_there_again_at_once_has_its_last_value() {
    let token = token(&claims(), SECRET);
    for (key, secret, end) in [
        ("api_key: ", "api_secret: ", "\n"),
        ("  \"apiKey\": \"", "  \"apiSecret\": \"", "\",\n"),
        ("const apiKey = '", "const apiSecret = '", "';\n"),
        ("livekit_api_key=", "livekit_api_secret=", "\n"),
    ] {
        let paste = |secrets: [&str; 2]| {
            let secrets = secrets
                .map(|value| format!("{secret}{value}{end}"))
                .concat();
            format!("{key}{KEY}{end}{secrets}{token}")
        };
        assert_says(
            &paste([SECRET, OTHER_SECRET]),
            Outcome::Refuses,
            "The token was signed with the pair in lines 1–2, but line 3 overrides it.",
        );
        let last = at(&paste([OTHER_SECRET, SECRET]), NOW);
        assert_eq!(last.verdict.outcome, Outcome::Accepts, "{secret}");
    }
}

#[test]
fn an_invisible_difference_between_values_is_found_with_its_place() {
    for (c, name) in [
        ("\u{200b}", "a hidden U+200B (zero-width space)"),
        ("\u{a0}", "a hidden U+00A0 (no-break space)"),
        ("\\n", "a newline"),
    ] {
        let other = format!("{}{c}{}", &SECRET[..12], &SECRET[12..]);
        let paste = format!(
            "# .env.local\n{}# .env\n{}",
            env(SECRET),
            env(&format!("\"{other}\""))
        );
        let report = assert_leads(&paste, Outcome::Unknown, "invisible_difference");
        assert_eq!(
            plain(&report.findings[0].message),
            format!("Line 8 has {name} that line 4 does not have."),
        );
        assert!(!serde_json::to_string(&report).unwrap().contains(SECRET));
    }
}
