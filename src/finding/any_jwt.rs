//! Tokens of any service: whose they are, which key signed them, and why their own service refuses them. A file for each family.
//!
//! What is said of another service is likely and never certain. What a key of the paste shows is certain.

pub mod claim;
pub mod complaint;
pub mod form;
pub mod key;
pub mod service;
pub mod signature;

use super::cause::Cause;
use super::rank::Rank;
use super::sentence::Sentence;
use super::{Classify, Explain};

/// What was noticed about a token of any service, or about a key.
#[derive(Clone, Debug)]
pub enum JwtFinding {
    /// A key of the paste.
    Key(key::KeyFinding),
    /// The signature, and the keys that may have made it.
    Signature(signature::SignatureFinding),
    /// How the token is written.
    Form(form::TokenForm),
    /// The claims.
    Claim(claim::ClaimFinding),
    /// What a library or service says.
    Complaint(complaint::ComplaintFinding),
    /// The service that made the token.
    Service(service::ServiceFinding),
}

/// What a family of this module says of its findings.
trait Words: Classify {
    /// What was noticed, as a clause that may follow a colon.
    fn clause(&self) -> Sentence;

    /// What to do, in the imperative; empty where there is nothing to do.
    fn fix(&self) -> Sentence;

    /// Whether it says why a service refuses the token, or what else is wrong, and not only what there is.
    fn explains(&self) -> bool;
}

impl JwtFinding {
    fn words(&self) -> &dyn Words {
        match self {
            Self::Key(finding) => finding,
            Self::Signature(finding) => finding,
            Self::Form(finding) => finding,
            Self::Claim(finding) => finding,
            Self::Complaint(finding) => finding,
            Self::Service(finding) => finding,
        }
    }

    /// Whether it says why a service refuses the token, or what else is wrong, and not only what there is.
    pub fn explains(&self) -> bool {
        self.words().explains()
    }

    /// Whether the token would tell more.
    pub fn wants_token(&self) -> bool {
        match self {
            Self::Complaint(complaint::ComplaintFinding::LibraryComplaint {
                complaint, ..
            }) => complaint.is_about_token(),
            Self::Claim(_) => true,
            // What is secret is to be revoked.
            Self::Service(service::ServiceFinding::OpaqueToken { is_secret, .. }) => !is_secret,
            _ => false,
        }
    }

    /// Whether its clause says which token it is about.
    pub fn names_token(&self) -> bool {
        matches!(self, Self::Service(finding) if finding.names_token())
    }
}

impl Classify for JwtFinding {
    fn code(&self) -> super::Code {
        self.words().code()
    }

    fn cause(&self) -> Cause {
        self.words().cause()
    }
}

impl Explain for JwtFinding {
    fn rank(&self) -> Rank {
        Rank::Jwt
    }

    fn refuses(&self) -> bool {
        false
    }

    fn clause(&self) -> Sentence {
        self.words().clause()
    }

    fn fix(&self) -> Sentence {
        self.words().fix()
    }
}

/// A finding of each family is a finding about a token or key.
macro_rules! of_families {
    ($($family:ident($finding:path),)*) => {
        $(impl From<$finding> for JwtFinding {
            fn from(finding: $finding) -> Self {
                Self::$family(finding)
            }
        })*
    };
}

of_families! {
    Key(key::KeyFinding),
    Signature(signature::SignatureFinding),
    Form(form::TokenForm),
    Claim(claim::ClaimFinding),
    Complaint(complaint::ComplaintFinding),
    Service(service::ServiceFinding),
}
