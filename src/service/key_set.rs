//! Where services publish the keys that their tokens are signed with.

use super::Service;

/// Where an issuer publishes its keys, as far as its service is known.
pub fn key_set(service: Option<Service>, issuer: &str) -> Option<String> {
    let base = issuer.trim_end_matches('/');
    // It becomes a part of a command, between single quotes.
    let of_address = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@%+=&".contains(c);
    let is_address = (issuer.starts_with("https://") || issuer.starts_with("http://"))
        && issuer.chars().all(of_address);
    // What a service account signs is checked with its own keys.
    let of_account = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '@');
    let path = match service? {
        Service::Google | Service::Firebase
            if issuer.ends_with(".gserviceaccount.com") && issuer.chars().all(of_account) =>
        {
            let keys = "https://www.googleapis.com/service_accounts/v1/jwk";
            return Some(format!("{keys}/{issuer}"));
        }
        Service::Firebase if issuer.contains("firebaseappcheck.googleapis.com") => {
            return Some("https://firebaseappcheck.googleapis.com/v1/jwks".to_owned());
        }
        Service::Firebase if issuer.contains("session.firebase.google.com") => {
            let keys = "https://www.googleapis.com/identitytoolkit/v3/relyingparty/publicKeys";
            return Some(keys.to_owned());
        }
        // A client secret and a token of an API are made with the own key of their developer.
        Service::Apple if !is_address => return None,
        Service::Google => return Some("https://www.googleapis.com/oauth2/v3/certs".to_owned()),
        Service::Firebase => {
            return Some("https://www.googleapis.com/robot/v1/metadata/x509/securetoken@system.gserviceaccount.com".to_owned());
        }
        Service::Apple => return Some("https://appleid.apple.com/auth/keys".to_owned()),
        Service::Entra => {
            return Some("https://login.microsoftonline.com/common/discovery/v2.0/keys".to_owned());
        }
        Service::Keycloak => "/protocol/openid-connect/certs",
        Service::Okta if base.contains("/oauth2") => "/v1/keys",
        Service::Okta => "/oauth2/v1/keys",
        Service::CloudflareAccess => "/cdn-cgi/access/certs",
        Service::GithubActions | Service::Vercel => "/.well-known/jwks",
        Service::GitlabCi => "/oauth/discovery/keys",
        Service::GoogleIap => {
            return Some("https://www.gstatic.com/iap/verify/public_key-jwk".to_owned());
        }
        Service::Circleci => "/.well-known/jwks-pub.json",
        Service::Vault => "/.well-known/keys",
        Service::Auth0 | Service::Supabase | Service::Clerk | Service::Cognito => {
            "/.well-known/jwks.json"
        }
        _ => return None,
    };
    is_address.then(|| format!("{base}{path}"))
}
