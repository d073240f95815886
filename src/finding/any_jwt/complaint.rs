//! What the library or service that refused a token says about it.

use crate::finding::sentence::{Ours, Sentence};
use crate::sentence;
use crate::service::complaint::Complaint;

findings! { JwtComplaint:
    /// What a library or service says about a token.
    #[derive(Clone, Debug)]
    pub enum ComplaintFinding {
        /// **Why** A library or service said why it refused the token.
        ///
        /// **Source** The sources of the libraries, named in `src/service/complaint.rs`.
        LibraryComplaint {
            /// What it says.
            complaint: Complaint,
            /// Who says so.
            library: &'static str,
        } = Other,
    }
}

impl super::Words for ComplaintFinding {
    fn clause(&self) -> Sentence {
        match self {
            Self::LibraryComplaint { complaint, library } => of_complaint(*complaint, library),
        }
    }

    fn fix(&self) -> Sentence {
        match self {
            Self::LibraryComplaint { complaint, .. } => sentence![fix_of_complaint(*complaint)],
        }
    }

    fn explains(&self) -> bool {
        let Self::LibraryComplaint { complaint, .. } = self;
        *complaint != Complaint::InvalidToken
    }
}

fn of_complaint(complaint: Complaint, library: &'static str) -> Sentence {
    let who = if library.starts_with("The ") {
        sentence![library]
    } else {
        sentence![Ours(library)]
    };
    let reason = match complaint {
        Complaint::KeyForm => return sentence![who, " cannot read the key in this form."],
        Complaint::WeakKey => {
            return sentence![who, " refused the key: it is too short for the algorithm."];
        }
        Complaint::NoKey => {
            return sentence![who, " got no key: its variable is probably not set."];
        }
        Complaint::NoKeySet => {
            return sentence![
                who,
                " could not load the issuer's keys, and checked no token."
            ];
        }
        Complaint::ApiKey => {
            return sentence![who, " refused the request's key, not the token."];
        }
        Complaint::NoToken => return sentence![who, " found no token in the request."],
        Complaint::Grant => {
            return sentence![
                who,
                " refused the code or refresh token: it is expired, revoked or used."
            ];
        }
        Complaint::Client => {
            return sentence![
                who,
                " refused the client: its ID, secret or assertion is wrong or expired."
            ];
        }
        Complaint::Expired => "it had expired.",
        Complaint::NotYetValid => "it was not valid yet, so a clock differs.",
        Complaint::Audience => "another audience (`aud`, or `azp`) is expected.",
        Complaint::Issuer => "another issuer (`iss`) is expected.",
        Complaint::Signature => "the signature does not fit its key.",
        Complaint::UnknownKey => "no key has its `kid`.",
        Complaint::KeyOrAlgorithm => "no key fits its `kid` and `alg`.",
        Complaint::Algorithm => "another algorithm (`alg`) is expected.",
        Complaint::Malformed => "it could not be taken apart.",
        Complaint::IssueTime => "`iat` is ahead of its clock, or is no whole number.",
        Complaint::Life => "it lives too long, or a clock is off.",
        Complaint::Kind => "it is another kind of token.",
        Complaint::Credentials => "its issuer is no API key.",
        Complaint::InvalidToken => "it is expired, revoked or for another API.",
        Complaint::Scope => "it lacks a scope (`insufficient_scope`).",
        Complaint::Revoked => "it was revoked, or its session ended.",
        Complaint::TrustPolicy => "another `sub`, `aud` or `iss` is trusted.",
        Complaint::MissingClaim => "it lacks a claim, or a claim has the wrong type.",
    };
    sentence![who, " refused the token: ", reason]
}

fn fix_of_complaint(complaint: Complaint) -> &'static str {
    match complaint {
        Complaint::Expired => "Request a new token.",
        Complaint::NotYetValid => "Set both clocks by NTP, or allow some seconds of leeway.",
        Complaint::Audience => {
            "Request a token with the API's audience, or set the expected audience to the one of the token."
        }
        Complaint::Issuer => {
            "Set the expected issuer to the `iss` of the token, character by character."
        }
        Complaint::Signature => "Paste the token and the key or key set that it is checked with.",
        Complaint::UnknownKey => {
            "Load the key set of the token's own issuer again: keys are rotated."
        }
        Complaint::KeyOrAlgorithm => {
            "Load the key set of the token's own issuer, and allow the algorithm of its header."
        }
        Complaint::Algorithm => {
            "Allow the algorithm of the token where it is checked, with the key that belongs to it."
        }
        Complaint::Malformed => {
            "Log what is checked: three parts with two dots, without `Bearer` or quotes."
        }
        Complaint::Life => {
            "Set `iat` to 60 s before now, and let the token live 10 minutes for GitHub, 60 for Google."
        }
        Complaint::IssueTime => "Set `iat` to 60 s before now, in whole seconds.",
        Complaint::KeyForm => {
            "Paste the key as the program reads it: line ends are often lost in `.env` files."
        }
        Complaint::Kind => "Send the kind of token that this call expects.",
        Complaint::InvalidToken => {
            "Compare issuer, audience and times of the token with what the API expects."
        }
        Complaint::Scope => "Request the token with the scope that the API names.",
        Complaint::Credentials => {
            "Use the SID of an API key (`SK…`) as issuer and the account (`AC…`) as subject."
        }
        Complaint::Revoked => "Sign in again, and use the new token.",
        Complaint::MissingClaim => {
            "Add the claim where the token is made, with the type that RFC 7519 gives it."
        }
        Complaint::Grant => {
            "Sign in again; a code can be used once, at the client and redirect URI it was made for."
        }
        Complaint::Client => {
            "Compare client ID and secret with the registration, and the `exp` of a secret that is a JWT."
        }
        Complaint::TrustPolicy => {
            "Compare `sub`, `aud` and `iss` of the token with the trust policy, character by character."
        }
        Complaint::NoToken => {
            "Send the header `Authorization: Bearer <token>`, and check that no proxy drops it."
        }
        Complaint::NoKey => "Log whether the variable of the secret or key is set in this process.",
        Complaint::WeakKey => {
            "Use a secret of at least 32 random bytes, or an RSA key of 2048 bits, on both sides."
        }
        Complaint::NoKeySet => {
            "Open the issuer's `/.well-known/openid-configuration` from the machine that checks tokens."
        }
        Complaint::ApiKey => {
            "Use the key of this project, whole, in the header that the service names."
        }
    }
}
