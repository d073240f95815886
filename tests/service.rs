//! Tokens of other services: whose they are, and that none is judged as if it were `LiveKit`'s.

use serde_json::{Value, json};
use why401::service::expected::{self, Difference};
use why401::text::{NumericDate, base64url};
use why401::{
    diagnose,
    report::{Outcome, Part},
};

/// The kinds, as the rows name them.
fn kind(words: &str) -> Option<&'static str> {
    Some(match words {
        "access token"
        | "Cloud sandbox or dashboard"
        | "access token v2.0"
        | "access token v1.0"
        | "access token for Microsoft Graph"
        | "access token of the org server"
        | "access token (custom server)"
        | "user token, new signing keys"
        | "user token, legacy secret"
        | "access token (Video)"
        | "auth token"
        | "meeting token"
        | "8x8 JaaS"
        | "self-hosted"
        | "Video / Voice"
        | "GetStream user"
        | "application token"
        | "user token" => "access",
        "webhook" => "webhook",
        "id token" | "identity token" | "OIDC token" => "id",
        "refresh token" => "refresh",
        "encrypted access token (no audience asked for)" => "jwe",
        "service account assertion"
        | "bound service account token"
        | "legacy service account token" => "service_account",
        "custom token" => "custom",
        "session cookie" | "session token v2" => "session",
        "anon key (legacy)" => "anon",
        "service_role key (legacy)" => "service_role",
        "client secret" => "client_secret",
        "App Store Connect API" => "api",
        "app assertion" => "assertion",
        "Meeting SDK" => "meeting_sdk",
        "Video SDK" => "video_sdk",
        "management token" => "management",
        _ => return None,
    })
}

#[test]
fn every_token_of_another_service_is_recognized_and_not_judged_as_livekits() {
    let rows = include_str!("vectors/jws-asymmetric/made/foreign_tokens.jsonl").lines();
    let mut wrong = Vec::new();
    let mut count = 0;
    for row in rows {
        let row: Value = serde_json::from_str(row).unwrap();
        let text = |name: &str| row[name].as_str().unwrap();
        let report = diagnose(text("token"), NumericDate(1_795_911_000.0));
        let service = text("service");
        let is_right = if report.tokens.is_empty() {
            let opaque = report.found.opaque.first();
            opaque.is_some_and(|opaque| opaque.service == service) && row["claims"].is_null()
        } else {
            let token = &report.tokens[0];
            let is_judged =
                !report.answers.is_empty() || report.verdict.outcome != Outcome::Unknown;
            token.service == Some(service)
                && token.kind.is_some()
                && token.kind == kind(text("kind"))
                && (service == "livekit" || !is_judged)
        };
        if !is_right {
            let token = report
                .tokens
                .first()
                .map(|token| (token.service, token.kind));
            wrong.push(format!(
                "{service} {}: {token:?} {:?}",
                text("kind"),
                report.verdict
            ));
        }
        count += 1;
    }
    assert_eq!((count, wrong), (52, Vec::<String>::new()));
}

#[test]
fn what_a_library_or_service_says_is_told_as_its_own() {
    let rows = include_str!("vectors/library-complaints.jsonl").lines();
    let mut wrong = Vec::new();
    for row in rows {
        let row: Value = serde_json::from_str(row).unwrap();
        let text = row["text"].as_str().unwrap();
        let verdict = diagnose(text, NumericDate(1_795_911_000.0)).verdict;
        let said: String = (verdict.message.iter())
            .map(|part| match part {
                Part::Text { text } | Part::Code { text } => &**text,
                _ => "",
            })
            .collect();
        let is_of_other = verdict.outcome == Outcome::Unknown && !verdict.certain;
        if said != row["says"].as_str().unwrap() || !is_of_other {
            wrong.push(format!("{text}\n  {said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn texts_that_tell_both_values_are_compared() {
    for (text, expected, actual, difference) in [
        (
            "Invalid token issuer. Expected 'http://keycloak:8080/realms/x', but was 'http://localhost:8080/realms/x'",
            "http://keycloak:8080/realms/x",
            "http://localhost:8080/realms/x",
            Difference::Host,
        ),
        (
            "Firebase ID token has incorrect \"aud\" (audience) claim. Expected \"shop-prod\" but got \"shop-dev\". Make sure",
            "shop-prod",
            "shop-dev",
            Difference::Other,
        ),
        (
            "err=\"oidc: verify token: oidc: expected audience \\\"kubernetes\\\" got [\\\"kubernetes-dev\\\"]\"",
            "kubernetes",
            "kubernetes-dev",
            Difference::Other,
        ),
        (
            "oidc: id token issued by a different provider, expected \"https://a.example\" got \"https://a.example/\"",
            "https://a.example",
            "https://a.example/",
            Difference::Slash,
        ),
        (
            "JWT::InvalidIssuerError (Invalid issuer. Expected [\"https://a.example/\"], received https://a.example)",
            "https://a.example/",
            "https://a.example",
            Difference::Slash,
        ),
        (
            "OPError: unexpected iss value, expected http://a.example, got: https://a.example",
            "http://a.example",
            "https://a.example",
            Difference::Scheme,
        ),
        (
            "[[12] Issuer (iss) claim value (http://localhost:8180/realms/q) doesn't match expected value of http://keycloak:8080/realms/q]",
            "http://keycloak:8080/realms/q",
            "http://localhost:8180/realms/q",
            Difference::Host,
        ),
        (
            "[8] Audience (aud) claim [account] doesn't contain an acceptable identifier. Expected myapi as an aud value.",
            "myapi",
            "account",
            Difference::Other,
        ),
        (
            "JWT aud claim has value [account], must be [shop-api]",
            "shop-api",
            "account",
            Difference::Other,
        ),
        (
            "IDX10214: Audience validation failed. Audiences: 'api://x'. Did not match: validationParameters.ValidAudience: 'x' or",
            "x",
            "api://x",
            Difference::Other,
        ),
    ] {
        let mismatches = expected::mismatches(&expected::told(text));
        let found: Vec<_> = (mismatches.iter())
            .map(|found| (&*found.expected, &*found.actual, found.difference))
            .collect();
        assert_eq!(found, [(expected, actual, difference)], "{text}");
    }
    for text in [
        "IDX10214: Audience validation failed. Audiences: '[PII is hidden]'. Did not match: validationParameters.ValidAudience: 'null'",
        "Invalid token issuer. Expected 'http://a.example/realms/x'",
        "RPError: unexpected iss value, expected undefined, got: https://a.example",
    ] {
        assert_eq!(expected::told(text), [], "{text}");
    }
}

/// A token with these claims that nobody signed.
fn unsigned(header: &Value, claims: &Value) -> String {
    let part = |json: &Value| base64url::encode(json.to_string().as_bytes());
    format!("{}.{}.{}", part(header), part(claims), "A".repeat(43))
}

#[test]
fn services_that_one_claim_shows_are_recognized() {
    let (es256, hs256) = (json!({"alg": "ES256"}), json!({"alg": "HS256"}));
    for (service, header, claims) in [
        (
            "ory",
            &es256,
            json!({"iss": "https://a.projects.oryapis.com", "scp": []}),
        ),
        (
            "ory",
            &es256,
            json!({"iss": "https://a.example", "ext": {}, "scp": [], "client_id": "c"}),
        ),
        (
            "fusionauth",
            &hs256,
            json!({"iss": "acme.com", "applicationId": "a", "authenticationType": "PASSWORD"}),
        ),
        (
            "coinbase",
            &es256,
            json!({"iss": "cdp", "sub": "k", "uri": "GET api.coinbase.com/x"}),
        ),
        (
            "shopify",
            &hs256,
            json!({"iss": "https://a.myshopify.com/admin", "dest": "https://a.myshopify.com"}),
        ),
        ("atlassian", &hs256, json!({"iss": "addon", "qsh": "00"})),
        ("ghost", &hs256, json!({"aud": "/v3/admin/"})),
        (
            "salesforce",
            &es256,
            json!({"iss": "3MVG9", "aud": "https://login.salesforce.com"}),
        ),
        (
            "docusign",
            &es256,
            json!({"iss": "k", "aud": "account-d.docusign.com"}),
        ),
        (
            "nats",
            &es256,
            json!({"iss": "A", "nats": {"type": "user"}}),
        ),
        (
            "onlyoffice",
            &hs256,
            json!({"document": {}, "editorConfig": {}}),
        ),
        (
            "docker-registry",
            &es256,
            json!({"iss": "auth", "access": [{"type": "repository", "name": "web", "actions": ["pull"]}]}),
        ),
        (
            "apple",
            &es256,
            json!({"iss": "A1B2C3D4E5", "iat": 1_795_911_000}),
        ),
        ("vonage", &hs256, json!({"iss": "460", "ist": "project"})),
        (
            "firebase",
            &es256,
            json!({"iss": "https://firebaseappcheck.googleapis.com/9"}),
        ),
        (
            "github-app",
            &hs256,
            json!({"iss": "Iv1.00", "iat": 1_795_911_000, "exp": 1_795_911_600}),
        ),
    ] {
        let report = diagnose(&unsigned(header, &claims), NumericDate(1_795_911_000.0));
        assert_eq!(report.tokens[0].service, Some(service), "{claims}");
        assert_eq!(report.verdict.outcome, Outcome::Unknown, "{claims}");
    }
}

#[test]
fn a_claim_named_video_that_is_a_word_is_no_grant() {
    let header = json!({"alg": "HS256"});
    let outcome = |claims: &Value| {
        let report = diagnose(&unsigned(&header, claims), NumericDate(1_795_911_000.0));
        report.verdict.outcome
    };
    assert_eq!(
        outcome(&json!({"sub": "u", "video": "intro.mp4", "course": 12})),
        Outcome::Unknown
    );
    // It was meant to be one.
    assert_eq!(
        outcome(&json!({"sub": "u", "video": "{\"roomJoin\":true}", "course": 12})),
        Outcome::Refuses
    );
}

#[test]
fn a_secret_counts_behind_the_code_that_names_it() {
    let token = unsigned(
        &json!({"alg": "HS256"}),
        &json!({"sub": "3", "username": "lea"}),
    );
    let code = "JwtModule.register({ secret: process.env.JWT_SECRET })";
    let paste = format!("{code}\n{token}\nJWT_SECRET=FAKE-secret-0000000000000");
    let report = diagnose(&paste, NumericDate(1_795_911_000.0));
    assert_eq!(report.findings[0].code.name(), "key_does_not_fit");
}

#[test]
fn what_a_server_says_in_livekits_words_is_its_own_beside_a_token_of_others() {
    let claims =
        json!({"iss": "https://id.example.com/realms/x", "typ": "Bearer", "exp": 1_795_911_600});
    let token = unsigned(&json!({"alg": "HS256"}), &claims);
    for (text, says) in [
        (
            "{\"error\":\"invalid signature\"}",
            "the signature does not fit its key",
        ),
        ("{\"message\":\"token expired\"}", "it had expired"),
        ("token used before issued", "it was not valid yet"),
        (
            "Signature verification failed",
            "the signature does not fit its key",
        ),
    ] {
        let report = diagnose(
            &format!("{text}\nBearer {token}"),
            NumericDate(1_795_911_000.0),
        );
        let message = format!("{:?}", report.verdict.message);
        assert!(
            message.contains(says) && !report.verdict.certain,
            "{text}: {message}"
        );
        // Where LiveKit is named, it is LiveKit's answer.
        let report = diagnose(
            &format!("livekit: {text}\nBearer {token}"),
            NumericDate(1_795_911_000.0),
        );
        assert_ne!(
            report.findings[0].code.name(),
            "library_complaint",
            "{text}"
        );
    }
}

#[test]
fn cookies_that_begin_like_a_token_are_none() {
    let json = |text: &str| base64url::encode(text.as_bytes());
    let signature = "A".repeat(27);
    for (service, cookie) in [
        (
            "laravel",
            json("{\"iv\":\"AAAAAAAAAAAAAAAAAAAAAA==\",\"value\":\"AAAA\",\"mac\":\"00\"}"),
        ),
        (
            "rails",
            format!(
                "{}--0011",
                json("{\"_rails\":{\"message\":\"BAhpAw==\",\"exp\":null}}")
            ),
        ),
        (
            "flask",
            format!(
                "{}.ZxYw9A.{signature}",
                json("{\"_fresh\":false,\"user_id\":\"3\"}")
            ),
        ),
        (
            "flask",
            format!(
                "{}.ZxYw9A.{signature}",
                json("{\"csrf_token\":\"0011\",\"x\":1}")
            ),
        ),
    ] {
        let report = diagnose(
            &format!("session={cookie}; Path=/"),
            NumericDate(1_795_911_000.0),
        );
        assert!(report.tokens.is_empty(), "{cookie}");
        assert_eq!(report.found.opaque[0].service, service, "{cookie}");
    }
}

#[test]
fn a_detached_signature_is_no_token_of_livekit() {
    let header = base64url::encode(b"{\"alg\":\"PS256\",\"kid\":\"k\"}");
    let paste = format!(
        "{{\"error\":\"invalid signature\"}}\nx-jws-signature: {header}..{}",
        "A".repeat(342)
    );
    let report = diagnose(&paste, NumericDate(1_795_911_000.0));
    assert_eq!(report.findings[0].code.name(), "detached_payload");
    assert_eq!(report.verdict.outcome, Outcome::Unknown);
}

#[test]
fn hidden_and_missing_values_are_not_expected() {
    let token = unsigned(&json!({"alg": "HS256"}), &json!({"aud": "a", "scope": "s"}));
    let hidden = "[PII of type 'System.String' is hidden]";
    let paste = format!(
        "IDX10214: Audience validation failed. validationParameters.ValidAudience: '{hidden}' or validationParameters.ValidAudiences: 'null'.\n{token}"
    );
    let report = diagnose(&paste, NumericDate(1_795_911_000.0));
    assert_eq!(report.findings[0].code.name(), "library_complaint");
}
