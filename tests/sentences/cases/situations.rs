//! The ten commonest situations with tokens of other services, as people paste them.

use serde_json::{Value, json};

use super::Case;
use super::keys::{MADE, text};
use super::services::{hs256, rs256, token};
use crate::common::MINTED;

pub fn cases() -> Vec<Case> {
    let entra = "https://login.microsoftonline.com/t/v2.0";
    let api = "https://api.example.com";
    let auth0 = |others: Value| {
        let mut all = json!({"iss": "https://example.eu.auth0.com/", "sub": "auth0|1", "aud": api, "azp": "app", "scope": "read"});
        let others = others.as_object().unwrap().clone();
        all.as_object_mut().unwrap().extend(others);
        rs256(&all)
    };
    let id = rs256(
        &json!({"iss": "https://example.eu.auth0.com/", "sub": "auth0|1", "aud": "app", "nonce": "n", "at_hash": "h"}),
    );
    // Another key: one digit of its modulus differs.
    let mut other: Value = serde_json::from_str(&text("RS256 jwk", "key")).unwrap();
    other["kid"] = "2026-11".into();
    other["n"] = other["n"]
        .as_str()
        .unwrap()
        .replacen("jCGV", "jCGX", 1)
        .into();
    let rotated = format!(
        "{}\n{}",
        text("RS256 jwks", "token"),
        json!({"keys": [other]})
    );
    let supabase = token(
        &json!({"alg": "ES256", "kid": "k1"}),
        &json!({"iss": "https://x.supabase.co/auth/v1", "sub": "alice", "aud": "authenticated", "role": "authenticated", "iat": MINTED, "exp": MINTED + 3600}),
    );
    let app = token(
        &json!({"alg": "RS256"}),
        &json!({"iss": "Iv23liABCDEF", "iat": MINTED + 40, "exp": MINTED + 640}),
    );
    let clerk = rs256(
        &json!({"iss": "https://clerk.example.com", "sid": "sess_1", "sub": "user_1", "iat": MINTED - 180, "exp": MINTED - 120}),
    );
    let service_role = hs256(&json!({"iss": "supabase", "ref": "x", "role": "service_role"}));
    let part = |json: &Value| why401::text::base64url::encode(json.to_string().as_bytes());
    let jwe =
        part(&json!({"alg": "dir", "enc": "A256GCM", "iss": "https://example.eu.auth0.com/"}));
    let cases = [
        (
            "ID token sent to an API",
            format!(
                "curl -i {api}/me -H 'Authorization: Bearer {id}'\nHTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer error=\"invalid_token\"\n"
            ),
        ),
        (
            "wrong audience",
            format!(
                "AUTH0_AUDIENCE={api}/v2\nJsonWebTokenError: jwt audience invalid. expected: {api}/v2\ntoken: {}\n",
                auth0(json!({}))
            ),
        ),
        ("rotated key", rotated),
        (
            "slash in iss",
            format!(
                "AUTH0_ISSUER=https://example.eu.auth0.com\nIDX10205: Issuer validation failed.\n{}\n",
                auth0(json!({}))
            ),
        ),
        (
            "ES256 after a key migration",
            format!(
                "SUPABASE_JWT_SECRET=FAKE4f5g6h7j8k9l0q1w2e3r4t5y6u7i8o9p\nJsonWebTokenError: invalid algorithm\n{supabase}\n"
            ),
        ),
        (
            "clock of a GitHub App",
            format!(
                "{{\"message\":\"'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued\"}}\n{app}\n"
            ),
        ),
        ("expired session token", clerk),
        (
            "service-role key in a client",
            format!("NEXT_PUBLIC_SUPABASE_KEY={service_role}\n"),
        ),
        (
            "JWE where a JWT is wanted",
            format!("Error: Invalid Compact JWS\n{jwe}..AAAA.AAAA.AAAA\n"),
        ),
        (
            "Entra, token for Graph",
            rs256(&json!({"iss": entra, "aud": "https://graph.microsoft.com", "scp": "User.Read"})),
        ),
    ];
    let mut cases: Vec<Case> = cases.map(|(name, paste)| Case::new(name, paste)).into();
    // When these tokens are valid.
    cases[2].known.now.0 = MADE - 61_000.0;
    let private = format!(
        "{}\n{}",
        text("RS256 pkcs8-private-pem", "token"),
        text("RS256 pkcs8-private-pem", "key")
    );
    cases.push(Case::new("private key pasted", private).at(MADE - 61_000.0));
    cases
}
